/** Offers that were opened before rules counted by sort, place and series are told what they are of. */
import { describeOffers, undescribedOffers } from "#booking";
import { type Ctx, inTx } from "#platform/ctx";
import type { Job } from "#platform/jobs";
import { ruledBy } from "../session-store.ts";
import { offerIs, offerKind } from "./offers.ts";

const atOnce = 500;

/** Describes what is not described; every offer opened since is. Answers how many were. */
export async function describeOldOffers(ctx: Ctx): Promise<number> {
  let described = 0;
  for (;;) {
    const found = await inTx(ctx, async (inner) => {
      const offers = await undescribedOffers(inner.db, offerKind, { now: inner.clock(), limit: atOnce });
      const sessions = await ruledBy(
        inner.db,
        offers.map(({ ref }) => ref),
      );
      const known = sessions.map(({ offerId, heldAt, ...event }) => ({
        offerId,
        is: offerIs(event, { placeId: heldAt }),
      }));
      await describeOffers(inner.db, known);
      return known.length;
    });
    described += found;
    if (found < atOnce) return described;
  }
}

export const describeJob: Job = {
  name: "programme.describe-offers",
  cron: "7 * * * *",
  run: async (ctx) => {
    await describeOldOffers(ctx);
  },
};
