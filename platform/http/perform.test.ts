import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { Line, operation, T } from "#contract";
import { newSubject } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { Problem, refused } from "#platform/errors";
import { anyone, implement, performer } from "#platform/http";
import { dbTest } from "#platform/testing";

const note = operation({
  id: "test.note",
  method: "POST",
  path: "/api/test/notes",
  summary: "Keeps a note.",
  body: T.Object({ text: Line(20), fail: T.Optional(T.Boolean()) }),
  answer: T.Object({ id: T.String() }),
});

const operations = [
  implement(note, {
    may: anyone,
    run: async (ctx, { body }) => {
      const id = newId();
      await ctx.db.run`insert into note (id, body) values (${id}, ${body.text})`;
      if (body.fail) throw refused("test.refused");
      return { id };
    },
  }),
];
const { perform } = performer(operations, { checkAnswers: true });

async function someone(ctx: Ctx): Promise<Ctx> {
  await ctx.db.run`create table if not exists note (id uuid primary key, body text not null)`;
  const subject = await inTx(ctx, (inner) => newSubject(inner.db, inner));
  return { ...ctx, actor: { ...ctx.actor, kind: "resident", account: newId(), subject } };
}

const notes = async (ctx: Ctx, body: string) =>
  (await ctx.db.many`select id from note where body = ${body}`).length;

dbTest(
  "a repeated request gets the first answer and does the work once, also at the same moment",
  async ({ ctx }) => {
    const me = await someone(ctx);
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => perform(me, "test.note", { body: { text: "once" } }, key)),
    );
    assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1);
    assert.equal(await notes(me, "once"), 1);
  },
);

dbTest("the same key with another body is refused and changes nothing", async ({ ctx }) => {
  const me = await someone(ctx);
  const key = randomUUID();
  await perform(me, "test.note", { body: { text: "first" } }, key);
  await assert.rejects(perform(me, "test.note", { body: { text: "second" } }, key), {
    id: "idempotency.other-input",
  });
  assert.equal(await notes(me, "second"), 0);
});

dbTest(
  "who has the database cannot try what was asked; a request from before the key is known all the same",
  async ({ ctx, db }) => {
    const me = await someone(ctx);
    const key = randomUUID();
    const input = { body: { text: "secret" } };
    const first = await perform(me, "test.note", input, key);
    const plain = createHash("sha256")
      .update(JSON.stringify(["test.note", null, input]))
      .digest();
    const kept = await db.one<{
      inputHash: Buffer;
    }>`select input_hash from platform.idempotency where key = ${key}`;
    assert.notDeepEqual(kept.inputHash, plain);
    // As the release before wrote it.
    await db.run`update platform.idempotency set input_hash = ${plain} where key = ${key}`;
    assert.deepEqual(await perform(me, "test.note", input, key), first);
    await assert.rejects(perform(me, "test.note", { body: { text: "other" } }, key), {
      id: "idempotency.other-input",
    });
  },
);

dbTest("two people may use the same key", async ({ ctx }) => {
  const [one, other] = [await someone(ctx), await someone(ctx)];
  const key = randomUUID();
  assert.notDeepEqual(
    await perform(one, "test.note", { body: { text: "mine" } }, key),
    await perform(other, "test.note", { body: { text: "mine" } }, key),
  );
});

dbTest(
  "a refused command leaves nothing behind and may be tried again with the same key",
  async ({ ctx }) => {
    const me = await someone(ctx);
    const key = randomUUID();
    await assert.rejects(perform(me, "test.note", { body: { text: "half", fail: true } }, key), Problem);
    assert.equal(await notes(me, "half"), 0);
    await perform(me, "test.note", { body: { text: "half" } }, key);
    assert.equal(await notes(me, "half"), 1);
  },
);

dbTest("stored answers cannot be read without the asker's key", async ({ ctx }) => {
  const me = await someone(ctx);
  const key = randomUUID();
  await perform(me, "test.note", { body: { text: "sealed" } }, key);
  const { answer } = await me.db.one<{
    answer: Buffer;
  }>`select answer from platform.idempotency where key = ${key}`;
  assert.ok(!answer.toString("latin1").includes("id"));
});

dbTest("input is refused with every faulty field named", async ({ ctx }) => {
  const me = await someone(ctx);
  const faultsOf = async (body: unknown) => {
    const error = await perform(me, "test.note", { body }, null).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof Problem, "refused as a problem");
    return error.faults.map(({ field, id }) => `${field} ${id}`);
  };
  assert.deepEqual(await faultsOf({}), ["/body/text missing"]);
  assert.deepEqual(await faultsOf({ text: "好".repeat(21) }), ["/body/text too-long"]);
  assert.deepEqual(await faultsOf({ text: "  " }), ["/body/text missing"]);
  assert.deepEqual(await faultsOf({ text: "a\u0000b" }), ["/body/text unwritable"]);
  assert.deepEqual(await faultsOf({ text: "\ud800" }), ["/body/text unwritable"]);
  assert.deepEqual(await faultsOf({ text: "x", colour: "red" }), ["/body/colour unknown"]);
  assert.deepEqual(await faultsOf({ text: 5 }), ["/body/text type"]);
  assert.deepEqual(await faultsOf([]), ["/body type"]);
});
