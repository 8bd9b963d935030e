import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { Line, operation, T } from "#contract";
import { newSubject } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { Problem, refused } from "#platform/errors";
import { implement, type Performer, performer, signedIn } from "#platform/http";
import { dbTest } from "#platform/testing";

const keep = operation({
  id: "test.keep",
  method: "POST",
  path: "/api/test/shelves/:shelf",
  summary: "Puts a thing on a shelf.",
  params: T.Object({ shelf: T.String() }),
  body: T.Object({ text: Line(20) }),
  answer: T.Object({ id: T.String(), text: T.String() }),
});

/** How many each lot had, in order. */
interface Shelves {
  perform: Performer["perform"];
  lots: number[];
}

function shelves(): Shelves {
  const lots: number[] = [];
  const keeping = implement(keep, {
    may: signedIn,
    together: {
      by: ({ params }) => params.shelf,
      run: async (tx, shelf, asked) => {
        lots.push(asked.length);
        const rows = asked.filter(({ input }) => input.body.text !== "refused");
        const ids = rows.map(() => newId());
        await tx.run`
          insert into shelf (id, shelf, body)
          select id, ${shelf}, body from unnest(${ids}::uuid[], ${rows.map(({ input }) => input.body.text)}::text[]) as n(id, body)`;
        if (rows.some(({ input }) => input.body.text === "poison")) await tx.run`select 1 / 0`;
        if (shelf === "nowhere") throw refused("test.no-such-shelf");
        return asked.map((one) => {
          const { input } = one;
          const id = ids[rows.indexOf(one)];
          return id
            ? { answer: { id, text: input.body.text }, refusal: null }
            : { answer: null, refusal: refused("test.refused") };
        });
      },
    },
  });
  return { lots, perform: performer([keeping], { checkAnswers: true }).perform };
}

async function someone(ctx: Ctx): Promise<Ctx> {
  const subject = await inTx(ctx, (inner) => newSubject(inner.db, inner));
  return { ...ctx, actor: { ...ctx.actor, kind: "resident", account: newId(), subject } };
}

const tableMade = (ctx: Ctx) =>
  ctx.db.run`create table if not exists shelf (id uuid primary key, shelf text not null, body text not null)`;

const onShelf = async (ctx: Ctx, shelf: string) =>
  (await ctx.db.many<{ body: string }>`select body from shelf where shelf = ${shelf} order by body`).map(
    ({ body }) => body,
  );

const put = (
  { perform }: Shelves,
  who: Ctx,
  shelf: string,
  text: string,
  key: string | null = randomUUID(),
) =>
  perform(who, "test.keep", { params: { shelf }, body: { text } }, key) as Promise<{
    id: string;
    text: string;
  }>;

dbTest(
  "many who ask at once share transactions, and each is told what became of their own",
  async ({ ctx }) => {
    await tableMade(ctx);
    const here = shelves();
    const people = await Promise.all(Array.from({ length: 30 }, () => someone(ctx)));
    const texts = people.map((_, n) => (n % 3 === 0 ? "refused" : `thing ${n}`));
    const results = await Promise.allSettled(people.map((who, n) => put(here, who, "a", texts[n] ?? "")));
    for (const [n, result] of results.entries()) {
      if (texts[n] === "refused")
        assert.ok(result.status === "rejected" && result.reason instanceof Problem, "a refusal is its own");
      else assert.equal(result.status === "fulfilled" && result.value.text, texts[n]);
    }
    assert.equal((await onShelf(ctx, "a")).length, 20, "a refusal undoes nothing of its neighbours'");
    assert.deepEqual(here.lots, [30]);
  },
);

dbTest("no more than 256 share a transaction", async ({ ctx }) => {
  await tableMade(ctx);
  const here = shelves();
  const who = await someone(ctx);
  await Promise.all(Array.from({ length: 300 }, (_, n) => put(here, who, "many", `thing ${n}`)));
  assert.deepEqual(here.lots, [256, 44]);
});

dbTest(
  "one key pressed many times at one moment does the work once, and every press is told so",
  async ({ ctx }) => {
    await tableMade(ctx);
    const [here, elsewhere] = [shelves(), shelves()];
    const who = await someone(ctx);
    const key = randomUUID();
    const presses = Array.from({ length: 6 }, () =>
      [here, elsewhere].map((one) => put(one, who, "once", "once", key)),
    );
    const answers = await Promise.all([
      ...presses.flat(),
      put(here, await someone(ctx), "once", "other", key),
    ]);
    assert.equal(new Set(answers.slice(0, -1).map(({ id }) => id)).size, 1);
    assert.deepEqual(await onShelf(ctx, "once"), ["once", "other"]);
    await assert.rejects(put(here, who, "once", "changed", key), { id: "idempotency.other-input" });
  },
);

dbTest("a refusal is not remembered: the same key may be tried again", async ({ ctx }) => {
  await tableMade(ctx);
  const here = shelves();
  const [who, other] = [await someone(ctx), await someone(ctx)];
  const key = randomUUID();
  const [refusal] = await Promise.allSettled([
    put(here, who, "again", "refused", key),
    put(here, other, "again", "neighbour"),
  ]);
  assert.equal(refusal?.status, "rejected");
  assert.equal((await put(here, who, "again", "now", key)).text, "now");
});

dbTest("what breaks one request breaks no other of its lot, and leaves nothing", async ({ ctx }) => {
  await tableMade(ctx);
  const here = shelves();
  const people = await Promise.all(Array.from({ length: 5 }, () => someone(ctx)));
  const results = await Promise.allSettled(
    people.map((who, n) => put(here, who, "poisoned", n === 2 ? "poison" : `thing ${n}`)),
  );
  assert.deepEqual(
    results.map(({ status }) => status),
    ["fulfilled", "fulfilled", "rejected", "fulfilled", "fulfilled"],
  );
  assert.deepEqual(await onShelf(ctx, "poisoned"), ["thing 0", "thing 1", "thing 3", "thing 4"]);
  assert.deepEqual(here.lots, [5, 1, 1, 1, 1, 1]);
});

dbTest("a refusal that is thrown is told to each by itself", async ({ ctx }) => {
  await tableMade(ctx);
  const here = shelves();
  const who = await someone(ctx);
  const results = await Promise.allSettled([put(here, who, "nowhere", "a"), put(here, who, "nowhere", "b")]);
  for (const result of results)
    assert.equal(result.status === "rejected" && result.reason.id, "test.no-such-shelf");
  assert.deepEqual(here.lots, [2, 1, 1]);
  assert.deepEqual(await onShelf(ctx, "nowhere"), []);
});

dbTest("who asks inside a transaction shares nobody else's", async ({ ctx }) => {
  await tableMade(ctx);
  const here = shelves();
  const [who, other] = [await someone(ctx), await someone(ctx)];
  const undone = inTx(who, async (inner) => {
    await put(here, inner, "inside", "undone");
    throw new Error("undone");
  });
  await Promise.allSettled([undone, put(here, other, "inside", "kept")]);
  assert.deepEqual(await onShelf(ctx, "inside"), ["kept"]);
});
