/** What other modules ask of sessions: what is on at a place, what an offer is for. */

import type { Temporal } from "temporal-polyfill";
import type { About } from "#booking";
import type { OnToday } from "#places";
import type { Ctx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { admissionOf } from "./admission.ts";
import { offersFor, placeNames } from "./around.ts";
import * as store from "./find-store.ts";
import { placesClosed } from "./place-closed.ts";
import { spanOfDay } from "./window.ts";
import { titleIn } from "./words.ts";

const everything = { kind: null, division: null, ages: null, seriesIds: null, search: null };
const mostAtPlaces = 1000;

/** Published sessions at these places that touch the span, soonest first; cancelled ones are not among them. */
export function sessionsAt(
  db: Db,
  placeIds: readonly string[],
  from: Temporal.Instant,
  to: Temporal.Instant,
  zone: string,
): Promise<store.FoundEvent[]> {
  return store.sessionsIn(
    db,
    { ...everything, placeIds, span: { from, to, beginning: false, dayStart: from } },
    zone,
    mostAtPlaces,
  );
}

/** What happens at a place on a day, for the page of the place. */
export async function onToday(
  ctx: Ctx,
  { placeId, day }: { placeId: string; day: string },
): Promise<OnToday[]> {
  const sessions = await store.sessionsIn(
    ctx.db,
    { ...everything, placeIds: [placeId], span: spanOfDay(day, ctx.city.zone) },
    ctx.city.zone,
    mostAtPlaces,
  );
  const offers = await offersFor(ctx, sessions);
  const closed = await placesClosed(
    ctx,
    sessions.map(({ sessionId, ...session }) => ({ ...session, id: sessionId })),
  );
  return sessions.map((session) => ({
    closed: closed.has(session.sessionId),
    title: titleIn(session, ctx.locale).title,
    href: `/events/${session.id}`,
    startsAt: session.startsAt.toString(),
    endsAt: session.endsAt.toString(),
    left: admissionOf(
      { ...session, cancelledAt: null },
      session.offerId ? (offers.get(session.offerId) ?? null) : null,
      { now: ctx.clock(), actor: ctx.actor },
    ).left,
  }));
}

/** Sessions by the offers that admit to them, in whatever state: somebody may hold a claim. */
export async function sessionsByOffer(
  db: Db,
  offerIds: readonly string[],
): Promise<Map<string, store.SessionAbout>> {
  const rows = await store.sessionsAbout(db, { offerIds });
  return new Map(rows.flatMap((row) => (row.offerId ? [[row.offerId, row] as const] : [])));
}

/** What offers are for, in the reader's language. */
export async function aboutOffers(ctx: Ctx, sessionIds: readonly string[], kind: string): Promise<About[]> {
  const sessions = await store.sessionsAbout(ctx.db, { ids: sessionIds });
  const placeOf = await placeNames(
    ctx,
    sessions.map(({ placeId }) => ({ placeId, spaceId: null })),
  );
  return sessions.map((session) => {
    const place = placeOf({ placeId: session.placeId, spaceId: null });
    return {
      kind,
      ref: session.sessionId,
      title: titleIn(session, ctx.locale).title,
      href: `/events/${session.eventId}`,
      place: place && { id: place.id, name: place.name },
    };
  });
}
