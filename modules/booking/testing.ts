/** Builders for everyone's tests, and input for the generated access test. */
import { Temporal } from "temporal-polyfill";
import { aResident } from "#people/testing";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { organisationOf } from "#places";
import { makeOffer, type OfferInput } from "./manage-offer.ts";
import { claim } from "./claim.ts";

/** An offer that is open now, starts in three hours and has ten online places; say what differs. */
export function anOffer(ctx: TxCtx, { places = 10, ...differs }: Partial<OfferInput> & { places?: number } = {}) {
  const now = ctx.clock();
  return makeOffer(ctx, {
    kind: "test-occasion",
    ref: newId(),
    orgPath: "klmy.",
    opensAt: now.subtract({ hours: 24 }),
    closesAt: now.add({ hours: 3 }),
    startsAt: now.add({ hours: 3 }),
    endsAt: now.add({ hours: 5 }),
    pools: [{ channel: "online", quota: places, releasesAt: null }],
    ...differs,
  });
}
