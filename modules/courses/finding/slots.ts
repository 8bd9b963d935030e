/** What other modules ask of classes: what an offer is for, what is on at a place. */

import { Temporal } from "temporal-polyfill";
import { type About, drawsOf, offersOf, type RollOccasion } from "#booking";
import type { AlsoThere, OnToday } from "#places";
import { type Ctx, textFor } from "#platform/ctx";
import { placeNames, placesClosed } from "#programme";
import { offerKind } from "../classes/offers.ts";
import { titleIn } from "../course/words.ts";
import { lessonsOf } from "../lessons/lesson-store.ts";
import { foundClasses, lessonsAt, lessonsBetween, placesOfClasses } from "./find-store.ts";

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
  const closed = await placesClosed(
    ctx,
    lessons.map((lesson) => ({ ...lesson, placeId })),
  );
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
      closed: closed.has(lesson.id),
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

/** The classes that go on at a place, for its page. */
export async function classesThere(ctx: Ctx, { placeId }: { placeId: string }): Promise<AlsoThere[]> {
  const rows = await placesOfClasses(ctx.db, { only: placeId, now: ctx.clock(), limit: 1 });
  return rows.map(({ classes }) => ({
    title: textFor(ctx)("class.there", { count: classes }),
    href: `/courses?place=${placeId}`,
  }));
}
