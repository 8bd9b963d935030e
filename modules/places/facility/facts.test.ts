import assert from "node:assert/strict";
import { test } from "node:test";
import { changedFacts, type Facts, merge } from "./facts.ts";
import { tellPart } from "./tell-part.ts";

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

test("hours come together day by day: one sets Monday, another Tuesday; both on Monday collide there", () => {
  const nine = [{ from: "09:00", to: "17:00" }];
  const ten = [{ from: "10:00", to: "18:00" }];
  const seen = { ...facts, hours: { week: { mon: nine, tue: nine } } };
  const now = {
    ...facts,
    hours: {
      week: { mon: nine, tue: ten },
      exceptions: [{ from: "2026-06-14", to: "2026-06-14", sessions: [], reason: "演练" }],
    },
  };
  const monday = merge(seen, now, { hours: { week: { mon: ten, tue: nine } } });
  assert.deepEqual(monday, {
    facts: { ...now, hours: { ...now.hours, week: { mon: ten, tue: ten } } },
    collisions: [],
  });
  const tuesday = merge(seen, now, { hours: { week: { mon: nine } } });
  assert.deepEqual(tuesday.collisions, ["hours/week/tue"]);
  const told = (part: string) => tellPart(now, part).data?.now;
  assert.equal(told("hours/week/tue"), "10:00–18:00");
  assert.equal(told("hours/week/wed"), "—");
  assert.equal(told("hours/exceptions"), "2026-06-14 — 演练");
});

test("what holidays and make-up workdays mean are parts of their own, told in words", () => {
  const holding = (differs: Partial<NonNullable<Facts["hours"]>>) => ({
    ...facts,
    hours: { week: {}, ...differs },
  });
  const nine = { sessions: [{ from: "09:00", to: "12:00" }] };
  const seen = holding({ onHoliday: nine });
  const now = holding({ onHoliday: nine, onMakeUp: "own-weekday" });
  const wanted = merge(seen, now, { hours: { week: {}, onHoliday: { sessions: [] } } });
  assert.deepEqual(wanted.facts.hours, { week: {}, onHoliday: { sessions: [] }, onMakeUp: "own-weekday" });
  assert.deepEqual(merge(seen, now, { hours: { week: {}, onHoliday: nine, onMakeUp: nine } }).collisions, [
    "hours/onMakeUp",
  ]);
  assert.deepEqual(tellPart(now, "hours/onMakeUp"), { id: "changed-meanwhile.own-weekday" });
  assert.deepEqual(tellPart(seen, "hours/onMakeUp"), { id: "changed-meanwhile.not-said" });
  assert.deepEqual(tellPart(seen, "hours/onHoliday"), {
    id: "changed-meanwhile",
    data: { now: "09:00–12:00" },
  });
});

test("taking the hours away collides with nothing but giving others", () => {
  const hours = { week: { mon: [{ from: "09:00", to: "17:00" }] } };
  const seen = { ...facts, hours };
  assert.deepEqual(merge(seen, seen, { hours: null }), { facts: { ...facts, hours: null }, collisions: [] });
  assert.deepEqual(merge(seen, { ...facts, hours: { week: {} } }, { hours: null }).collisions, []);
  assert.deepEqual(merge(facts, facts, { hours }).facts.hours, hours);
});
