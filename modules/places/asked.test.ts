import assert from "node:assert/strict";
import { test } from "node:test";
import { instant } from "./asked.ts";

test("a moment asked about lies where the city's calendar and the database reach", () => {
  assert.equal(instant(undefined), undefined);
  assert.equal(instant("2026-06-12T10:00:00Z")?.toString(), "2026-06-12T10:00:00Z");
  for (const text of ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "1948-12-31T23:59:59Z"]) {
    assert.throws(() => instant(text), { faults: [{ field: "/query/at", id: "moment.out-of-range" }] });
  }
  assert.throws(() => instant("9999-12-31T23:59:59Z", "/body/at"), {
    faults: [{ field: "/body/at", id: "moment.out-of-range" }],
  });
});
