import assert from "node:assert/strict";
import { type Ctx, inTx } from "#platform/ctx";
import { connect } from "#platform/db";
import { announce, deadLetters, deliver, type Event, listening, redeliver } from "#platform/events";
import { at, dbTest, settled, testCtx } from "#platform/testing";

declare module "#platform/events" {
  interface Events {
    "test.happened": { n: number };
  }
}

const say = (ctx: Ctx, n: number) => inTx(ctx, (inner) => announce(inner, "test.happened", { n }));

/** Tests of other files write on the same server at the same time; what they have open holds our news back. */
const tell = async (ctx: Ctx, spec: Parameters<typeof deliver>[1]) => {
  await settled(ctx.db);
  return deliver(ctx, spec);
};

function collector(name: string, failOn: (n: number) => boolean = () => false) {
  const heard: number[] = [];
  const spec = listening(name, {
    "test.happened": async (_ctx, { payload }) => {
      if (failOn(payload.n)) throw new Error(`cannot hear ${payload.n}`);
      heard.push(payload.n);
    },
  });
  return { heard, spec };
}

dbTest("news of a change that was rolled back is never told", async ({ ctx }) => {
  const { heard, spec } = collector("rollback");
  await assert.rejects(
    inTx(ctx, async (inner) => {
      await announce(inner, "test.happened", { n: 1 });
      throw new Error("changed my mind");
    }),
  );
  await tell(ctx, spec);
  assert.deepEqual(heard, []);
});

dbTest(
  "a transaction that commits late is told all the same, after those that committed before it",
  async ({ ctx, url }) => {
    const { heard, spec } = collector("late");
    await tell(ctx, spec);
    const slow = connect(url, { max: 1 });
    const slowCtx = testCtx<Ctx["db"]>(slow);
    let finish: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let announced: () => void = () => undefined;
    const written = new Promise<void>((resolve) => {
      announced = resolve;
    });
    const late = inTx(slowCtx, async (inner) => {
      await announce(inner, "test.happened", { n: 100 });
      announced();
      await held;
    });
    await written;
    await say(ctx, 101);
    await deliver(ctx, spec);
    assert.deepEqual(heard, [], "101 waits: 100 sorts before it and may still come");
    finish();
    await late;
    await tell(ctx, spec);
    assert.deepEqual(heard, [100, 101]);
    await slow.end();
  },
);

dbTest(
  "one bad event stops nobody else, is tried again and ends in the dead-letter list",
  async ({ db, ctx }) => {
    let broken = true;
    const { heard, spec } = collector("stumbling", (n) => n === 202 && broken);
    await tell(ctx, spec);
    heard.length = 0;
    for (const n of [201, 202, 203]) await say(ctx, n);
    const first = await tell(ctx, spec);
    assert.equal(first.failed, 1);
    // Heard once more for the rolled-back batch: what was written then is undone, only this list remembers.
    assert.deepEqual([...new Set(heard)].toSorted(), [201, 203]);
    for (let minutes = 1; minutes <= 600; minutes *= 3) {
      const later = testCtx<Ctx["db"]>(db, { clock: at("2026-06-12T10:00:00Z") });
      const shifted = later.clock().add({ minutes: minutes * 10 });
      await tell({ ...later, clock: () => shifted }, spec);
    }
    const [dead] = (await deadLetters(ctx)).filter(({ listener }) => listener === "stumbling");
    assert.equal(dead?.error, "cannot hear 202");
    assert.equal(dead?.attempts, 6);
    broken = false;
    assert.equal(await inTx(ctx, (inner) => redeliver(inner, "stumbling", dead?.event ?? "")), true);
    await tell(ctx, spec);
    assert.deepEqual(heard.at(-1), 202);
    assert.deepEqual(
      (await deadLetters(ctx)).filter(({ listener }) => listener === "stumbling"),
      [],
    );
  },
);

dbTest("two processes that deliver at once tell each event once", async ({ ctx }) => {
  const { heard, spec } = collector("twice");
  await tell(ctx, spec);
  heard.length = 0;
  for (let n = 300; n < 340; n++) await say(ctx, n);
  await Promise.all(Array.from({ length: 8 }, () => deliver(ctx, spec)));
  while ((await tell(ctx, spec)).read > 0);
  assert.equal(heard.length, 40);
});

dbTest("an event type nobody listens to moves the cursor on", async ({ ctx }) => {
  const spec = {
    name: "deaf",
    types: [],
    hear: async (_: unknown, events: Event[]) => assert.equal(events.length, 0),
  };
  await say(ctx, 400);
  assert.ok((await tell(ctx, spec)).read > 0);
  assert.equal((await tell(ctx, spec)).read, 0);
});

dbTest("transaction ids are ordered as numbers: 1000 comes after 999", async ({ db, ctx }) => {
  const { heard, spec } = collector("digits");
  await db.run`
    insert into platform.outbox (id, xid, type, at, payload)
    select gen_random_uuid(), x::xid8, 'test.happened', now(), jsonb_build_object('n', n)
      from (values ('100', 503), ('99', 502), ('9', 501)) as v(x, n)`;
  await tell(ctx, spec);
  assert.deepEqual(heard.slice(0, 3), [501, 502, 503]);
});
