/** Rows as the texts they were written as: what a form shows again. Pure. */
import type { EventText, SessionText } from "../desk/contract.ts";
import type { Event } from "../event-store.ts";
import type { Session } from "../session-store.ts";

/** The event as its form has it. */
export function eventText(event: Event, jointOrganiserIds: string[]): EventText {
  return {
    kind: event.kind,
    title: event.title,
    summary: event.summary,
    description: event.description,
    audience: event.audience,
    ageFrom: event.ageFrom,
    ageTo: event.ageTo,
    translations: event.translations,
    mode: event.mode,
    placeId: event.placeId,
    spaceId: event.spaceId,
    link: event.link,
    seriesId: event.seriesId,
    jointOrganiserIds,
    expectedCrowd: event.expectedCrowd,
  };
}

/** The session as its form has it: place and room of its own only where they differ from the event's. */
export function sessionText(session: Session, event: Pick<Event, "placeId" | "spaceId">): SessionText {
  const asEvent = session.placeId === event.placeId && session.spaceId === event.spaceId;
  return {
    startsAt: session.startsAt.toString(),
    endsAt: session.endsAt.toString(),
    label: session.label,
    placeId: asEvent ? null : session.placeId,
    spaceId: asEvent ? null : session.spaceId,
    booking: session.booking,
  };
}
