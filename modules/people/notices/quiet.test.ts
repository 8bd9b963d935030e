import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { channelsFor } from "./kinds.ts";
import { outAt } from "./quiet.ts";

const night = { starts: "22:00", ends: "08:00", urgentBefore: "10:00" };
const zone = "Asia/Shanghai";
const local = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant();

test("the night holds messages back until eight, except of what happens before ten", () => {
  const cases: [now: string, neededBy: string | null, out: string][] = [
    ["2026-06-12T21:59", null, "2026-06-12T21:59"],
    ["2026-06-12T22:00", null, "2026-06-13T08:00"],
    ["2026-06-12T23:30", "2026-06-13T19:30", "2026-06-13T08:00"],
    ["2026-06-12T23:30", "2026-06-13T10:00", "2026-06-13T08:00"],
    ["2026-06-12T23:30", "2026-06-13T09:59", "2026-06-12T23:30"],
    ["2026-06-13T02:00", "2026-06-13T09:00", "2026-06-13T02:00"],
    ["2026-06-13T02:00", null, "2026-06-13T08:00"],
    ["2026-06-13T07:59:59", null, "2026-06-13T08:00"],
    ["2026-06-13T08:00", null, "2026-06-13T08:00"],
    ["2026-12-31T22:30", null, "2027-01-01T08:00"],
    // It was on when it was cancelled.
    ["2026-06-12T23:30", "2026-06-12T22:00", "2026-06-12T23:30"],
  ];
  for (const [now, neededBy, out] of cases)
    assert.equal(
      outAt(local(now), night, { neededBy: neededBy ? local(neededBy) : null, zone }).toString(),
      local(out).toString(),
      `${now} ${neededBy}`,
    );
});

test("quiet hours within a day, and none at all", () => {
  const noon = { starts: "13:00", ends: "15:00", urgentBefore: "16:00" };
  const of = (now: string, quiet: typeof noon) =>
    outAt(local(now), quiet, { neededBy: null, zone }).toString();
  assert.equal(of("2026-06-12T14:00", noon), local("2026-06-12T15:00").toString());
  assert.equal(of("2026-06-12T15:00", noon), local("2026-06-12T15:00").toString());
  assert.equal(of("2026-06-12T12:59", noon), local("2026-06-12T12:59").toString());
  const never = { starts: "08:00", ends: "08:00", urgentBefore: "08:00" };
  for (const now of ["2026-06-12T03:00", "2026-06-12T08:00", "2026-06-12T23:00"])
    assert.equal(of(now, never), local(now).toString());
});

test("channels: what was chosen, else the first; consent is waited for; the necessary always goes out", () => {
  assert.deepEqual(channelsFor("services", null, ["sms", "email"]), ["sms"]);
  assert.deepEqual(channelsFor("services", null, ["email"]), ["email"]);
  assert.deepEqual(channelsFor("services", [], ["sms", "email"]), []);
  assert.deepEqual(channelsFor("services", ["email", "sms"], ["sms", "email"]), ["sms", "email"]);
  assert.deepEqual(channelsFor("reminder", null, ["sms"]), []);
  assert.deepEqual(channelsFor("reminder", ["sms"], ["sms"]), ["sms"]);
  assert.deepEqual(channelsFor("booking-change", ["email"], ["sms"]), ["sms"], "the address is gone");
  assert.deepEqual(channelsFor("services", ["email"], ["sms"]), ["sms"]);
  assert.deepEqual(channelsFor("reminder", ["email"], ["sms"]), [], "agreed to for the address alone");
  assert.deepEqual(channelsFor("security", null, []), []);
});
