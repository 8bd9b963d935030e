/** Classes as rows: when, what and where, and how one gets in. One question each for all. */
import { drawsOf, offersUnderRules } from "#booking";
import type { Ctx } from "#platform/ctx";
import { admissionOf, placeNames } from "#programme";
import type { ClassRow } from "../contract.ts";
import { titleIn } from "../course/words.ts";
import { lessonsOf } from "../lessons/lesson-store.ts";
import { rhythmsOf } from "../lessons/rhythm.ts";
import type { FoundClass } from "./find-store.ts";

export async function rowsOf(ctx: Ctx, found: readonly FoundClass[]): Promise<ClassRow[]> {
  const placeOf = await placeNames(ctx, found);
  const offerIds = found.flatMap(({ offerId }) => offerId ?? []);
  const [offers, draws] = [await offersUnderRules(ctx, offerIds), await drawsOf(ctx, offerIds)];
  const lessons = Map.groupBy(
    (
      await lessonsOf(
        ctx.db,
        found.map(({ id }) => id),
      )
    ).filter(({ cancelledAt }) => !cancelledAt),
    ({ classId }) => classId,
  );
  // What the counter still has is said on the page of the class; in a word it is open to whoever is on line, or not.
  const online = (offerId: string) => {
    const offer = offers.get(offerId);
    return offer && { ...offer, pools: offer.pools.filter(({ channel }) => channel !== "counter") };
  };
  return found.map((one) => ({
    id: one.id,
    courseId: one.courseId,
    ...titleIn(one, ctx.locale),
    term: one.term,
    kind: one.kind,
    level: one.level,
    mode: one.mode,
    ageFrom: one.ageFrom,
    ageTo: one.ageTo,
    place: placeOf(one),
    startsAt: one.firstAt.toString(),
    endsAt: one.lastAt.toString(),
    minutes: one.minutes,
    lessons: one.lessons,
    evening: one.evening,
    weekend: one.weekend,
    rhythms: rhythmsOf(lessons.get(one.id) ?? [], ctx.city.zone),
    admission: admissionOf(
      {
        startsAt: one.firstAt,
        endsAt: one.lastAt,
        cancelledAt: one.state === "cancelled" ? one.lastAt : null,
        needsBooking: true,
      },
      (one.offerId && online(one.offerId)) || null,
      { now: ctx.clock(), actor: ctx.actor },
    ),
    draw: draws.get(one.offerId ?? "") ?? null,
  }));
}
