import assert from "node:assert/strict";
import { test } from "node:test";
import { type ProgressEvent, progress, progressWriter } from "./index.ts";

/** A clock that we move, and what was told. */
function told() {
  let at = 0;
  const events: ProgressEvent[] = [];
  return {
    events,
    pass: (ms: number) => {
      at += ms;
    },
    options: { tell: (event: ProgressEvent) => events.push(event), now: () => at },
  };
}

/** What a screen shows in the end: carriage returns and cleared lines carried out. */
function screen({ isTTY = false, columns = 80 } = {}) {
  let text = "";
  return {
    isTTY,
    columns,
    write: (more: string) => {
      text += more;
    },
    raw: () => text,
    lines: () =>
      text.split("\n").map((line) => line.slice(line.lastIndexOf("\r") + 1).replace("\x1b[2K", "")),
  };
}

test("every item counts, skipped ones with their reason", async () => {
  const { options, events } = told();
  const work = progress("import", { ...options, total: 4 });
  for await (const row of work.over([1, 2, 3, 4])) if (row === 2) work.skip("row 2", "no such district");
  const { done, skipped, stopped, reasons } = work.end();
  assert.deepEqual(
    { done, skipped, stopped, reasons },
    { done: 4, skipped: 1, stopped: false, reasons: [{ item: "row 2", why: "no such district" }] },
  );
  assert.deepEqual(
    events.map(({ event }) => event),
    ["step", "skipped", "end"],
  );
});

test("steps are told at most ten times a second, the end always", async () => {
  const { options, events, pass } = told();
  const work = progress("import", { ...options, total: 1000 });
  for (let n = 0; n < 1000; n++) {
    pass(1);
    work.add();
  }
  work.end();
  const steps = events.filter(({ event }) => event === "step");
  assert.ok(steps.length >= 9 && steps.length <= 12, `${steps.length} steps`);
  const last = events.at(-1);
  assert.ok(last?.event === "end" && last.done === 1000 && last.seconds === 1);
});

test("work that is stopped finishes the piece at hand and says how far it came", async () => {
  const { options } = told();
  const stop = new AbortController();
  const work = progress("import", { ...options, total: 10, signal: stop.signal });
  const seen: number[] = [];
  const rows = (async function* () {
    for (let row = 0; row < 10; row++) yield row;
  })();
  for await (const row of work.over(rows)) {
    if (row === 3) stop.abort();
    seen.push(row);
  }
  const { done, stopped } = work.end();
  assert.deepEqual({ seen, done, stopped }, { seen: [0, 1, 2, 3], done: 4, stopped: true });
});

test("a stop that comes after the last piece stops nothing", () => {
  const { options } = told();
  const work = progress("import", { ...options, total: 1, signal: AbortSignal.abort() });
  work.add();
  assert.equal(work.end().stopped, false);
});

test("reasons are kept up to a thousand, all are counted", () => {
  const { options } = told();
  const work = progress("import", options);
  for (let row = 0; row < 5000; row++) work.skip(`row ${row}`, "empty");
  const { skipped, reasons } = work.end();
  assert.deepEqual([skipped, reasons.length], [5000, 1000]);
});

test("in a log: a line at the start, one each five seconds, one at the end, and why something was skipped", () => {
  const { options, pass } = told();
  const to = screen();
  const work = progress("import places", { ...options, tell: progressWriter({ to }), total: 200 });
  for (let n = 0; n < 120; n++) {
    pass(100);
    work.add();
  }
  work.skip("row 121", "no such district");
  work.end();
  assert.deepEqual(to.lines(), [
    "import places: 0 of 200 (0 %), 0 s",
    "import places: 50 of 200 (25 %), 5 s, 15 s left",
    "import places: 100 of 200 (50 %), 10 s, 10 s left",
    "skipped row 121: no such district",
    "import places: 121 of 200 (60 %), 1 skipped, 12 s, 8 s left, finished",
    "",
  ]);
});

test("on a terminal: one line that is written over, never wider than the window", () => {
  const { options, pass } = told();
  const to = screen({ isTTY: true, columns: 50 });
  const work = progress("读入场所", { ...options, tell: progressWriter({ to }), total: 4 });
  for (let n = 0; n < 4; n++) {
    pass(30_000);
    if (n === 1) work.skip("第 2 行", "没有这个区");
    else work.add();
  }
  work.end();
  const [reason, bar = "", ...rest] = to.lines();
  assert.equal(reason, "skipped 第 2 行: 没有这个区");
  assert.match(bar, /^\[█{20}\] 读入场所 {2}4 of 4/);
  assert.deepEqual(rest, [""]);
  for (const drawn of to.raw().split("\x1b[2K").slice(1)) {
    const line = drawn.split(/[\r\n]/)[0] ?? "";
    const width = [...line].reduce((sum, letter) => sum + (/[\u4e00-\u9fff]/.test(letter) ? 2 : 1), 0);
    assert.ok(width < 50, `${width}: ${line}`);
  }
});

test("after twenty reasons the rest is only counted", () => {
  const { options } = told();
  for (const isTTY of [false, true]) {
    const to = screen({ isTTY });
    const work = progress("import", { ...options, tell: progressWriter({ to }) });
    for (let row = 0; row < 100; row++) work.skip(`row ${row}`, "empty");
    work.end();
    assert.equal(to.lines().filter((line) => line.startsWith("skipped ")).length, 20);
    assert.match(to.raw(), /100 skipped/);
  }
});

test("for machines: one JSON object a line", () => {
  const { options } = told();
  const to = screen({ isTTY: true });
  const work = progress("import", { ...options, tell: progressWriter({ json: true, to }), total: 1 });
  work.skip("row 1", "空的");
  work.end();
  const events = to
    .raw()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    events.map(({ event }) => event),
    ["step", "skipped", "end"],
  );
  assert.deepEqual(events[1], { event: "skipped", what: "import", item: "row 1", why: "空的" });
  assert.equal(events[2].stopped, false);
});
