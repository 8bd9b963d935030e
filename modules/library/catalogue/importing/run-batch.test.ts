import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { aBook, aFile, aProfile } from "../../testing.ts";
import { aKey } from "../testing.ts";
import { batchOf } from "./batch-store.ts";
import { beginBatch, goOn } from "./begin-batch.ts";
import { runBatch, Taken } from "./run-batch.ts";
import { anOwner } from "./testing.ts";

const never = new AbortController().signal;

dbTest("killed between two steps, it goes on behind the last that landed", async ({ ctx }) => {
  const organisationId = await anOwner(ctx);
  const books = Array.from({ length: 1200 }, (_, at) => aBook(aKey(), `第 ${at} 本`));
  const bytes = await aFile(...books);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const sent = { organisationId, file: "killed.mrc", sha256, bytes: bytes.length, profile: aProfile() };
  const batch = await inTx(ctx, (inner) => beginBatch(inner, sent, "landing"));
  await assert.rejects(
    runBatch(ctx, batch, [bytes], {
      signal: never,
      told: () => {
        throw new Error("killed");
      },
    }),
    /killed/,
  );
  const dead = await batchOf(ctx.db, batch.id);
  // The step at hand was undone with its note.
  assert.deepEqual([dead?.state, dead?.doneRecord, dead?.added], ["landing", 0, 0]);
  // Stopped after the first step, by whoever asks.
  const stop = new AbortController();
  const stopped = await runBatch(ctx, batch, [bytes], { signal: stop.signal, told: () => stop.abort() });
  assert.equal(stopped.state, "stopped");
  assert.ok(stopped.doneRecord >= 500 && stopped.doneRecord < 1200, `${stopped.doneRecord}`);
  assert.equal(stopped.added, stopped.doneRecord);
  const left = await inTx(ctx, (inner) => goOn(inner, sent));
  assert.equal(left?.id, batch.id);
  const landed = await runBatch(ctx, left, [bytes], { signal: never });
  assert.deepEqual(
    [landed.state, landed.doneRecord, landed.added, landed.unchanged],
    ["landed", 1200, 1200, 0],
  );
  // Two workers never do the same: who comes with an old note leaves.
  await ctx.db.run`update library.batch set state = 'landing' where id = ${batch.id}`;
  await assert.rejects(runBatch(ctx, { ...batch, doneRecord: 0 }, [bytes], { signal: never }), Taken);
});

dbTest(
  "records name no batch that is not there, though no key says so: neither landed so, nor left so",
  async ({ ctx, db }) => {
    const organisationId = await anOwner(ctx);
    const number = aKey();
    const bytes = await aFile(aBook(number, "没有批次的书"));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const sent = { organisationId, file: "none.mrc", sha256, bytes: bytes.length, profile: aProfile() };
    const batch = await inTx(ctx, (inner) => beginBatch(inner, sent, "landing"));
    await assert.rejects(runBatch(ctx, { ...batch, id: newId() }, [bytes], { signal: never }), {
      constraint: "batch_step_batch_id_fkey",
    });
    const landed = () => db.many`select id from library.record where control_key like ${`%${number}`}`;
    assert.deepEqual(await landed(), []);
    await runBatch(ctx, batch, [bytes], { signal: never });
    assert.equal((await landed()).length, 1);
    for (const gone of [
      () => db.run`delete from library.batch where id = ${batch.id}`,
      () => db.run`update library.batch set id = ${newId()} where id = ${batch.id}`,
    ])
      await assert.rejects(gone(), { constraint: "batch_stays" });
    // With the guard off it goes, and the record names what is not there.
    await db.run`alter table library.batch disable trigger batch_stays`;
    try {
      await assert.rejects(
        db.tx(async (tx) => {
          assert.equal(await tx.run`delete from library.batch where id = ${batch.id}`, 1);
          throw new Error("undone");
        }),
        /undone/,
      );
    } finally {
      await db.run`alter table library.batch enable trigger batch_stays`;
    }
  },
);
