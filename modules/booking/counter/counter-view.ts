/** What staff know of an occasion's places before they claim some: for a person at the counter, or for a group. */
import { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import { organisationsByPaths } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import * as claimStore from "../claiming/claim-store.ts";
import type { PoolChannel } from "../offers/offer.ts";
import * as offerStore from "../offers/offer-store.ts";
import { underRules } from "../rules/shown.ts";
import { seatsOfClaims } from "../seating/seat-store.ts";
import { freeSeatsOf } from "../seating/show-seats.ts";
import { aboutOf, aboutView } from "../views.ts";
import type { counterOf } from "./contract.ts";

/** The occasion, and what of this pool is left under which rules. */
export async function placesFor(ctx: Ctx, offerId: string, channel: PoolChannel) {
  const offer = found(await offerStore.offer(ctx.db, offerId), "offer", offerId);
  const { offers, shown } = await underRules(ctx, [offerId]);
  const view = found(offers.get(offerId), "offer", offerId);
  const told = (await shown(new Set([offerId]))).get(offerId)?.rules ?? [];
  const pool = view.pools.find((one) => one.channel === channel);
  return {
    offer,
    offerId,
    about: aboutView((await aboutOf(ctx, [offer])).get(offer.ref)),
    startsAt: view.startsAt,
    endsAt: view.endsAt,
    closesAt: view.closesAt,
    open: view.state === "open" && Temporal.Instant.compare(ctx.clock(), view.closesAt) < 0,
    pool: pool ? { left: pool.left, quota: pool.quota, releasesAt: pool.releasesAt } : null,
    maxPerClaim: view.rules.maxPerClaim,
    rules: told
      .filter(({ pools }) => pools === null || pools.includes(channel))
      .map(({ says, source }) => ({ says, source })),
  };
}

export async function counterView(
  ctx: Ctx,
  offerId: string,
  { made }: { made?: string } = {},
): Promise<Static<(typeof counterOf)["answer"]>> {
  const { offer, ...places } = await placesFor(ctx, offerId, "counter");
  const organisations = await organisationsByPaths(ctx.db, [offer.orgPath]);
  const { id } = found(organisations.get(offer.orgPath) ?? null, "organisation", offer.orgPath);
  return {
    ...places,
    organisationId: id,
    made: made ? await madeHere(ctx, offerId, made) : null,
    zones: await freeSeatsOf(ctx, offer, "counter"),
  };
}

async function madeHere(ctx: Ctx, offerId: string, id: string) {
  const claim = await claimStore.claimWithChannel(ctx.db, id);
  if (!claim?.subject || claim.offerId !== offerId || claim.channel !== "counter") return null;
  const { subject, state, size } = claim;
  if (state !== "held" && state !== "confirmed") return null;
  const seats = (await seatsOfClaims(ctx.db, [id])).get(id) ?? [];
  return { subject, state, size, seats: seats.map(({ label }) => label) };
}
