/** What people hold or held on other occasions, as far as some rule looks at it. */
import { Temporal } from "temporal-polyfill";
import type { Ctx } from "#platform/ctx";
import { type Span, timesTaken } from "../occasions.ts";
import type { PastClaim } from "./against.ts";
import { daysAround } from "./period.ts";
import { type HouseRule, ruleReaches } from "./rule.ts";
import * as store from "./store.ts";

/** The rules that decide on these offers by what else somebody holds; which of them decides in the end does not matter for that. */
export function lookingElsewhere(rules: readonly HouseRule[], offers: readonly store.OfferOf[]): HouseRule[] {
  return rules.filter(
    (rule) =>
      (rule.terms?.kind === "period" || rule.terms?.kind === "no-overlap") &&
      offers.some((offer) => ruleReaches(rule, offer)),
  );
}

/**
 * Of each of these people, the claims on other occasions than this one, and when these offers take place; in one statement, or none where no
 * rule looks there.
 */
export async function historiesOf(
  ctx: Ctx,
  {
    subjects,
    offers,
    rules,
  }: { subjects: readonly string[]; offers: readonly store.OfferOf[]; rules: readonly HouseRule[] },
): Promise<{
  of: (subject: string, offerId: string) => PastClaim[];
  times: (offer: store.OfferOf) => Span[];
}> {
  const looking = lookingElsewhere(rules, offers);
  const span = spanOf(looking, offers, ctx.city.zone);
  if (!span) return { of: () => [], times: () => [] };
  const all = Map.groupBy(await store.claimsBetween(ctx.db, subjects, span), ({ subject }) => subject);
  const atTimes = looking.some(({ terms }) => terms?.kind === "no-overlap");
  return {
    of: (subject, offerId) => (all.get(subject) ?? []).filter((claim) => claim.offerId !== offerId),
    times: atTimes ? await timesTaken(ctx, offers) : () => [],
  };
}

/** The moments between which an occasion can matter to one of these rules. */
function spanOf(rules: readonly HouseRule[], offers: readonly store.OfferOf[], zone: string) {
  const dayOf = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone).toPlainDate();
  const spans = rules.flatMap(({ terms }) =>
    offers.map(({ startsAt, endsAt }) =>
      terms?.kind === "period"
        ? daysAround(terms, dayOf(startsAt))
        : { from: dayOf(startsAt), to: dayOf(endsAt) },
    ),
  );
  const from = spans.map((span) => span.from).toSorted(Temporal.PlainDate.compare)[0];
  const to = spans
    .map((span) => span.to)
    .toSorted(Temporal.PlainDate.compare)
    .at(-1);
  if (!from || !to) return null;
  return {
    from: from.toZonedDateTime(zone).toInstant(),
    to: to.add({ days: 1 }).toZonedDateTime(zone).toInstant(),
  };
}
