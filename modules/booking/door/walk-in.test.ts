import assert from "node:assert/strict";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import type { PoolChannel } from "../offers/offer.ts";
import { poolDrift } from "../offers/offer-store.ts";
import { anOffer } from "../testing.ts";
import { doorSheet } from "./door.ts";
import { walkIn } from "./walk-in.ts";

/** An occasion whose door is open and whose booking deadline is past. */
async function door(ctx: Ctx, quotas: Partial<Record<PoolChannel, number>>, releasesIn = 0) {
  const now = ctx.clock();
  const { offerId } = await inTx(ctx, (inner) =>
    anOffer(inner, {
      closesAt: now.subtract({ minutes: 1 }),
      startsAt: now.add({ minutes: 10 }),
      endsAt: now.add({ hours: 2 }),
      pools: Object.entries(quotas).map(([channel, quota]) => ({
        // Object.entries forgets the type of its keys.
        channel: channel as PoolChannel,
        quota,
        releasesAt: releasesIn === 0 ? null : now.add({ minutes: releasesIn }),
      })),
    }),
  );
  return {
    comes: (size: number) => inTx(ctx, (inner) => walkIn(inner, { offerId, size })),
    sheet: () => doorSheet(ctx, offerId),
  };
}

dbTest("the door gives walk-in places, then those of the counter, and no other", async ({ db, ctx }) => {
  const { comes, sheet } = await door(ctx, { online: 5, counter: 3, "walk-in": 2 });
  assert.equal((await sheet()).leftAtTheDoor, 5);
  await comes(1);
  await assert.rejects(comes(4), { id: "walk-in.in-two", data: { most: 3 } });
  await comes(2);
  await comes(1);
  await assert.rejects(comes(2), { id: "walk-in.too-few-left", data: { left: 1, size: 2 } });
  await comes(1);
  await assert.rejects(comes(1), { id: "walk-in.none-left" });
  const { leftAtTheDoor, holders, arrived } = await sheet();
  assert.deepEqual([leftAtTheDoor, arrived], [0, 5]);
  assert.deepEqual(
    holders.map(({ pool }) => pool),
    ["walk-in", "counter", "walk-in", "counter"],
  );
  assert.deepEqual(await poolDrift(db), []);
});

dbTest("many at once: whoever finds the walk-in places gone gets one of the counter's", async ({ ctx }) => {
  const { comes, sheet } = await door(ctx, { counter: 10, "walk-in": 10 });
  await Promise.all(Array.from({ length: 20 }, () => comes(1)));
  assert.equal((await sheet()).leftAtTheDoor, 0);
});

dbTest("a clerk hears what there is at the door, and from when", async ({ ctx }) => {
  const none = await door(ctx, { online: 5 });
  assert.equal((await none.sheet()).leftAtTheDoor, null);
  await assert.rejects(none.comes(1), { id: "walk-in.no-places" });
  const later = await door(ctx, { "walk-in": 5 }, 5);
  await assert.rejects(later.comes(1), {
    id: "walk-in.not-released",
    data: { at: ctx.clock().add({ minutes: 5 }).toString() },
  });
});
