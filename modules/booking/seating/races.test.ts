/** Two who want one seat at one moment: what happens without the guards, and with them. */
import assert from "node:assert/strict";
import { aResident } from "#people/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { dbTest } from "#platform/testing";
import { cancelClaim } from "../claiming/cancel-claim.ts";
import { claim } from "../claiming/claim.ts";
import { poolDrift } from "../offers/offer-store.ts";
import { aHolder } from "../waiting/testing.ts";
import { changeSeats } from "./change-seats.ts";
import * as store from "./seat-store.ts";
import { aSeatedOffer, hallOf } from "./testing.ts";

const ok = (result: PromiseSettledResult<unknown>) => result.status === "fulfilled";

dbTest(
  "a crowd that names the same seats, asks for the best, moves and leaves: nobody has a seat twice",
  async ({ db, ctx }) => {
    const { offerId } = await inTx(ctx, (inner) => aSeatedOffer(inner, { plan: hallOf(12, 12, 12) }));
    const people = await inTx(ctx, async (inner) => {
      const made = [];
      for (let n = 0; n < 24; n++) made.push(await aResident(inner));
      return made;
    });
    const held = await inTx(ctx, async (inner) => [
      await aHolder(inner, offerId, 2),
      await aHolder(inner, offerId, 2),
    ]);
    const named = ["1-6", "1-7"];
    const results = await Promise.allSettled([
      ...people.map(({ actor }, n) =>
        inTx({ ...ctx, actor }, (inner) =>
          claim(inner, { offerId, size: 2, ...(n % 2 === 0 && { seats: named }) }),
        ),
      ),
      ...held.map(({ actor, claimId }, n) =>
        inTx({ ...ctx, actor }, async (inner) => {
          await (n === 0 ? cancelClaim(inner, { claimId }) : changeSeats(inner, { claimId }));
        }),
      ),
    ]);
    for (const { status, reason } of results.map((one) => ({ reason: null, ...one })))
      if (status === "rejected")
        assert.ok(
          reason instanceof Problem && /^claim\.(seats|none|too-few)/.test(reason.id),
          String(reason),
        );
    const twice = await db.many`
    select seat_id from booking.seat_taken where offer_id = ${offerId} group by seat_id having count(*) > 1`;
    assert.deepEqual(twice, []);
    assert.deepEqual(await store.seatDrift(db), []);
    assert.deepEqual(await poolDrift(db), []);
  },
);

/** Two claims that each look whether a seat is free, wait for the other to have looked, and take it. */
async function lookAndTake(ctx: Ctx, table: "naive_seat" | "booking.seat_taken") {
  const { offerId } = await inTx(ctx, (inner) => aSeatedOffer(inner));
  const [one, other] = await inTx(ctx, async (inner) => [
    await aHolder(inner, offerId),
    await aHolder(inner, offerId),
  ]);
  const both = Promise.withResolvers<void>();
  let looked = 0;
  const take = (claimId: string) =>
    ctx.db.tx(async (tx) => {
      const free = (await store.hallSeats(tx, offerId)).some((seat) => seat.id === "3-6" && !seat.claimId);
      if (++looked === 2) both.resolve();
      await both.promise;
      assert.ok(free, "both saw the seat free");
      if (table === "naive_seat") await tx.run`insert into naive_seat values (${offerId}, '3-6', ${claimId})`;
      else await store.takeSeats(tx, offerId, [{ claimId, seatId: "3-6", channel: "online" }]);
    });
  return Promise.allSettled([take(one?.claimId ?? ""), take(other?.claimId ?? "")]);
}

dbTest(
  "without lock and key two claims have one seat; with the key the second has nothing",
  async ({ db, ctx }) => {
    await db.run`create table naive_seat (offer_id uuid, seat_id text, claim_id uuid)`;
    assert.ok((await lookAndTake(ctx, "naive_seat")).every(ok));
    assert.deepEqual(
      await db.many`select seat_id, count(distinct claim_id)::int as claims from naive_seat group by seat_id`,
      [{ seatId: "3-6", claims: 2 }],
    );
    const results = await lookAndTake(ctx, "booking.seat_taken");
    assert.equal(results.filter(ok).length, 1);
    assert.match(String(results.find((one) => one.status === "rejected")?.reason), /seat_taken_once/);
  },
);
