import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { aResident } from "#people/testing";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { connect, type Database } from "#platform/db";
import { Problem } from "#platform/errors";
import { type Performer, performer } from "#platform/http";
import { countStatements, dbTest, somebodyWaits } from "#platform/testing";
import { lockPools, poolDrift } from "../offers/offer-store.ts";
import { operations } from "../routes.ts";
import { anOffer } from "../testing.ts";
import { claimEach } from "./claim.ts";

/** A server process, as far as the database sees one: connections and gathered requests of its own. */
interface Process {
  db: Database;
  perform: Performer["perform"];
}

async function processes<R>(url: string, count: number, work: (all: Process[]) => Promise<R>): Promise<R> {
  const all = Array.from({ length: count }, () => ({
    db: connect(url, { max: 4 }),
    perform: performer(operations, { checkAnswers: true }).perform,
  }));
  try {
    return await work(all);
  } finally {
    for (const { db } of all) await db.end();
  }
}

const residents = (ctx: Ctx, count: number) =>
  inTx(ctx, async (inner) => {
    const made: Ctx["actor"][] = [];
    for (let n = 0; n < count; n++) made.push((await aResident(inner)).actor);
    return made;
  });

interface Made {
  claimId: string;
  size: number;
}

const ask = (
  { db, perform }: Process,
  ctx: Ctx,
  offerId: string,
  { size = 1, key = randomUUID() }: { size?: number; key?: string } = {},
) => perform({ ...ctx, db }, "booking.claim", { params: { offerId }, body: { size } }, key) as Promise<Made>;

const idOf = (result: PromiseSettledResult<unknown>) =>
  result.status === "rejected" && result.reason instanceof Problem ? result.reason.id : result.status;

dbTest(
  "two processes that serve many at once without the lock oversell: each takes what it counted",
  async ({ url, db }) => {
    await db.run`create table naive_batch (id int primary key, quota int not null, taken int not null)`;
    await db.run`insert into naive_batch values (1, 10, 0)`;
    await processes(url, 2, async (all) => {
      const counted = Promise.withResolvers<void>();
      let ready = 0;
      const naive = ({ db: own }: Process, wanted: number) =>
        own.tx(async (tx) => {
          const { left } = await tx.one<{ left: number }>`
            select quota - taken as left from naive_batch where id = 1`;
          if (++ready === 2) counted.resolve();
          await counted.promise;
          await tx.run`update naive_batch set taken = taken + ${Math.min(left, wanted)} where id = 1`;
        });
      await Promise.all(all.map((one) => naive(one, 8)));
    });
    assert.deepEqual(await db.one`select quota, taken from naive_batch`, { quota: 10, taken: 16 });
    await db.run`drop table naive_batch`;
  },
);

dbTest(
  "two processes give away each place once, with parties of different sizes, and everybody is told their own",
  async ({ url, db, ctx }) => {
    const { offerId } = await inTx(ctx, (inner) => anOffer(inner, { places: 60 }));
    const people = await residents(ctx, 80);
    const results = await processes(url, 2, (all) =>
      Promise.allSettled(
        people.map((actor, n) =>
          ask(all[n % 2] as Process, { ...ctx, actor }, offerId, { size: (n % 3) + 1 }),
        ),
      ),
    );
    const claims = await db.many<{ id: string; subject: string; size: number }>`
      select id, subject, size from booking.claim where offer_id = ${offerId}`;
    const told = results.flatMap((result, n) =>
      result.status === "fulfilled"
        ? [{ id: result.value.claimId, subject: people[n]?.subject, size: result.value.size }]
        : [],
    );
    const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);
    assert.deepEqual(told.toSorted(byId), claims.toSorted(byId));
    assert.equal(
      claims.reduce((sum, { size }) => sum + size, 0),
      60,
    );
    for (const result of results.filter(({ status }) => status === "rejected"))
      assert.match(idOf(result), /^claim\.(none|too-few)-left$/);
    assert.deepEqual(await poolDrift(db), []);
  },
);

dbTest(
  "a crowd costs few transactions, and every claim has its audit row and its news",
  async ({ url, db, ctx }) => {
    const { offerId } = await inTx(ctx, (inner) => anOffer(inner, { places: 300 }));
    const people = await residents(ctx, 500);
    const results = await processes(url, 1, ([one]) =>
      Promise.allSettled(people.map((actor) => ask(one as Process, { ...ctx, actor }, offerId))),
    );
    assert.equal(results.filter(({ status }) => status === "fulfilled").length, 300);
    assert.equal(results.filter((result) => idOf(result) === "claim.none-left").length, 200);
    const counted = await db.one`
    with made as (select id::text from booking.claim where offer_id = ${offerId})
    select (select count(*)::int from platform.audit a join made on made.id = a.target where a.what = 'claim.confirmed') as audited,
           (select count(*)::int from platform.outbox o join made on made.id = o.payload ->> 'claimId') as announced,
           (select count(distinct o.xid::text) <= 3 from platform.outbox o join made on made.id = o.payload ->> 'claimId') as few,
           (select count(*)::int from platform.idempotency where who = any(${people.map(({ subject }) => subject)}::text[])) as answered`;
    assert.deepEqual(counted, { audited: 300, announced: 300, few: true, answered: 300 });
  },
);

