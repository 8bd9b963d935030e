/** A whole city on a database of its own, without server and without demo: what the suites work on. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type City, openCity } from "#main/city";
import { readConfig } from "#platform/config";
import { wallClock } from "#platform/ctx";
import { shownMessages } from "#platform/notify";
import { copyTemplate, openTestServer } from "#platform/testing";

export interface OwnCity {
  city: City;
  close(): Promise<void>;
}

/** Opens the city on this database, with secrets that are thrown away. */
export async function cityOn(url: string): Promise<OwnCity> {
  const DATA_DIR = await mkdtemp(join(tmpdir(), "wenmai-suite-"));
  const config = readConfig({ DATA_DIR, LOG_LEVEL: "silent" });
  const city = await openCity(config, url, { messenger: shownMessages(wallClock), checkAnswers: true });
  return {
    city,
    async close() {
      await city.close();
      await rm(DATA_DIR, { recursive: true, force: true });
    },
  };
}

/** The same on a fresh database of the test cluster. */
export async function ownCity(name: string): Promise<OwnCity> {
  const server = await openTestServer((line) => process.stderr.write(`${line}\n`));
  const own = await cityOn(await copyTemplate(server, name));
  return {
    city: own.city,
    async close() {
      await own.close();
      await server.close();
    },
  };
}
