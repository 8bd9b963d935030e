import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
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
const thing = (state: PublicationState, writers = ["li"]): Publication => ({ state, orgPath: path, writers });
const against = (
  step: PublicationStep,
  of: Publication,
  who: Actor,
  more: { reason?: string; rule?: string } = {},
) =>
  reasonAgainstStep(step, of, { who, reason: more.reason ?? null, onePersonRule: more.rule ?? null })?.id ??
  null;

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
  assert.equal(rowOfStep("check", of, { who: alone, onePersonRule: "r1" }).onePersonRule, "r1");
  const others = rowOfStep("check", thing("submitted", ["li"]), { who: alone, onePersonRule: "r1" });
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

test("whatever people try: published only through check and approval by somebody who did not write", () => {
  const people = ["a", "b", "c"].map((name) => staff(name, "editor", "reviewer", "publisher"));
  const attempt = fc.record({ step: fc.constantFrom(...publicationSteps), who: fc.constantFrom(...people) });
  fc.assert(
    fc.property(fc.array(attempt, { maxLength: 60 }), fc.constantFrom("a", "b"), (attempts, writer) => {
      let state: PublicationState = "draft";
      let checkedBy: string | null = null;
      let approvedBy: string | null = null;
      for (const { step, who } of attempts) {
        const of = thing(state, [writer]);
        const stepping = { who, reason: "r", onePersonRule: null };
        if (reasonAgainstStep(step, of, stepping)) continue;
        const row = rowOfStep(step, of, stepping);
        if (step === "check") checkedBy = row.by;
        if (step === "approve") approvedBy = row.by;
        if (row.to === "draft") checkedBy = approvedBy = null;
        state = row.to;
        if (state === "published") {
          assert.ok(checkedBy && checkedBy !== writer);
          assert.ok(approvedBy && approvedBy !== writer);
        }
      }
    }),
  );
});

test("steps open to a person are exactly those nothing speaks against", () => {
  assert.deepEqual(stepsOpenTo(thing("submitted"), { who: reviewer, onePersonRule: null }), [
    "check",
    "send-back",
  ]);
  assert.deepEqual(stepsOpenTo(thing("draft"), { who: publisher, onePersonRule: null }), []);
  for (const state of publicationStates) {
    const open = stepsOpenTo(thing(state), { who: staff("m", "manager"), onePersonRule: null });
    assert.deepEqual(
      open,
      publicationSteps.filter((step) => moves[step].from.includes(state)),
    );
  }
});
