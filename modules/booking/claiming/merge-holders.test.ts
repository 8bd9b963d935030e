import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { aResident } from "#people/testing";
import { inTx, type TxCtx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { checkIn } from "../door/check-in.ts";
import { poolDrift } from "../offers/offer-store.ts";
import { settleOffers } from "../offers/settle-offers.ts";
import { anOffer } from "../testing.ts";
import { claim } from "./claim.ts";
import { mergeHolders, whichStays } from "./merge-holders.ts";

const at = (hour: number) => Temporal.Instant.from(`2026-06-12T0${hour}:00:00Z`);

test("of two claims on one occasion the used one stays, else the earlier; two used ones are both counted", () => {
  const held = (id: string, state: "held" | "confirmed" | "checked-in" | "attended", hour: number) => ({
    id,
    state,
    madeAt: at(hour),
  });
  const cases: [ReturnType<typeof held>, ReturnType<typeof held>, string][] = [
    [held("a", "confirmed", 1), held("b", "confirmed", 2), "a stays, b cancelled"],
    [held("b", "confirmed", 2), held("a", "confirmed", 1), "a stays, b cancelled"],
    [held("a", "confirmed", 1), held("b", "checked-in", 2), "b stays, a cancelled"],
    [held("a", "attended", 1), held("b", "held", 2), "a stays, b cancelled"],
    [held("a", "held", 1), held("b", "confirmed", 2), "b stays, a cancelled"],
    [held("a", "checked-in", 1), held("b", "attended", 2), "a stays, b unnamed"],
  ];
  for (const [one, other, expected] of cases) {
    const { stays, goes, as } = whichStays(one, other);
    assert.equal(`${stays.id} stays, ${goes.id} ${as}`, expected);
  }
});

async function world(ctx: TxCtx) {
  const from = await aResident(ctx);
  const into = await aResident(ctx);
  const claims = async (offerId: string, sizes: { from?: number; into?: number }) => {
    const made: Record<string, string> = {};
    for (const [who, person] of Object.entries({ from, into })) {
      const size = sizes[who as "from" | "into"];
      if (size) made[who] = (await claim({ ...ctx, actor: person.actor }, { offerId, size })).claimId;
    }
    return made;
  };
  return { from, into, claims };
}

dbTest("claims move; places given back are free again, and the counts agree", async ({ db, ctx }) => {
  const told = await inTx(ctx, async (inner) => {
    const { from, into, claims } = await world(inner);
    const only = await anOffer(inner);
    const both = await anOffer(inner, { places: 5 });
    const past = await anOffer(inner);
    await claims(only.offerId, { from: 2 });
    await claims(both.offerId, { from: 2, into: 1 });
    const came = await claims(past.offerId, { from: 1, into: 1 });
    const soon = { ...inner, clock: () => inner.clock().add({ hours: 3 }) };
    for (const claimId of Object.values(came)) await checkIn(soon, { offerId: past.offerId, claimId });
    const [moved] = await mergeHolders(inner, { from, into });
    const { left } = await inner.db.one<{ left: number }>`
      select (quota - taken)::int as left from booking.pool where offer_id = ${both.offerId}`;
    const states = await inner.db.many<{
      offerId: string;
      subject: string | null;
      state: string;
      size: number;
    }>`
      select offer_id, subject, state, size from booking.claim
       where offer_id in (${only.offerId}, ${both.offerId}, ${past.offerId}) order by made_at, id`;
    const said = states.map(({ offerId, subject, state, size }) =>
      [
        { [only.offerId]: "only", [both.offerId]: "both", [past.offerId]: "past" }[offerId],
        subject === into.subject ? "into" : subject,
        state,
        size,
      ].join(" "),
    );
    return { moved, left, said: said.sort(), from: from.subject };
  });
  assert.deepEqual(told.said, [
    "both into cancelled 1",
    "both into confirmed 2",
    "only into confirmed 2",
    "past  checked-in 1",
    "past into checked-in 1",
  ]);
  assert.equal(told.left, 3, "two of five stay taken");
  assert.equal(told.moved?.rows, 3);
  assert.deepEqual(told.moved?.settled.map(({ text }) => text).sort(), [
    "merge.claims.cancelled",
    "merge.claims.unnamed",
  ]);
  assert.deepEqual(await poolDrift(db), []);
  assert.deepEqual(
    await db.many`select 1 from booking.claim where subject = ${told.from} or made_by = ${told.from}`,
    [],
  );
  await settleOffers(ctx);
  assert.deepEqual(await poolDrift(db), []);
});
