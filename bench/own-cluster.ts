/** A city of its own on a cluster as `npm start` makes it, fsync and all; gone afterwards. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type City, openCity } from "#main/city";
import { readConfig } from "#platform/config";
import { wallClock } from "#platform/ctx";
import { openCluster } from "#platform/db";
import { shownMessages } from "#platform/notify";

export interface Own {
  city: City;
  /** Connection string of its database. */
  url: string;
  /** Folder of the server's programs, where it is ours. */
  bin: string | null;
}

/** Opens a fresh city for this work. */
export async function onFreshCity<T>(
  say: (line: string) => void,
  work: (own: Own) => Promise<T>,
): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), "wenmai-bench-"));
  // PostgreSQL under root's eyes runs as somebody else.
  chmodSync(dataDir, 0o755);
  const cluster = await openCluster({ dataDir, log: say });
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: "silent" });
  const url = await cluster.cityUrl();
  const city = await openCity(config, url, { messenger: shownMessages(wallClock), checkAnswers: false });
  try {
    return await work({ city, url, bin: cluster.info.bin });
  } finally {
    await city.close();
    await cluster.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
