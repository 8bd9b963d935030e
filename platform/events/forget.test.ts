import assert from "node:assert/strict";
import { type Ctx, inTx } from "#platform/ctx";
import { deliver, forgetNews, listening } from "#platform/events";
import { at, dbTest, settled } from "#platform/testing";

const long = "2026-01-01T00:00:00Z";
const now = "2026-06-12T10:00:00Z";
const before = at("2026-05-13T10:00:00Z")();

/** Ears that fail at some news. */
const ears = (name: string, failsAt: number[] = []) =>
  listening(name, {
    "test.happened": async (_ctx, { payload }) => {
      if (failsAt.includes(payload.n)) throw new Error("cannot hear");
    },
  });

async function tell(ctx: Ctx, moment: string, count: number): Promise<void> {
  await ctx.db.run`
    insert into platform.outbox (id, type, at, payload)
    select gen_random_uuid(), 'test.happened', ${moment}, jsonb_build_object('n', n) from generate_series(1, ${count}::int) n`;
}

const forget = (ctx: Ctx, listeners: string[]) =>
  inTx(ctx, (inner) => forgetNews(inner, { before, listeners }));

const kept = async ({ db }: Ctx) =>
  (
    await db.many<{
      n: number;
      at: string;
    }>`select (payload->>'n')::int as n from platform.outbox order by xid, seq`
  ).map(({ n }) => n);

async function clean({ db }: Ctx): Promise<void> {
  await db.run`delete from platform.delivery`;
  await db.run`delete from platform.outbox`;
  await db.run`delete from platform.listener`;
}

async function hear(ctx: Ctx, spec: ReturnType<typeof listening>): Promise<void> {
  await settled(ctx.db);
  await deliver(ctx, spec);
}

dbTest("old news goes once everybody has heard it, young news stays", async ({ ctx }) => {
  await clean(ctx);
  await tell(ctx, long, 3);
  await hear(ctx, ears("one"));
  assert.equal((await forget(ctx, ["one", "two"])).forgotten, 0, "two has not begun");
  await hear(ctx, ears("two"));
  await tell(ctx, now, 1);
  await hear(ctx, ears("one"));
  await hear(ctx, ears("two"));
  assert.equal((await forget(ctx, ["one", "two"])).forgotten, 3);
  assert.deepEqual(await kept(ctx), [1]);
});

dbTest("what one listener has not read stays for it", async ({ ctx }) => {
  await clean(ctx);
  await tell(ctx, long, 2);
  await hear(ctx, ears("one"));
  await hear(ctx, ears("two"));
  await tell(ctx, long, 2);
  await hear(ctx, ears("one"));
  assert.equal((await forget(ctx, ["one", "two"])).forgotten, 2);
  assert.deepEqual(await kept(ctx), [1, 2]);
});

dbTest("what waits for another try, and what is dead, stays", async ({ db, ctx }) => {
  await clean(ctx);
  await tell(ctx, long, 4);
  await hear(ctx, ears("one", [2, 4]));
  await db.run`update platform.delivery set next_at = null where event = (
    select id from platform.outbox where payload->>'n' = '4')`;
  assert.equal((await forget(ctx, ["one"])).forgotten, 2);
  assert.deepEqual(await kept(ctx), [2, 4]);
});

dbTest("a listener of another release holds its news while it lives, not for ever", async ({ db, ctx }) => {
  await clean(ctx);
  await tell(ctx, long, 1);
  await hear(ctx, ears("one"));
  await db.run`insert into platform.listener (name, updated_at) values ('of-tomorrow', ${now})`;
  assert.equal((await forget(ctx, ["one"])).forgotten, 0);
  await db.run`update platform.listener set updated_at = ${long} where name = 'of-tomorrow'`;
  assert.equal((await forget(ctx, ["one"])).forgotten, 1);
});

dbTest("one statement takes so many and no more, the oldest first", async ({ ctx }) => {
  await clean(ctx);
  await tell(ctx, long, 5_001);
  for (let n = 0; n < 11; n++) await hear(ctx, ears("one"));
  assert.deepEqual(await forget(ctx, ["one"]), { forgotten: 5_000, more: true });
  assert.deepEqual(await kept(ctx), [5_001]);
  assert.deepEqual(await forget(ctx, ["one"]), { forgotten: 1, more: false });
});
