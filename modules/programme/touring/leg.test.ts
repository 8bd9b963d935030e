import assert from "node:assert/strict";
import { test } from "node:test";
import { cratesWrong, daysIn, goes, isTroubled } from "./leg.ts";
import { dueOf } from "./today.ts";

test("days are counted both, and only those that lie within", () => {
  const year = { from: "2026-01-01", through: "2026-12-31" };
  const rows: [from: string, through: string, days: number][] = [
    ["2026-03-01", "2026-03-01", 1],
    ["2026-02-27", "2026-03-02", 4],
    ["2025-12-20", "2026-01-05", 5],
    ["2026-12-30", "2027-02-01", 2],
    ["2025-01-01", "2028-01-01", 365],
    ["2027-01-01", "2027-01-05", 0],
  ];
  for (const [from, through, days] of rows) assert.equal(daysIn({ from, through }, year), days, from);
});

test("what is not here is missing, what does not belong to it is wrong, a number beyond the last one too", () => {
  assert.deepEqual(cratesWrong(4, { present: [1, 2, 4], wrong: [" 文博院 7 号 ", "文博院 7 号"] }), {
    missing: [3],
    wrong: ["文博院 7 号"],
  });
  assert.deepEqual(cratesWrong(2, { present: [1, 2, 9], wrong: [] }), { missing: [], wrong: ["9"] });
  assert.equal(isTroubled({ missing: [], wrong: [], damaged: false }), false);
  assert.equal(isTroubled({ missing: [], wrong: [], damaged: true }), true);
});

test("what has arrived is not called off, and what is on its way is not sent again", () => {
  assert.equal(goes("cancel", "on-its-way"), true);
  assert.equal(goes("cancel", "arrived"), false);
  assert.equal(goes("send", "on-its-way"), false);
});

test("each house is told of what is its own to do", () => {
  const leg = {
    ...{ ownerPath: "city.whg.", orgPath: "city.dz.", from: "2026-12-10", through: "2026-12-20" },
    troubled: false,
  };
  const at = (path: string, day: string, sendBy = day) => ({ answers: [path], handles: [path], day, sendBy });
  const owner = at("city.whg.", "2026-12-07", "2026-12-10");
  const borrower = at("city.dz.", "2026-12-21");
  assert.equal(dueOf({ ...leg, state: "asked" }, owner), "answer");
  assert.equal(dueOf({ ...leg, state: "asked" }, borrower), null);
  assert.equal(dueOf({ ...leg, state: "agreed" }, owner), "send");
  assert.equal(dueOf({ ...leg, state: "agreed" }, at("city.whg.", "2026-12-06", "2026-12-09")), null);
  assert.equal(dueOf({ ...leg, state: "on-its-way" }, borrower), "receive");
  assert.equal(dueOf({ ...leg, state: "arrived" }, borrower), "leave");
  assert.equal(dueOf({ ...leg, state: "arrived" }, at("city.dz.", "2026-12-20")), null);
  assert.equal(dueOf({ ...leg, state: "returning" }, owner), "take-home");
  assert.equal(dueOf({ ...leg, state: "arrived", troubled: true }, owner), "trouble");
});
