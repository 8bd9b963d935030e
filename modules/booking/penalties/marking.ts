/** Marks are made where it is found that somebody did not come, and whoever gets one is told what it means. */
import { Temporal } from "temporal-polyfill";
import { notify } from "#people";
import { type Place, placeOf } from "#places";
import { auditAll } from "#platform/audit";
import type { Ctx, TxCtx } from "#platform/ctx";
import type { Offer } from "../offers/offer.ts";
import type { Reservation } from "../reserving/reservation-store.ts";
import type { Resource } from "../reserving/resource-store.ts";
import { aboutOf } from "../views.ts";
import * as store from "./mark-store.ts";
import { rulesOver } from "./rule-store.ts";
import { type PersonStanding, standingsOf } from "./standings.ts";
import { dayIn, ruleFor } from "./terms.ts";

export const ownPenalties = "/my/no-shows";

/**
 * Marks who did not come to an offer that is settled, by the rule of the day on which it ended. Whoever found the place closed, or had
 * booked before the occasion was moved, is not marked. Called twice it marks once.
 */
export async function markAfter(ctx: TxCtx, offer: Offer): Promise<void> {
  const day = dayIn(ctx, offer.endsAt);
  const rule = ruleFor(await rulesOver(ctx.db, [offer.orgPath]), offer, "noShow", day);
  const terms = rule?.terms?.noShow;
  if (!rule || !terms) return;
  const about = (await aboutOf(ctx, [offer])).get(offer.ref);
  const placeId = about?.place?.id ?? null;
  if (placeId && (await wasClosed(ctx, placeId, offer))) return;
  const madeBy = ctx.actor.subject;
  const made = { offer, rule, at: offer.endsAt, day, placeId, madeBy };
  await tell(ctx, await store.markMissed(ctx.db, made, terms.graceMinutes), { day, title: about?.title });
}

/** Marks one who gave places back after the last moment, where the rule lets that be and counts it, unless not coming were excused too. */
export async function markLateCancel(
  ctx: TxCtx,
  offer: Offer,
  claim: { claimId: string; subject: string },
): Promise<void> {
  const at = ctx.clock();
  const day = dayIn(ctx, at);
  const rule = ruleFor(await rulesOver(ctx.db, [offer.orgPath]), offer, "noShow", day);
  if (!rule?.terms?.noShow?.lateCancelCounts) return;
  const about = (await aboutOf(ctx, [offer])).get(offer.ref);
  const placeId = about?.place?.id ?? null;
  if (placeId && (await wasClosed(ctx, placeId, offer))) return;
  const made = { offer, rule, at, day, placeId, madeBy: null };
  await tell(ctx, await store.markLateCancel(ctx.db, made, claim), { day, title: about?.title });
}

/**
 * Marks who did not come to reservations of one resource, by a rule of the house for such reservations; without one nobody is. Whoever
 * found the place closed is not marked. Called twice it marks once.
 */
export async function markMissedReservations(
  ctx: TxCtx,
  { kind, orgPath, placeId }: Pick<Resource, "kind" | "orgPath" | "placeId">,
  missed: readonly Reservation[],
  title: string,
): Promise<void> {
  const own = missed.filter(({ subject }) => subject !== null);
  if (own.length === 0) return;
  const of = { orgPath, kind: `reservation-${kind}` };
  const rules = await rulesOver(ctx.db, [orgPath]);
  const closures = placeId ? ((await placeOf(ctx.db, placeId))?.closures ?? []) : [];
  const found = own.filter((one) => !isClosed(closures, one));
  for (const [day, some] of Map.groupBy(found, ({ startsAt }) => dayIn(ctx, startsAt))) {
    const rule = ruleFor(rules, of, "noShow", day);
    if (!rule?.terms?.noShow) continue;
    const ids = some.map(({ id }) => id);
    await tell(ctx, await store.markMissedReservations(ctx.db, ids, { ...of, rule, day, placeId }), {
      day,
      title,
    });
  }
}

async function wasClosed(ctx: Ctx, placeId: string, offer: Offer): Promise<boolean> {
  return isClosed((await placeOf(ctx.db, placeId))?.closures ?? [], offer);
}

function isClosed(
  closures: Place["closures"],
  { startsAt, endsAt }: Pick<Offer, "startsAt" | "endsAt">,
): boolean {
  return closures.some(
    (closure) =>
      closure.startsAt.epochNanoseconds < endsAt.epochNanoseconds &&
      (closure.endsAt === null || closure.endsAt.epochNanoseconds > startsAt.epochNanoseconds),
  );
}

interface Made {
  id: string;
  subject: string;
}

// texts: notice.penalty-suspended notice.penalty-warned notice.penalty-marked
async function tell(
  ctx: TxCtx,
  made: readonly Made[],
  { day, title = "" }: { day: string; title: string | undefined },
): Promise<void> {
  if (made.length === 0) return;
  await auditAll(
    ctx,
    made.map(({ id, subject }) => ({ what: "penalty.marked", on: { kind: "penalty-mark", id }, subject })),
  );
  const standings = await standingsOf(
    ctx.db,
    made.map(({ subject }) => subject),
    day,
  );
  const told = made.flatMap(({ id, subject }) => {
    const standing = standings.get(subject);
    const meaning = standing && meaningOf(standing, id);
    return meaning ? [{ id, subject, meaning }] : [];
  });
  // Who is told the same is told together.
  for (const same of Map.groupBy(told, ({ meaning }) => JSON.stringify(meaning)).values()) {
    const [first] = same;
    if (!first) continue;
    await notify(ctx, {
      to: same.map(({ subject }) => subject),
      kind: "penalty",
      key: first.meaning.key,
      values: { title, day: Temporal.PlainDate.from(day), ...valuesOf(first.meaning) },
      href: ownPenalties,
      once: `penalty ${first.id}`,
    });
  }
}

interface Meaning {
  key: string;
  count: number;
  limit: number;
  lastDay: string | null;
}

/** What a mark means for the person at this moment; null where it counts for nothing. */
function meaningOf({ suspensions, counts }: PersonStanding, markId: string): Meaning | null {
  const has = ({ marks }: { marks: readonly { id: string }[] }) => marks.some(({ id }) => id === markId);
  const suspension = suspensions.find(has);
  if (suspension)
    return {
      key: "notice.penalty-suspended",
      count: suspension.marks.length,
      limit: 0,
      lastDay: suspension.lastDay,
    };
  const count = counts.find(has);
  if (!count) return null;
  return {
    key: count.warned ? "notice.penalty-warned" : "notice.penalty-marked",
    count: count.marks.length,
    limit: count.terms.limit ?? 0,
    lastDay: null,
  };
}

const valuesOf = ({ count, limit, lastDay }: Meaning) => ({
  count,
  limit,
  ...(lastDay && { until: Temporal.PlainDate.from(lastDay) }),
});
