import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { type Actor, anonymous, type Role } from "../auth/actor.ts";
import {
  maySetOnePerson,
  mayStep,
  moves,
  type Publication,
  type PublicationState,
  type PublicationStep,
  publicationStates,
  publicationSteps,
  reasonAgainstStep,
  rowOfStep,
  stepsOpenTo,
  usualNeed,
} from "./machine.ts";

const path = "klmy.library.chengnan.";
const staff = (subject: string, ...roles: Role[]): Actor => ({
  ...anonymous,
  kind: "staff",
  account: subject,
  subject,
  grants: roles.map((role) => ({ role, path: "klmy.library." })),
});
const editor = staff("li", "editor");
const reviewer = staff("wang", "reviewer");
const publisher = staff("chen", "publisher");
const now = Temporal.Instant.from("2026-06-12T04:00:00Z");
const thing = (
  state: PublicationState,
  writers = ["li"],
  differs: Partial<Publication> = {},
): Publication => ({
  state,
  orgPath: path,
  writers,
  checked: [],
  proofread: [],
  need: usualNeed,
  scheduled: false,
  ...differs,
});
const against = (
  step: PublicationStep,
  of: Publication,
  who: Actor,
  more: { reason?: string; rule?: string; at?: Temporal.Instant } = {},
) =>
  reasonAgainstStep(step, of, {
    who,
    now,
    reason: more.reason ?? null,
    at: more.at ?? null,
    onePersonRule: more.rule ?? null,
  })?.id ?? null;

test("three people take a draft to the public", () => {
  assert.equal(against("submit", thing("draft"), editor), null);
  assert.equal(against("check", thing("submitted"), reviewer), null);
  assert.equal(against("approve", thing("checked"), publisher), null);
  assert.equal(against("publish", thing("approved"), publisher), null);
});

test("who, when and why: a table of what is refused", () => {
  const cases: [PublicationStep, Publication, Actor, string][] = [
    ["submit", thing("draft"), reviewer, "publishing.not-yours"],
    ["check", thing("submitted"), editor, "publishing.not-yours"],
    ["approve", thing("checked"), reviewer, "publishing.not-yours"],
    ["publish", thing("checked"), publisher, "publishing.wrong-state"],
    ["publish", thing("published"), publisher, "publishing.wrong-state"],
    ["withdraw", thing("published"), publisher, "publishing.reason-missing"],
    ["send-back", thing("submitted"), reviewer, "publishing.reason-missing"],
    ["check", thing("submitted"), anonymous, "publishing.not-yours"],
  ];
  for (const [step, of, who, expected] of cases)
    assert.equal(against(step, of, who), expected, `${step} from ${of.state}`);
  assert.equal(against("withdraw", thing("published"), publisher, { reason: "场地检修" }), null);
  assert.equal(
    against("withdraw", thing("published"), publisher, { reason: " \n " }),
    "publishing.reason-missing",
  );
});

test("nobody checks or approves what they wrote, whatever roles they hold", () => {
  const manager = staff("zhao", "manager");
  assert.equal(against("check", thing("submitted", ["zhao"]), manager), "publishing.own-work");
  assert.equal(against("approve", thing("checked", ["li", "zhao"]), manager), "publishing.own-work");
  assert.equal(against("check", thing("submitted", ["li"]), manager), null);
});

test("a one-person station may, and the row says by which rule", () => {
  const alone = staff("zhao", "manager");
  const of = thing("submitted", ["zhao"]);
  assert.equal(against("check", of, alone, { rule: "r1" }), null);
  assert.equal(rowOfStep("check", of, { who: alone, now, onePersonRule: "r1" }).onePersonRule, "r1");
  const others = rowOfStep("check", thing("submitted", ["li"]), { who: alone, now, onePersonRule: "r1" });
  assert.equal(others.onePersonRule, null, "the rule is named only where it was needed");
});

test("a grant reaches the organisation and everything below it, nothing beside or above", () => {
  assert.ok(mayStep(editor, "submit", "klmy.library."));
  assert.ok(mayStep(editor, "submit", path));
  assert.equal(mayStep(editor, "submit", "klmy."), false);
  assert.equal(mayStep(editor, "submit", "klmy.museum."), false);
});

test("the one-person rule is set from above", () => {
  const manager = staff("zhao", "manager");
  assert.ok(maySetOnePerson(manager, path));
  assert.equal(
    maySetOnePerson(manager, "klmy.library."),
    false,
    "a manager does not excuse their own organisation",
  );
  assert.equal(maySetOnePerson(editor, path), false);
  assert.ok(maySetOnePerson({ ...manager, grants: [{ role: "admin", path: "klmy." }] }, "klmy."));
});

