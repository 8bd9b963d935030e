import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { aResident, aStaff } from "../testing.ts";
import { actorOfSubject } from "./actor.ts";

dbTest("a key leads to whoever has it, with the roles of this moment", async ({ db, ctx }) => {
  const { id: organisationId, path } = await inTx(ctx, (inner) => anOrganisation(inner));
  const { account, subject } = await inTx(ctx, (inner) => aStaff(inner, { organisationId, role: "clerk" }));
  const actor = await actorOfSubject(ctx, subject, "provider-two");
  assert.deepEqual([actor?.account, actor?.subject], [account, subject]);
  assert.deepEqual(
    actor?.grants.map((grant) => [grant.role, grant.path]),
    [["clerk", path]],
  );
  await db.run`update people.account set status = 'left' where id = ${account}`;
  assert.equal(await actorOfSubject(ctx, subject, "provider-two"), null);
  assert.equal(await actorOfSubject(ctx, organisationId, "own"), null, "nobody's key");
});

dbTest("of two accounts that were joined either key leads to the one that stays", async ({ db, ctx }) => {
  const [gone, stays] = await inTx(ctx, async (inner) => [await aResident(inner), await aResident(inner)]);
  assert.ok(gone && stays);
  await db.run`
    update people.account set status = 'merged', merged_into = ${stays.account}, name = null where id = ${gone.account}`;
  for (const { subject } of [gone, stays])
    assert.equal((await actorOfSubject(ctx, subject, "own"))?.account, stays.account);
});
