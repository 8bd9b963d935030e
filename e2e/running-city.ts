/** A filled demo city on the test file's own database, serving real pages on a free port. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "#platform/config";
import { wallClock } from "#platform/ctx";
import { startPump } from "#platform/events";
import { runJobs } from "#platform/jobs";
import { setLimits } from "#platform/limits";
import { openMessenger } from "#platform/notify";
import { type City, openCity } from "../main/city.ts";
import { cityServer } from "../main/server.ts";
import { fillDemoCity } from "../seed/fill.ts";
import { ensurePages } from "../tools/setup/pages.ts";

export interface RunningCity {
  url: string;
  city: City;
  stop(): Promise<void>;
}

/** Starts it on an empty database; the demo is filled through the modules' doors, which takes some fifteen seconds. */
export async function runningCity(databaseUrl: string): Promise<RunningCity> {
  await ensurePages(() => undefined);
  const config = readConfig({
    DATA_DIR: mkdtempSync(join(tmpdir(), "wenmai-e2e-")),
    CITY_SECRET: Buffer.alloc(32, 7).toString("base64"),
    LOG_LEVEL: "silent",
  });
  const { messenger } = openMessenger(config, wallClock);
  const city = await openCity(config, databaseUrl, { messenger });
  await fillDemoCity(city, () => undefined);
  const app = await cityServer(city);
  // One address plays everybody here.
  setLimits(app, null);
  const pump = startPump((requestId) => city.ctx(requestId), city.listeners);
  const jobs = await runJobs(city.db.pool, city.jobs, (requestId) => city.ctx(requestId));
  await app.listen({ port: 0, host: "localhost" });
  const address = app.server.address();
  if (!address || typeof address === "string") throw new Error("the city has no port");
  return {
    url: `http://localhost:${address.port}`,
    city,
    async stop() {
      await app.close();
      await Promise.all([pump.stop(), jobs.stop()]);
      await city.close();
    },
  };
}