test("whatever people try: published only after all reviews and proofs by people who did not write, each once", () => {
  const needs = fc.record({
    reviews: fc.integer({ min: 1, max: 3 }),
    proofs: fc.integer({ min: 0, max: 3 }),
  });
  const people = ["a", "b", "c", "d"].map((name) => staff(name, "editor", "reviewer", "publisher"));
  const attempt = fc.record({ step: fc.constantFrom(...publicationSteps), who: fc.constantFrom(...people) });
  fc.assert(
    fc.property(fc.array(attempt, { maxLength: 80 }), needs, (attempts, need) => {
      const writer = "a";
      let of = thing("draft", [writer], { need });
      let approvedBy: string | null = null;
      for (const { step, who } of attempts) {
        const stepping = { who, now, reason: "r", at: now.add({ hours: 2 }), onePersonRule: null };
        if (reasonAgainstStep(step, of, stepping)) continue;
        const row = rowOfStep(step, of, stepping);
        if (step === "approve") approvedBy = row.by;
        of = {
          ...of,
          state: row.to,
          checked: step === "check" ? [...of.checked, row.by ?? ""] : of.checked,
          proofread: step === "proof" ? [...of.proofread, row.by ?? ""] : of.proofread,
          ...(row.to === "draft" && { checked: [], proofread: [] }),
        };
        if (of.state !== "published") continue;
        const reviewers = new Set([...of.checked, approvedBy]);
        assert.ok(!reviewers.has(writer) && !of.proofread.includes(writer));
        assert.equal(reviewers.size, need.reviews);
        assert.equal(new Set(of.proofread).size, need.proofs);
      }
    }),
  );
});

test("steps open to a person are exactly those nothing speaks against", () => {
  assert.deepEqual(stepsOpenTo(thing("submitted"), { who: reviewer, now, onePersonRule: null }), [
    "check",
    "send-back",
  ]);
  assert.deepEqual(stepsOpenTo(thing("draft"), { who: publisher, now, onePersonRule: null }), []);
  for (const state of publicationStates) {
    const open = stepsOpenTo(thing(state), { who: staff("m", "manager"), now, onePersonRule: null });
    assert.deepEqual(
      open,
      publicationSteps.filter(
        (step) => moves[step].from.includes(state) && step !== "proof" && step !== "call-off",
      ),
    );
  }
});

test("three reviews are three people; a one-person station may do all of them", () => {
  const need = { reviews: 3, proofs: 0 };
  const first = thing("submitted", ["li"], { need });
  assert.equal(rowOfStep("check", first, { who: reviewer, now, onePersonRule: null }).to, "submitted");
  const once = thing("submitted", ["li"], { need, checked: ["wang"] });
  assert.equal(against("check", once, reviewer), "publishing.done-already");
  assert.equal(
    rowOfStep("check", once, { who: staff("sun", "reviewer"), now, onePersonRule: null }).to,
    "checked",
  );
  const twice = thing("checked", ["li"], { need, checked: ["wang", "sun"] });
  assert.equal(against("approve", twice, staff("sun", "publisher")), "publishing.done-already");
  assert.equal(against("approve", twice, publisher), null);
  const alone = rowOfStep("check", once, { who: reviewer, now, onePersonRule: "r1" });
  assert.deepEqual([alone.onePersonRule, alone.to], ["r1", "checked"]);
});

test("with one review the submitted is approved at once, and there is nothing to check", () => {
  const of = thing("submitted", ["li"], { need: { reviews: 1, proofs: 0 } });
  assert.equal(against("approve", of, publisher), null);
  assert.equal(against("check", of, reviewer), "publishing.wrong-state");
});

test("proof-readings are counted, one a person, and asked for before the approval", () => {
  const need = { reviews: 2, proofs: 2 };
  const of = (proofread: string[]) => thing("checked", ["li"], { need, checked: ["wang"], proofread });
  assert.equal(against("approve", of(["wang"]), publisher), "publishing.proofs-missing");
  assert.equal(against("proof", of([]), editor), "publishing.own-work");
  assert.equal(against("proof", of(["wang"]), reviewer), "publishing.done-already");
  assert.equal(against("proof", of(["wang"]), publisher), null);
  assert.equal(against("proof", of(["wang", "chen"]), staff("sun", "editor")), "publishing.proofs-done");
  assert.equal(against("approve", of(["wang", "chen"]), publisher), null);
});

test("a time is set for what is approved, within a year, and called off only where there is one", () => {
  const at = now.add({ hours: 24 });
  assert.equal(against("schedule", thing("approved"), publisher, { at }), null);
  assert.equal(against("schedule", thing("checked"), publisher, { at }), "publishing.wrong-state");
  assert.equal(against("schedule", thing("approved"), editor, { at }), "publishing.not-yours");
  for (const wrong of [now, now.subtract({ hours: 1 }), now.add({ hours: 9000 })])
    assert.equal(
      against("schedule", thing("approved"), publisher, { at: wrong }),
      "publishing.time-not-ahead",
    );
  assert.equal(against("call-off", thing("approved"), publisher), "publishing.not-scheduled");
  assert.equal(against("call-off", thing("approved", ["li"], { scheduled: true }), publisher), null);
});