dbTest(
  "a key pressed many times in one crowd is one claim, and its refusal is not remembered",
  async ({ url, ctx }) => {
    const { offerId } = await inTx(ctx, (inner) => anOffer(inner, { places: 3 }));
    const [actor = ctx.actor, other = ctx.actor] = await residents(ctx, 2);
    const [me, neighbour] = [
      { ...ctx, actor },
      { ...ctx, actor: other },
    ];
    await processes(url, 2, async (all) => {
      const [here, there] = all as [Process, Process];
      const key = randomUUID();
      const presses = await Promise.all([
        ...Array.from({ length: 5 }, () => ask(here, me, offerId, { key })),
        ask(there, me, offerId, { key }),
      ]);
      assert.equal(new Set(presses.map(({ claimId }) => claimId)).size, 1);
      const late = randomUUID();
      await assert.rejects(ask(here, neighbour, offerId, { size: 3, key: late }), {
        id: "claim.too-few-left",
      });
      await inTx(ctx, (inner) => morePlaces(inner, offerId));
      assert.equal((await ask(here, neighbour, offerId, { size: 3, key: late })).size, 3);
      await assert.rejects(ask(here, me, offerId), { id: "claim.already" });
    });
  },
);

/** Two places more on line. */
const morePlaces = (tx: TxCtx, offerId: string) =>
  tx.db.run`update booking.pool set quota = quota + 2 where offer_id = ${offerId}`;

dbTest("one person who asks twice in one crowd with two keys gets one claim", async ({ url, ctx }) => {
  const { offerId } = await inTx(ctx, (inner) => anOffer(inner));
  const [actor = ctx.actor] = await residents(ctx, 1);
  const results = await processes(url, 1, ([one]) =>
    Promise.allSettled(Array.from({ length: 6 }, () => ask(one as Process, { ...ctx, actor }, offerId))),
  );
  assert.deepEqual(results.map(idOf).toSorted(), [...Array(5).fill("claim.already"), "fulfilled"]);
});

dbTest("an offer that is held up holds up no other", async ({ url, db, ctx }) => {
  const [held, free] = await inTx(ctx, async (inner) => [await anOffer(inner), await anOffer(inner)]);
  assert.ok(held && free);
  const [one = ctx.actor, two = ctx.actor] = await residents(ctx, 2);
  await processes(url, 1, async ([here]) => {
    const letGo = Promise.withResolvers<void>();
    const holding = db.tx(async (tx) => {
      await lockPools(tx, [held.offerId]);
      await letGo.promise;
    });
    let served = false;
    const waits = ask(here as Process, { ...ctx, actor: one }, held.offerId).then((made) => {
      served = true;
      return made;
    });
    await somebodyWaits(db);
    await ask(here as Process, { ...ctx, actor: two }, free.offerId);
    assert.equal(served, false);
    letGo.resolve();
    await holding;
    assert.equal((await waits).size, 1);
  });
});

dbTest("who asks for what is not there is told so, in a crowd too", async ({ url, ctx }) => {
  const people = await residents(ctx, 3);
  const results = await processes(url, 1, ([one]) =>
    Promise.allSettled(people.map((actor) => ask(one as Process, { ...ctx, actor }, randomUUID()))),
  );
  assert.deepEqual(results.map(idOf), ["not-found", "not-found", "not-found"]);
});

dbTest("where no rule and no mark is, claims cost six statements however many they are", async ({ ctx }) => {
  for (const count of [1, 50]) {
    const { offerId } = await inTx(ctx, (inner) => anOffer(inner, { places: 60 }));
    const people = await residents(ctx, count);
    const { answer, statements } = await countStatements(ctx, (inner) =>
      claimEach(
        inner.db,
        offerId,
        people.map((actor) => ({ ctx: { ...inner, actor }, wish: { size: 1 } })),
      ),
    );
    assert.equal(answer.filter(({ made }) => made).length, count);
    // What stands against it, the lock, the offer, the places, their news, their audit.
    assert.equal(statements, 6);
  }
});
