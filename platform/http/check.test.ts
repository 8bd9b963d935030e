import assert from "node:assert/strict";
import { test } from "node:test";
import { operation, T } from "#contract";
import { checked } from "./check.ts";
import { cursorText, readCursor } from "./cursor.ts";
import { DayShape, Id, InstantShape } from "./shapes.ts";

const asked = operation({
  id: "test.days",
  method: "GET",
  path: "/api/test/days",
  summary: "Asks for a day.",
  query: T.Object({ day: T.Optional(DayShape), at: T.Optional(InstantShape) }),
  answer: T.Object({}),
});
const refusedAt = (field: string, id: string) => (error: { faults?: { field: string; id: string }[] }) =>
  error.faults?.some((fault) => fault.field === field && fault.id === id) ?? false;

test("a day is one that can be reckoned with, its neighbours too", () => {
  for (const day of ["1000-01-01", "2026-06-12", "2024-02-29", "2999-12-31"])
    assert.deepEqual(checked(asked, { query: { day } }).query, { day });
  for (const day of ["0000-01-01", "0001-01-01", "0999-12-31", "3000-01-01", "9999-12-31", "2026-02-30", "x"])
    assert.throws(() => checked(asked, { query: { day } }), refusedAt("/query/day", "format.date"), day);
  for (const at of ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-02-30T00:00:00Z"])
    assert.throws(() => checked(asked, { query: { at } }), refusedAt("/query/at", "format.date-time"), at);
});

test("a cursor is read by the shape of what was written into it; everything else is refused at its field", () => {
  const shape = T.Tuple([InstantShape, Id]);
  const id = "01a226e0-e9ea-74e1-8664-b18c45106127";
  const written = ["2026-06-12T11:30:00.123456Z", id];
  assert.deepEqual(readCursor(shape, cursorText(written), "/query/after"), written);
  const bad = [
    "",
    "!",
    "e30",
    cursorText([]),
    cursorText([...written, 1]),
    cursorText(["+275760-09-13T00:00:00Z", id]),
    cursorText(["-271821-04-20T00:00:00Z", id]),
    cursorText(["2026-02-30T00:00:00Z", id]),
    cursorText(["2026-06-12T11:30:00Z", "'; drop table"]),
  ];
  for (const text of bad)
    assert.throws(() => readCursor(shape, text, "/query/after"), refusedAt("/query/after", "cursor"), text);
});
