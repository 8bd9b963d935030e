/** Giving places back under the limits of the house: until when, how often, and what it is counted as. */
import type { Temporal } from "temporal-polyfill";
import type { TxCtx } from "#platform/ctx";
import type { ClaimState } from "../claiming/claim-state.ts";
import type { Against, Offer } from "../offers/offer.ts";
import { earlier, reasonAgainstGivingBack, spansAt } from "./cancelling.ts";
import { lastMoment, stillUntil } from "./last-moment.ts";
import * as store from "./mark-store.ts";
import { markLateCancel } from "./marking.ts";
import { rulesOver } from "./rule-store.ts";
import { dayIn, type Rule, ruleFor } from "./terms.ts";

/**
 * Until when the holder may give this back now, whether that is late and counts, or the limit that is used up. Where there are limits,
 * the person's tries come one after another.
 */
export async function givingBack(
  ctx: TxCtx,
  offer: Offer,
  { subject, state }: { subject: string; state: ClaimState },
): Promise<{ until: Temporal.Instant; late: boolean; against: Against | null }> {
  const now = ctx.clock();
  const rules = await rulesOver(ctx.db, [offer.orgPath]);
  const rule = ruleFor(rules, offer, "cancelling", dayIn(ctx, now));
  return {
    ...stillUntil(lastMoment(ctx, rules, offer), offer, { state, now }),
    against: rule ? await limitAgainst(ctx, rule, subject) : null,
  };
}

async function limitAgainst(ctx: TxCtx, rule: Rule, subject: string): Promise<Against | null> {
  const terms = rule.terms?.cancelling;
  if (!terms || [terms.perDay, terms.perWeek, terms.perMonth, terms.perYear].every((max) => max === null))
    return null;
  await store.lockGivingBack(ctx.db, subject);
  const now = ctx.clock();
  const { year, week } = spansAt(now, ctx.city.zone);
  const since = earlier(year.toInstant(), week.toInstant());
  const before = await store.givenBackSince(ctx.db, subject, rule, since);
  const against = reasonAgainstGivingBack(terms, before, now, ctx.city.zone);
  return against && { ...against, data: { ...against.data, basis: rule.basis } };
}

/** Notes that the holder gave it, or some of it, back themself, and marks them where it was late. */
export async function noteGivingBack(
  ctx: TxCtx,
  offer: Offer,
  claim: { claimId: string; subject: string },
  { late }: { late: boolean },
): Promise<void> {
  await store.noteGivenBack(ctx.db, claim, ctx.clock());
  if (late) await markLateCancel(ctx, offer, claim);
}
