import assert from "node:assert/strict";
import { test } from "node:test";
import { changedFacts, type Facts, merge } from "./facts.ts";

const facts: Facts = {
  number: null,
  name: "甲",
  names: { en: "A", ru: "А" },
  kind: "library",
  level: "city",
  address: "",
  position: null,
  phone: null,
  access: ["lift"],
  equipment: [],
  hours: null,
};

test("facts differ as data: the order of languages says nothing, the order of a list does", () => {
  assert.deepEqual(changedFacts(facts, { ...facts, names: { ru: "А", en: "A" } }), []);
  assert.deepEqual(changedFacts(facts, { access: ["lift", "ramp"], name: "乙", phone: null }), [
    "name",
    "access",
  ]);
});

test("what the editor left as they saw it does not undo what others changed", () => {
  const now = { ...facts, phone: "110" };
  assert.deepEqual(merge(facts, now, { ...facts, name: "乙" }), {
    facts: { ...now, name: "乙" },
    collisions: [],
  });
});

test("both changing one fact collide, unless they mean the same", () => {
  const now = { ...facts, name: "丙", phone: "110" };
  assert.deepEqual(merge(facts, now, { name: "乙", phone: "110" }).collisions, ["name"]);
});
