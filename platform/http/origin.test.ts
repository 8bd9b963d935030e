import assert from "node:assert/strict";
import { test } from "node:test";
import { comesFromUs } from "./origin.ts";

const base = {
  method: "POST",
  host: "city.example",
  origin: undefined,
  fetchSite: undefined,
  hasCookie: true,
};

test("a change comes from our own pages or carries nobody's authority", () => {
  for (const [request, expected] of [
    [{ ...base, fetchSite: "same-origin" }, true],
    [{ ...base, fetchSite: "none" }, true],
    [{ ...base, fetchSite: "cross-site" }, false],
    [{ ...base, fetchSite: "same-site" }, false],
    [{ ...base, origin: "https://city.example" }, true],
    [{ ...base, origin: "https://evil.example" }, false],
    [{ ...base, origin: "null" }, false],
    [base, false],
    [{ ...base, hasCookie: false }, true],
    [{ ...base, method: "GET", fetchSite: "cross-site" }, true],
  ] as const) {
    assert.equal(comesFromUs(request), expected, JSON.stringify(request));
  }
});
