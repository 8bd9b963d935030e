/** The shapes of what the programme announces. */
import type { Db } from "#platform/db";
import * as store from "../event-store.ts";
import type { EventNews, SessionNews } from "../events.ts";
import type * as sessionStore from "../session-store.ts";

/** News of an event, with those who share its credit. */
export async function newsOf(db: Db, event: store.Event): Promise<EventNews> {
  const joint = await store.jointOrganisers(db, [event.id]);
  return {
    eventId: event.id,
    orgPath: event.orgPath,
    jointOrgPaths: joint.map(({ orgPath }) => orgPath),
    kind: event.kind,
    mode: event.mode,
    seriesId: event.seriesId,
  };
}

/** News of one session of it. */
export function sessionNewsOf(news: EventNews, session: Omit<sessionStore.Session, "booking">): SessionNews {
  return {
    ...news,
    sessionId: session.id,
    placeId: session.placeId,
    divisionCode: session.divisionCode,
    startsAt: session.startsAt.toString(),
    endsAt: session.endsAt.toString(),
  };
}
