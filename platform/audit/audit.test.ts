import assert from "node:assert/strict";
import { audit, brokenAuditBlock, sealAudit } from "#platform/audit";
import { destroySubject, newSubject, openForSubject } from "#platform/auth";
import { inTx } from "#platform/ctx";
import { dbTest, settled } from "#platform/testing";

dbTest("the chain holds over several blocks and breaks where a row was changed", async ({ db, ctx }) => {
  for (let block = 0; block < 3; block++) {
    await inTx(ctx, async (inner) => {
      for (let n = 0; n < 5; n++)
        await audit(inner, { what: "test.done", on: { kind: "test", id: `${block}-${n}` } });
    });
    await settled(db);
    assert.equal(await sealAudit(ctx), 5);
  }
  assert.equal(await brokenAuditBlock(db), null);
  await db.run`update platform.audit set what = 'test.undone' where target = '1-3'`;
  assert.equal(await brokenAuditBlock(db), 2);
  await db.run`update platform.audit set what = 'test.done' where target = '1-3'`;
  await db.run`delete from platform.audit where target = '2-0'`;
  assert.equal(await brokenAuditBlock(db), 3);
});

dbTest("erasing a person leaves the chain whole and their detail unreadable", async ({ db, ctx }) => {
  const before = await brokenAuditBlock(db);
  const subject = await inTx(ctx, (inner) => newSubject(inner.db, inner));
  await inTx(ctx, (inner) =>
    audit(inner, {
      what: "test.named",
      on: { kind: "test", id: "named" },
      subject,
      personal: { name: "古丽·买买提" },
    }),
  );
  await settled(db);
  await sealAudit(ctx);
  const { sealed, text } = await db.one<{ sealed: Buffer; text: string }>`
    select sealed, row_to_json(a)::text as text from platform.audit a where target = 'named'`;
  assert.ok(!text.includes("古丽"));
  assert.equal(JSON.parse((await openForSubject(db, subject, sealed)).toString()).name, "古丽·买买提");
  await inTx(ctx, (inner) => destroySubject(inner.db, subject, inner));
  await assert.rejects(openForSubject(db, subject, sealed), /erased/);
  assert.equal(await brokenAuditBlock(db), before);
});

dbTest("personal detail without the person it belongs to is a bug", async ({ ctx }) => {
  await assert.rejects(
    inTx(ctx, (inner) =>
      audit(inner, { what: "test.lost", on: { kind: "test", id: "x" }, personal: { name: "x" } }),
    ),
    /needs a subject/,
  );
});
