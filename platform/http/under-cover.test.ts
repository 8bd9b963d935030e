import assert from "node:assert/strict";
import { test } from "node:test";
import { type Actor, anonymous, holds, type Role } from "#platform/auth";
import { allowedAs } from "./under-cover.ts";

const forMei = { id: "c1", subject: "mei" };
const forLi = { id: "c2", subject: "li" };
const who: Actor = {
  ...anonymous,
  kind: "staff",
  account: "a",
  subject: "a",
  grants: [
    { role: "editor", path: "klmy." },
    { role: "clerk", path: "klmy.lib.", cover: forMei },
    { role: "publisher", path: "klmy.", cover: forLi },
  ],
};
const asked = (...wanted: Role[]) =>
  allowedAs(who, async (actor) => wanted.every((role) => holds(actor, role, "klmy.lib.")));

test("one's own roles go first; a cover is named only where it was needed, and the one that was", async () => {
  assert.equal((await asked("editor"))?.underCover, undefined);
  assert.deepEqual((await asked("clerk"))?.underCover, forMei);
  assert.deepEqual((await asked("publisher"))?.underCover, forLi);
  assert.deepEqual((await asked("editor", "publisher"))?.underCover, forLi);
  assert.equal(await asked("manager"), null);
});

test("what takes two covers at once names the first; all roles are there for the work itself", async () => {
  const actor = await asked("clerk", "publisher");
  assert.deepEqual(actor?.underCover, forMei);
  assert.equal(actor?.grants.length, 3);
});

test("without a cover there is one question", async () => {
  let questions = 0;
  const plain = { ...who, grants: who.grants.slice(0, 1) };
  assert.equal(await allowedAs(plain, async () => ++questions > 9), null);
  assert.equal(questions, 1);
});
