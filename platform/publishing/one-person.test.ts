import assert from "node:assert/strict";
import { type Actor, anonymous, newSubject } from "../auth/index.ts";
import { type Ctx, inTx } from "../ctx/index.ts";
import { newId } from "../db/index.ts";
import { fill, joinSlots } from "../slots/index.ts";
import { dbTest } from "../testing/index.ts";
import { onePersonRulesFor, pathsWithOnePerson, setOnePersonRule, staffOfPaths } from "./one-person.ts";

/** A station below a street, its staff as the test says, and a manager of the street. */
async function aStation(base: Ctx) {
  const street = `one-person-${process.pid}-${newId()}.`;
  const orgPath = `${street}station.`;
  const staff: string[] = [];
  const slots = joinSlots([
    fill(staffOfPaths, async (_ctx, { orgPaths }) =>
      orgPaths.flatMap((path) => (path === orgPath ? staff.map((subject) => ({ orgPath, subject })) : [])),
    ),
  ]);
  const someone = async (path: string): Promise<Ctx & { actor: Actor & { subject: string } }> => {
    const subject = await inTx(base, (inner) => newSubject(inner.db, inner));
    const grants = [{ role: "manager" as const, path }];
    return { ...base, slots, actor: { ...anonymous, kind: "staff", account: subject, subject, grants } };
  };
  const above = await someone(street);
  const set = (who: Ctx, allowed = true) =>
    inTx(who, (inner) => setOnePersonRule(inner, { orgPath, allowed, reason: "编制只有一人" }));
  const applies = async (who: Ctx) => (await onePersonRulesFor(who, [orgPath])).has(orgPath);
  return { orgPath, staff, someone, above, set, applies };
}

dbTest("a rule for one person is set only where one other person is on the staff", async ({ ctx }) => {
  const { orgPath, staff, someone, above, set, applies } = await aStation(ctx);
  await assert.rejects(set(above), { id: "publishing.one-person-not-one", data: { count: 0 } });
  staff.push(above.actor.subject);
  await assert.rejects(set(above), { id: "publishing.one-person-oneself" });
  const alone = await someone(orgPath);
  staff.push(alone.actor.subject);
  await assert.rejects(set(above), { id: "publishing.one-person-not-one", data: { count: 2 } });
  staff.splice(0, 2, alone.actor.subject);
  await set(above);
  assert.deepEqual([await applies(alone), await applies(above)], [true, false]);
});

dbTest(
  "the rule is of the one person alone, rests with a second, and never serves whoever set it",
  async ({ ctx }) => {
    const { orgPath, staff, someone, above, set, applies } = await aStation(ctx);
    const alone = await someone(orgPath);
    staff.push(alone.actor.subject);
    await set(above);
    const another = await someone(orgPath.replace("station.", ""));
    assert.deepEqual([await applies(alone), await applies(another)], [true, false]);

    staff.push(another.actor.subject);
    assert.deepEqual([await applies(alone), await applies(another)], [false, false]);
    assert.deepEqual(await pathsWithOnePerson(alone, [orgPath]), new Set());
    // It can still be ended, whoever is there.
    staff.splice(0, 2, above.actor.subject);
    assert.equal(await applies(above), false, "who set it came to work there");
    staff.splice(0, 1);
    assert.equal(await applies(alone), false, "nobody is on the staff");
    staff.push(alone.actor.subject);
    assert.equal(await applies(alone), true);
    await set(another, false);
    assert.equal(await applies(alone), false);
  },
);
