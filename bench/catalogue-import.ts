/** What `catalogue-search.bench.ts` measures of an import, in a process of its own as the command line has it: database, file, organisation, data folder. */
import { createReadStream, statSync } from "node:fs";
import { basename } from "node:path";
import { beginBatch, runBatch, usualProfiles } from "#library";
import { openCity } from "#main/city";
import { keepHeapSmall } from "#main/small-heap";
import { readConfig } from "#platform/config";
import { inTx, wallClock } from "#platform/ctx";
import { shownMessages } from "#platform/notify";

export interface Imported {
  perSecond: number;
  /** Rate of the last tenth by that of the first. */
  lastVsFirst: number;
  /** Of this process for each record; what the database takes comes on top. */
  cpuMs: number;
  rssMb: number;
}

const [url = "", file = "", organisationId = "", DATA_DIR = ""] = process.argv.slice(2);
const config = readConfig({ DATA_DIR, LOG_LEVEL: "silent" });
const city = await openCity(config, url, { messenger: shownMessages(wallClock), checkAnswers: false });
const ctx = city.ctx("bench");
const profile = usualProfiles.find(({ name }) => name === "records");
if (!profile) throw new Error('no profile "records"');
const batch = await inTx(ctx, (inner) =>
  beginBatch(
    inner,
    {
      organisationId,
      file: basename(file),
      sha256: "0".repeat(64),
      bytes: statSync(file).size,
      profile: { ...profile, agency: "BENCH" },
    },
    "landing",
  ),
);
keepHeapSmall();
const before = process.cpuUsage();
const times = [{ records: 0, at: performance.now() }];
let done = 0;
await runBatch(ctx, batch, createReadStream(file, { highWaterMark: 1 << 20 }), {
  signal: new AbortController().signal,
  told: (records) => {
    done += records;
    times.push({ records: done, at: performance.now() });
    if (Math.floor(done / 50_000) > Math.floor((done - records) / 50_000))
      process.stderr.write(`${done} records are in\n`);
  },
});
const rate = (from: number, to: number) => {
  const some = times.filter(({ records }) => records >= from * done && records <= to * done);
  const [first, last] = [some[0], some.at(-1)];
  return first && last ? ((last.records - first.records) / (last.at - first.at)) * 1000 : 0;
};
const { user, system } = process.cpuUsage(before);
const imported: Imported = {
  perSecond: rate(0, 1),
  lastVsFirst: rate(0.9, 1) / rate(0, 0.1),
  cpuMs: (user + system) / 1000 / done,
  // Kilobytes, as Linux and macOS through libuv tell it.
  rssMb: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(`${JSON.stringify(imported)}\n`);
await city.close();
