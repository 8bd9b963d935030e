import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { audit, auditAll, brokenAuditBlock, sealAudit } from "#platform/audit";
import { inTx } from "#platform/ctx";
import { dbTest, settled } from "#platform/testing";

const cover = {
  id: "0198c0de-0000-7000-8000-000000000001",
  subject: "0198c0de-0000-7000-8000-000000000002",
};

dbTest(
  "a cover is part of the chain; rows without one are hashed as before there were covers",
  async ({ db, ctx }) => {
    await inTx(ctx, (inner) => audit(inner, { what: "test.plain", on: { kind: "test", id: "plain" } }));
    await settled(db);
    await sealAudit(ctx);
    const { text } = await db.one<{ text: string }>`
    select row_to_json(r)::text as text
      from (select id, seq, xid, at, actor_kind, actor, on_behalf_of, channel, request_id, what, kind, target, subject, detail,
                   encode(sealed, 'hex') as sealed from platform.audit) r`;
    const { hash } = await db.one<{ hash: Buffer }>`select hash from platform.audit_block`;
    assert.deepEqual(hash, createHash("sha256").update(Buffer.alloc(32)).update(text).update("\n").digest());

    const actor = { ...ctx.actor, underCover: cover };
    await inTx({ ...ctx, actor }, (inner) =>
      audit(inner, { what: "test.covered", on: { kind: "test", id: "covered" } }),
    );
    await settled(db);
    await sealAudit(ctx);
    assert.equal(await brokenAuditBlock(db), null);
    await db.run`update platform.audit set cover_for = ${cover.id} where target = 'covered'`;
    assert.equal(await brokenAuditBlock(db), 2, "another colleague");
    await db.run`update platform.audit set cover = null, cover_for = null where target = 'covered'`;
    assert.equal(await brokenAuditBlock(db), 2, "the cover kept silent");
  },
);

dbTest("what is done to many at once under a cover is on record with it too", async ({ db, ctx }) => {
  const actor = { ...ctx.actor, underCover: cover };
  await inTx({ ...ctx, actor }, (inner) =>
    auditAll(inner, [{ what: "test.covered", on: { kind: "test", id: "one of many" } }]),
  );
  const rows = await db.many`select cover, cover_for from platform.audit where target = 'one of many'`;
  assert.deepEqual(rows, [{ cover: cover.id, coverFor: cover.subject }]);
});
