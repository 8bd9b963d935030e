/** The last moment at which a holder may give places back: what the occasion says, and what its house says. */
import type { Temporal } from "temporal-polyfill";
import type { Ctx } from "#platform/ctx";
import type { ClaimState } from "../claiming/claim-state.ts";
import { cancelUntil, nothingLeftAt, type Offer, type OfferRules } from "../offers/offer.ts";
import { earlier, giveBackUntil } from "./cancelling.ts";
import { rulesOver } from "./rule-store.ts";
import { dayIn, type Occasion, type Rule, ruleFor } from "./terms.ts";

export interface LastMoment {
  /** Until then it counts for nothing: the earlier of what the occasion and the house say. */
  until: Temporal.Instant;
  /** After that moment it can still be given back, until the start, and is marked. */
  lateCounts: boolean;
}

type Timed = Occasion & Pick<Offer, "id" | "startsAt"> & { rules: Pick<OfferRules, "cancelUntilMinutes"> };

/** The last moments for offers, by id: one statement for however many. */
export async function lastMoments(ctx: Ctx, offers: readonly Timed[]): Promise<Map<string, LastMoment>> {
  const rules = await rulesOver(
    ctx.db,
    offers.map(({ orgPath }) => orgPath),
  );
  return new Map(offers.map((offer) => [offer.id, lastMoment(ctx, rules, offer)]));
}

/** The last moment for one occasion under rules that were read. The version of today decides. */
export function lastMoment(
  ctx: Pick<Ctx, "city" | "clock">,
  rules: readonly Rule[],
  offer: Omit<Timed, "id">,
): LastMoment {
  const day = dayIn(ctx, ctx.clock());
  const own = cancelUntil(offer.rules, offer.startsAt);
  const terms = ruleFor(rules, offer, "cancelling", day)?.terms?.cancelling;
  const house = terms ? giveBackUntil(terms, offer.startsAt, ctx.city.zone) : null;
  return {
    until: house ? earlier(own, house) : own,
    lateCounts: ruleFor(rules, offer, "noShow", day)?.terms?.noShow?.lateCancelCounts ?? false,
  };
}

/**
 * Until when a claim can still be given back, and whether doing so now is late and is marked. What has many occasions is left as long as it goes
 * on, and late only by who never came.
 */
export function stillUntil(
  { until, lateCounts }: LastMoment,
  offer: Pick<Offer, "startsAt" | "endsAt" | "rules">,
  { state, now }: { state: ClaimState; now: Temporal.Instant },
): { until: Temporal.Instant; late: boolean } {
  const late = lateCounts && state !== "checked-in" && now.epochNanoseconds > until.epochNanoseconds;
  return { until: late || offer.rules.ownRoll ? nothingLeftAt(offer) : until, late };
}
