/** Staff of an organisation claim places for a group of it: all or nothing, from the pool of organisations, and nobody is named. */
import { organisationOf } from "#places";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announceAll } from "#platform/events";
import type { ClaimMade } from "../claiming/claim.ts";
import { standingNow } from "../claiming/standing-store.ts";
import { takePlaces } from "../claiming/take-places.ts";
import { newsOfTaken } from "../news.ts";
import { reasonAgainstClaim } from "../offers/offer.ts";
import * as offerStore from "../offers/offer-store.ts";
import { heedRules } from "../rules/heed.ts";
import * as store from "./group-store.ts";

// Rules about persons ask nothing of a group nobody names.
const nobody = { level: 3, born: null };

/** Refuses with the rule against it. How large a group may be is said by the rules and by what is left, not by the most of one person's claim. */
export async function claimForOrganisation(
  ctx: TxCtx,
  { offerId, organisation: id, size }: { offerId: string; organisation: string; size: number },
): Promise<ClaimMade> {
  const organisation = found(await organisationOf(ctx.db, id), "organisation", id);
  const asked = await standingNow(ctx.db, offerId, { subjects: [], now: ctx.clock() });
  const { offer: of, rules: inForce } = found(asked, "offer", offerId);
  const rules = await heedRules(ctx, { tx: ctx.db, offer: of, rules: inForce, subjects: [], look: true });
  await offerStore.lockPools(ctx.db, [offerId]);
  if (await store.hasPlaces(ctx.db, offerId, id)) throw refused("group.already", { name: organisation.name });
  const channel = "organisation" as const;
  const { offer, held, outcomes } = await takePlaces(ctx.db, {
    offerId,
    state: "confirmed",
    asking: [{ ctx, size, subject: null, organisation: id, channels: [channel] }],
    under: rules.under,
    against: (_, at) => {
      const rule = rules.against({ ctx, channel, subject: null, organisation, size, claimant: nobody });
      const many = { ...at.offer, rules: { ...at.offer.rules, maxPerClaim: size } };
      const against = reasonAgainstClaim({ ...at, offer: many, size, rule }, ctx.clock());
      return against && rules.named(against, { ctx, pool: at.pool });
    },
  });
  const [outcome] = outcomes;
  if (!outcome?.took) throw outcome?.refusal ?? new Error("a claim for an organisation without an outcome");
  const { id: claimId } = outcome.took;
  await announceAll(ctx, [newsOfTaken(offer, { id: claimId, size, channel }, held)]);
  await audit(ctx, {
    what: held ? "claim.held" : "claim.confirmed",
    on: { kind: "claim", id: claimId },
    detail: { size, organisation: id },
  });
  return { claimId, state: held ? "held" : "confirmed", size };
}
