import assert from "node:assert/strict";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { loadTimetable, stopsById, type Timetable, textOf, timetableIn } from "../index.ts";
import { aFeed, timetableOf } from "../testing.ts";

const arraysOf = (timetable: Timetable) => ({ ...timetable, memory: undefined });

test("a timetable that is written and loaded is the same, and its bytes are the same whenever it is made", async () => {
  const made = await timetableOf(aFeed());
  const loaded = loadTimetable(new Uint8Array(made.memory));
  assert.deepEqual(arraysOf(loaded), arraysOf(made));
  assert.deepEqual(new Uint8Array((await timetableOf(aFeed())).memory), new Uint8Array(made.memory));
  assert.equal(textOf(loaded, "stopName", 1), "文化馆");
  assert.equal(textOf(loaded, "routeShort", 0), "1路");
  assert.equal(stopsById(loaded).get("d"), 3);
  assert.deepEqual([loaded.zone, loaded.days, loaded.words], ["Asia/Shanghai", 14, 1]);
});

test("what is no timetable, another version and any changed byte are refused", async () => {
  const bytes = new Uint8Array((await timetableOf(aFeed())).memory).slice();
  assert.throws(() => loadTimetable(new Uint8Array(5)), { id: "transit.not-a-timetable" });
  assert.throws(() => loadTimetable(new Uint8Array(500)), { id: "transit.not-a-timetable" });
  assert.throws(() => loadTimetable(bytes.with(8, 99)), { id: "transit.other-version" });
  assert.throws(() => loadTimetable(bytes.slice(0, -8)), { id: "transit.damaged" });
  for (let at = 16; at < bytes.length; at += 7)
    assert.throws(() => loadTimetable(bytes.with(at, (bytes[at] ?? 0) ^ 1)), { id: "transit.damaged" });
});

test("threads share the memory without a copy", async () => {
  const { memory } = await timetableOf(aFeed());
  const worker = new Worker(
    'require("node:worker_threads").parentPort.once("message", (memory) => { new Uint8Array(memory)[8] = 7; process.exit(0); })',
    { eval: true },
  );
  worker.postMessage(memory);
  await new Promise((resolve) => worker.once("exit", resolve));
  assert.equal(new Uint8Array(memory)[8], 7);
  assert.throws(() => timetableIn(memory), { id: "transit.other-version" });
});

test("a feed whose services never run is refused", async () => {
  const never = "service_id,date,exception_type\ndaily,20260105,2\n";
  const feed = aFeed({ "calendar.txt": "", "calendar_dates.txt": never });
  await assert.rejects(timetableOf(feed), { id: "transit.no-service" });
});
