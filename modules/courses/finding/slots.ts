/** What other modules ask of classes: what an offer is for, what is on at a place, what the desk has to decide. */

import { Temporal } from "temporal-polyfill";
import { type About, drawsOf, offersOf, type RollOccasion, rollOf } from "#booking";
import type { OnToday } from "#places";
import type { TodayLine } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { placeNames } from "#programme";
import { classesToDecide } from "../classes/class-store.ts";
import { offerKind } from "../classes/offers.ts";
import { titleIn } from "../course/words.ts";
import { lessonsOf } from "../lessons/lesson-store.ts";
import { foundClasses, lessonsAt, lessonsBetween } from "./find-store.ts";

/** What offers of classes are for, in the reader's language: a class is told from others of its course by its term. */
export async function aboutOffers(ctx: Ctx, refs: readonly string[]): Promise<About[]> {
  if (refs.length === 0) return [];
  const classes = await foundClasses(ctx.db, refs);
  const placeOf = await placeNames(ctx, classes);
  return classes.map((one) => {
    const place = placeOf(one);
    return {
      kind: offerKind,
      ref: one.id,
      title: `${titleIn(one, ctx.locale).title} ${one.term}`,
      href: `/classes/${one.id}`,
      place: place && { id: place.id, name: place.name },
    };
  });
}

/** When lessons of these classes are that stand. */
export async function lessonTimes(ctx: Ctx, refs: readonly string[]) {
  const lessons = refs.length > 0 ? await lessonsOf(ctx.db, refs) : [];
  return lessons
    .filter(({ cancelledAt }) => cancelledAt === null)
    .map(({ classId, startsAt, endsAt }) => ({ ref: classId, startsAt, endsAt }));
}

/** Lessons at a place on a day, for the page of the place. */
export async function onToday(
  ctx: Ctx,
  { placeId, day }: { placeId: string; day: string },
): Promise<OnToday[]> {
  const lessons = await lessonsAt(ctx.db, { placeId, day, zone: ctx.city.zone });
  const offerIds = [...new Set(lessons.map(({ offerId }) => offerId))];
  const [offers, draws] = [await offersOf(ctx.db, offerIds), await drawsOf(ctx, offerIds)];
  return lessons.map((lesson) => {
    const offer = offers.get(lesson.offerId);
    const open =
      offer?.state === "open" &&
      Temporal.Instant.compare(ctx.clock(), Temporal.Instant.from(offer.closesAt)) < 0;
    return {
      title: titleIn(lesson, ctx.locale).title,
      href: `/classes/${lesson.classId}`,
      startsAt: lesson.startsAt.toString(),
      endsAt: lesson.endsAt.toString(),
      // Who has places that are drawn nobody knows before.
      left: draws.get(lesson.offerId)?.awaits ? null : offer && open ? offer.left : 0,
      closed: false,
    };
  });
}

/** Lessons of classes between two moments, for whoever meets somebody who is expected there. */
export async function lessonsOfClasses(
  ctx: Ctx,
  { refs, ...span }: { refs: readonly string[]; from: Temporal.Instant; to: Temporal.Instant },
): Promise<RollOccasion[]> {
  const lessons = await lessonsBetween(ctx.db, refs, span);
  const placeOf = await placeNames(ctx, lessons);
  return lessons.map((lesson) => {
    const place = placeOf(lesson);
    return {
      id: lesson.id,
      ref: lesson.classId,
      title: titleIn(lesson, ctx.locale).title,
      where: place && [place.name, place.space].filter(Boolean).join(" "),
      startsAt: lesson.startsAt,
      endsAt: lesson.endsAt,
      href: `/classes/${lesson.classId}`,
    };
  });
}

/** So many days before it is decided about a class, its manager is told that it is below its minimum. */
const warnDays = 5;

// texts: today.class-below today.class-undrawn
/** Classes that are decided about in these days: below their minimum, or to be drawn and no draw is made. */
export async function classesToday(ctx: Ctx, { day }: { day: string }): Promise<TodayLine[]> {
  const paths = ctx.actor.grants.filter(({ role }) => role === "manager").map(({ path }) => path);
  if (paths.length === 0) return [];
  const until = Temporal.PlainDate.from(day).add({ days: warnDays }).toString();
  const classes = await classesToDecide(ctx.db, paths, { until, now: ctx.clock() });
  const offerIds = classes.flatMap(({ offerId }) => offerId ?? []);
  const roll = Map.groupBy(await rollOf(ctx.db, offerIds), ({ offerId }) => offerId);
  const draws = await drawsOf(ctx, offerIds);
  return classes.flatMap((one): TodayLine[] => {
    const told = { title: one.title, term: one.term, day: Temporal.PlainDate.from(one.decideOn) };
    const line = { href: `/desk/classes/${one.id}`, kind: "do" as const };
    const draw = draws.get(one.offerId ?? "");
    // Before a draw nobody has a place on line: that is no want of people.
    if (draw?.awaits) return draw.drawId ? [] : [{ key: "today.class-undrawn", values: told, ...line }];
    const enrolled = roll.get(one.offerId ?? "")?.length ?? 0;
    if (enrolled >= one.minimum) return [];
    const values = { ...told, enrolled, minimum: one.minimum };
    return [{ key: "today.class-below", values, ...line }];
  });
}
