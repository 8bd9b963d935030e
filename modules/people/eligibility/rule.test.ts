import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { EligibilityAnswer } from "#platform/eligibility";
import { type Decision, isAppealable, outcomeOf, reasonAgainstAsking, standingOf } from "./rule.ts";

const now = Temporal.Instant.from("2026-06-12T04:00:00Z");
const inDays = (days: number) => now.add({ hours: 24 * days });
const terms = { validDays: 365, againDays: 30, outage: "ask-later" as const, grantDays: null };

test("an answer under a rule: a yes ends with the earlier of two days, a no may be asked again", () => {
  const of = (answer: EligibilityAnswer) => {
    const { answer: said, reason, validUntil } = outcomeOf(terms, answer, { now, granted: false });
    return [said, reason, validUntil?.toString() ?? null];
  };
  assert.deepEqual(of({ answer: "yes", validUntil: null }), ["yes", "met", inDays(365).toString()]);
  assert.deepEqual(of({ answer: "yes", validUntil: inDays(30).toString() }), [
    "yes",
    "met",
    inDays(30).toString(),
  ]);
  assert.deepEqual(of({ answer: "yes", validUntil: inDays(999).toString() }), [
    "yes",
    "met",
    inDays(365).toString(),
  ]);
  assert.deepEqual(of({ answer: "no", reason: "not-met" }), ["no", "not-met", inDays(30).toString()]);
  assert.deepEqual(of({ answer: "unavailable" }), ["unavailable", "unreachable", null]);
});

test("an outage is bridged for some days, once; otherwise nothing is decided", () => {
  const of = (outage: "ask-later" | "grant-until" | "other-ways-only", granted: boolean) => {
    const grantDays = outage === "grant-until" ? 7 : null;
    const outcome = outcomeOf({ ...terms, outage, grantDays }, { answer: "unavailable" }, { now, granted });
    return [outcome.answer, outcome.validUntil?.toString() ?? null];
  };
  assert.deepEqual(of("grant-until", false), ["yes", inDays(7).toString()]);
  assert.deepEqual(of("grant-until", true), ["unavailable", null]);
  assert.deepEqual(of("ask-later", false), ["unavailable", null]);
  assert.deepEqual(of("other-ways-only", false), ["unavailable", null]);
});

const open = { noUntil: null, endedAt: null, endedBecause: null };
const ended = (endedBecause: Decision["endedBecause"], days = 0): Decision => ({
  answer: null,
  noUntil: null,
  validUntil: null,
  endedAt: inDays(days),
  endedBecause,
});

test("how somebody stands, and whether anybody is asked again", () => {
  const cases: [row: Decision | null, standing: string, against: string | null, appealable: boolean][] = [
    [null, "none", null, false],
    [{ ...open, answer: null, validUntil: null }, "waiting", "eligibility.waiting", false],
    [{ ...open, answer: "yes", validUntil: inDays(1) }, "yes", "eligibility.standing", false],
    [{ ...open, answer: "no", validUntil: inDays(1) }, "no", "eligibility.standing", true],
    [{ ...open, answer: "yes", validUntil: now }, "over", null, false],
    [{ ...open, answer: "no", validUntil: now }, "over", null, true],
    [ended("withdrawn"), "withdrawn", null, false],
    [ended("unreachable"), "unreachable", null, false],
    [ended("staff"), "ended", null, true],
    [ended("replaced"), "none", null, false],
  ];
  for (const [row, standing, against, appealable] of cases) {
    assert.equal(standingOf(row, now), standing);
    assert.equal(reasonAgainstAsking(row, terms, now), against, standing);
    assert.equal(isAppealable(row), appealable, standing);
  }
  for (const because of ["withdrawn", "staff", "unreachable"] as const) {
    const after = { ...ended(because), noUntil: inDays(1) };
    assert.equal(reasonAgainstAsking(after, terms, now), "eligibility.again-later", because);
    assert.equal(reasonAgainstAsking(after, terms, inDays(1)), null, because);
  }
  const onlyWays = { ...terms, outage: "other-ways-only" as const };
  assert.equal(reasonAgainstAsking(ended("unreachable", -29), onlyWays, now), "eligibility.other-ways");
  assert.equal(reasonAgainstAsking(ended("unreachable", -30), onlyWays, now), null);
});
