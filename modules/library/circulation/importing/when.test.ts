import assert from "node:assert/strict";
import { test } from "node:test";
import { dayIn, momentOf, readWhen } from "./when.ts";

const zone = "Asia/Shanghai";

test("days and moments are read as each system writes them, and told in the city's own day", () => {
  const cases: [cell: string, day: string, moment: string][] = [
    ["2026-06-12", "2026-06-12", "2026-06-11T16:00:00Z"],
    ["2026-06-12 23:59:00", "2026-06-12", "2026-06-12T15:59:00Z"],
    ["2026/6/12 0:00", "2026-06-12", "2026-06-11T16:00:00Z"],
    ["20260612", "2026-06-12", "2026-06-11T16:00:00Z"],
    ["2026年6月12日", "2026-06-12", "2026-06-11T16:00:00Z"],
    ["2026-06-12T23:59:59+0800", "2026-06-12", "2026-06-12T15:59:59Z"],
    ["2026-06-12 15:59:59.123+00", "2026-06-12", "2026-06-12T15:59:59Z"],
    // In Greenwich the day before.
    ["2026-06-11T17:00:00Z", "2026-06-12", "2026-06-11T17:00:00Z"],
    ["Fri, 12 Jun 2026 00:00:00 +0800", "2026-06-12", "2026-06-11T16:00:00Z"],
    ["12 Jun 2026", "2026-06-12", "2026-06-11T16:00:00Z"],
  ];
  for (const [cell, day, moment] of cases) {
    const when = readWhen(cell);
    assert.ok(when, cell);
    assert.deepEqual([dayIn(when, zone), momentOf(when, zone).toString()], [day, moment], cell);
  }
});

test("what is no day is none", () => {
  for (const cell of ["", "soon", "2026-02-30", "12 Foo 2026", "2026-06-12 25:00", "2026-06-12 noon"])
    assert.equal(readWhen(cell), null, cell);
});
