/** A class as an offer of booking: enrolling is claiming a place of it. */
import type { Temporal } from "temporal-polyfill";
import { changeOffer, type OfferIs, type OfferRules, type OfferTimes, type PoolInput } from "#booking";
import type { TxCtx } from "#platform/ctx";
import { type Lesson, lessonsOf } from "../lessons/lesson-store.ts";
import type { Class } from "./class-store.ts";

/** The kind under which booking knows our classes. */
export const offerKind = "class";

/** A holder gives the place back until a day before the first lesson. */
const giveBackMinutes = 24 * 60;

/** So long after the last lesson the roll still says who came at all. */
const rollHours = 24;

type Planned = Pick<
  Class,
  | "ageFrom"
  | "ageTo"
  | "agesStrict"
  | "places"
  | "counterPlaces"
  | "opensAt"
  | "closesAt"
  | "way"
  | "waitingList"
  | "lineLessons"
> & {
  firstAt: Temporal.Instant;
  lastAt: Temporal.Instant;
};

/** Until when its line goes on, and which lesson begins then, the last where there are fewer; null: it ends with enrolling. */
export function lineUntil(
  { lineLessons }: Pick<Class, "lineLessons">,
  lessons: readonly Pick<Lesson, "startsAt" | "cancelledAt">[],
): { lessons: number; at: Temporal.Instant } | null {
  const first = lessons.filter(({ cancelledAt }) => cancelledAt === null).slice(0, lineLessons);
  const at = first.at(-1)?.startsAt;
  return at ? { lessons: first.length, at } : null;
}

/** Times, pools and rules of a class, in booking's words: one place a person, the roll is the teacher's. */
export function offerTerms(klass: Planned, lessons: readonly Pick<Lesson, "startsAt" | "cancelledAt">[]) {
  const times: OfferTimes = {
    opensAt: klass.opensAt,
    closesAt: klass.closesAt,
    startsAt: klass.firstAt,
    endsAt: klass.lastAt.add({ hours: rollHours }),
  };
  const pools: PoolInput[] = [
    {
      channel: "online" as const,
      quota: klass.places - klass.counterPlaces,
      releasesAt: null,
      byDraw: klass.way === "draw",
    },
    { channel: "counter" as const, quota: klass.counterPlaces, releasesAt: null },
  ].filter(({ quota }) => quota > 0);
  return {
    ...times,
    pools,
    rules: {
      maxPerClaim: 1,
      cancelUntilMinutes: giveBackMinutes,
      doorsBeforeMinutes: 60,
      waitingList: klass.waitingList,
      lineUntil: lineUntil(klass, lessons)?.at.toString(),
      ownRoll: true,
      rollMinutes: rollHours * 60,
      own: agesOf(klass),
    },
  };
}

/** The ages it holds to, on the day of its first lesson. */
function agesOf({ ageFrom, ageTo, agesStrict }: Planned): OfferRules["own"] {
  return agesStrict && (ageFrom !== null || ageTo !== null) ? { age: { from: ageFrom, to: ageTo } } : {};
}

/** By what rules of houses count a class: what is taught, and where. */
export const offerIs = (kind: string, { placeId }: Pick<Class, "placeId">): OfferIs => ({
  sort: `course-${kind}`,
  placeId,
  seriesId: null,
});

/** The offer of an open class follows its lessons, its window and its places. */
export async function followClass(ctx: TxCtx, klass: Class, kind: string): Promise<void> {
  const { offerId, firstAt, lastAt, state } = klass;
  if (state !== "open" || offerId === null || firstAt === null || lastAt === null) return;
  await changeOffer(ctx, offerId, {
    ...offerTerms({ ...klass, firstAt, lastAt }, await lessonsOf(ctx.db, [klass.id])),
    is: offerIs(kind, klass),
  });
}
