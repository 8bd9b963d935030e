import assert from "node:assert/strict";
import { aResident } from "#people/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { sql } from "#platform/db";
import { dbTest } from "#platform/testing";
import { claim } from "../claiming/claim.ts";
import * as claimStore from "../claiming/claim-store.ts";
import { checkIn } from "../door/check-in.ts";
import { anOffer } from "../testing.ts";
import { settleOffers } from "./settle-offers.ts";

/** An offer that is over tomorrow, with one who holds a place. */
const held = (ctx: Ctx) =>
  inTx(ctx, async (inner) => {
    const { offerId } = await anOffer(inner);
    const { actor } = await aResident(inner);
    const { claimId } = await claim({ ...inner, actor }, { offerId, size: 1 });
    return { offerId, claimId };
  });
const stateOf = async ({ db }: Ctx, id: string) => (await claimStore.claim(db, id))?.state;

dbTest("an offer that cannot be settled stops no other, and is tried again", async ({ ctx }) => {
  const [broken, whole] = [await held(ctx), await held(ctx)];
  await ctx.db.run`
    create function booking.refuse() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$`;
  await ctx.db.run`
    create trigger refuse before update on booking.offer
       for each row when (old.id = ${sql.raw(`'${broken.offerId}'`)}) execute function booking.refuse()`;
  const evening = { ...ctx, clock: () => ctx.clock().add({ hours: 24 }) };
  assert.equal(await settleOffers(evening), 1);
  assert.equal(await stateOf(ctx, whole.claimId), "no-show");
  assert.equal(await stateOf(ctx, broken.claimId), "confirmed");
  await ctx.db.run`drop trigger refuse on booking.offer`;
  assert.equal(await settleOffers(evening), 1);
  assert.equal(await stateOf(ctx, broken.claimId), "no-show");
});

dbTest("whoever is being let in while an occasion is settled has attended", async ({ ctx }) => {
  const { offerId, claimId } = await held(ctx);
  const atDoor = { ...ctx, clock: () => ctx.clock().add({ hours: 4 }) };
  const evening = { ...ctx, clock: () => ctx.clock().add({ hours: 24 }) };
  let settling: Promise<number> | undefined;
  await inTx(atDoor, async (inner) => {
    await checkIn(inner, { offerId, claimId });
    settling = settleOffers(evening);
    await untilSomebodyWaits(ctx);
  });
  await settling;
  assert.equal(await stateOf(ctx, claimId), "attended");
});

/** Until a transaction waits for a lock. */
async function untilSomebodyWaits({ db }: Ctx): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    const { waits } = await db.one<{ waits: boolean }>`
      select exists (select from pg_locks l join pg_stat_activity a on a.pid = l.pid
                      where not l.granted and a.datname = current_database()) as waits`;
    if (waits) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("nobody waits");
}
