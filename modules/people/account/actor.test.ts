import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { aStaff } from "../testing.ts";
import { actorOfSubject } from "./actor.ts";

dbTest(
  "a key leads to whoever has it, with the roles of this moment; of two accounts that were joined to the one that stays",
  async ({ db, ctx }) => {
    const { id: organisationId, path } = await inTx(ctx, (inner) => anOrganisation(inner));
    const one = await inTx(ctx, (inner) => aStaff(inner, { organisationId, role: "clerk" }));
    const other = await inTx(ctx, (inner) => aStaff(inner, { organisationId, role: "editor" }));
    const of = async () => {
      const actor = await actorOfSubject(ctx, one.subject, "provider-two");
      return (
        actor && [actor.account, actor.subject, ...actor.grants.map((grant) => `${grant.role} ${grant.path}`)]
      );
    };
    assert.deepEqual(await of(), [one.account, one.subject, `clerk ${path}`]);
    await db.run`update people.account set status = 'merged', merged_into = ${other.account}, name = null where id = ${one.account}`;
    assert.deepEqual(await of(), [other.account, other.subject, `editor ${path}`]);
    await db.run`update people.account set status = 'left' where id = ${other.account}`;
    assert.equal(await of(), null);
    assert.equal(await actorOfSubject(ctx, organisationId, "own"), null, "nobody's key");
  },
);
