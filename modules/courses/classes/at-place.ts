/** What becomes of a place concerns the classes in it: who is in them is told, their staff decide. */
import type { Temporal } from "temporal-polyfill";
import { countLiving, holdersOfAll, waitersOfAll } from "#booking";
import { notifyAll, staffOver } from "#people";
import { type ComingThere, organisationOf, placesOf } from "#places";
import type {} from "#places/events";
import type { Ctx, TxCtx } from "#platform/ctx";
import type { Event } from "#platform/events";
import { closedThen } from "#programme";
import * as store from "./at-place-store.ts";

/** What stands at a place from now on, before it is withdrawn. */
export async function comingAt(ctx: Ctx, { placeId }: { placeId: string }): Promise<ComingThere[]> {
  const now = ctx.clock();
  const classes = await store.classesAt(ctx.db, { placeId, from: now, to: null, now });
  const offers = classes.map(({ offerId }) => offerId);
  return [{ events: classes.length, claims: await countLiving(ctx.db, offers) }];
}

// texts: notice.class-place-*
/** Tells who is in classes with lessons there in that time, waits for them or teaches them, once a class: the organiser decides. */
export async function tellOfPlace(
  ctx: TxCtx,
  what: "class-place-closes" | "class-place-opens",
  {
    placeId,
    from,
    to,
    once,
  }: { placeId: string; from: Temporal.Instant; to: Temporal.Instant | null; once: string },
): Promise<void> {
  const classes = await store.classesAt(ctx.db, { placeId, from, to, now: ctx.clock() });
  if (classes.length === 0) return;
  const offers = classes.map(({ offerId }) => offerId);
  const [holders, waiting] = [await holdersOfAll(ctx.db, offers), await waitersOfAll(ctx.db, offers)];
  const place = (await placesOf(ctx.db, [placeId])).get(placeId)?.name ?? "";
  await notifyAll(
    ctx,
    classes.map(({ id, title, offerId, teachers, lessons, firstAt }) => ({
      to: [
        ...(holders.get(offerId) ?? []).map(({ subject }) => subject),
        ...(waiting.get(offerId) ?? []),
        ...teachers,
      ],
      kind: "booking-change" as const,
      key: `notice.${what}`,
      values: { title, place, count: lessons, at: firstAt },
      href: `/classes/${id}`,
      neededBy: firstAt,
      once: `${once} ${id}`,
    })),
  );
}

/** Another organisation runs the place from now on: the managers nearest to either side are told how many classes go on there. */
export async function tellOfHandover(
  ctx: TxCtx,
  { placeId, fromOrganisationId, toOrganisationId }: Event<"place.handed-over">["payload"],
  once: string,
): Promise<void> {
  const now = ctx.clock();
  const to = await organisationOf(ctx.db, toOrganisationId);
  const from = await organisationOf(ctx.db, fromOrganisationId);
  const strangers = (await store.classesAt(ctx.db, { placeId, from: now, to: null, now })).filter(
    ({ orgPath }) => to && !orgPath.startsWith(to.path),
  );
  if (!to || !from || strangers.length === 0) return;
  const paths = [...new Set([to.path, ...strangers.map(({ orgPath }) => orgPath)])];
  const managers = await staffOver(ctx.db, { paths, roles: ["manager"], now });
  const nearest = (path: string) => {
    const over = managers.filter((one) => one.path === path);
    const deepest = Math.max(0, ...over.map(({ at }) => at.length));
    return over.flatMap(({ at, subject }) => (at.length === deepest ? [subject] : []));
  };
  const place = (await placesOf(ctx.db, [placeId])).get(placeId)?.name ?? "";
  await notifyAll(
    ctx,
    paths.map((path) => {
      const own = strangers.filter(({ orgPath }) => orgPath === path);
      const receives = path === to.path;
      return {
        to: nearest(path),
        kind: "work" as const,
        key: receives ? "notice.class-place-taken-over" : "notice.class-place-handed-over",
        values: { place, count: receives ? strangers.length : own.length, by: to.name, from: from.name },
        href: receives ? `/courses?place=${placeId}` : "/desk/courses",
        once: `${once} ${path}`,
      };
    }),
  );
}

const atOnce = 1000;

/** Lessons of open classes below these paths that begin in a span and whose place is not open for them. All are asked about, a thousand at once. */
export async function lessonsAtClosedPlaces(
  ctx: Ctx,
  paths: readonly string[],
  span: { from: Temporal.Instant; to: Temporal.Instant },
): Promise<store.ComingLesson[]> {
  const closed: store.ComingLesson[] = [];
  for (let after: store.ComingLesson | null = null; ; ) {
    const coming: store.ComingLesson[] = await store.lessonsComing(ctx.db, paths, span, {
      after,
      limit: atOnce,
    });
    const places = await placesOf(ctx.db, [...new Set(coming.map(({ placeId }) => placeId))]);
    for (const lesson of coming) {
      const place = places.get(lesson.placeId);
      if (place && closedThen(place, lesson, ctx.city.zone) !== null) closed.push(lesson);
    }
    after = coming.at(-1) ?? null;
    if (coming.length < atOnce) return closed;
  }
}
