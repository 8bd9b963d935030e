/** An event as search engines and other people's programs read it: schema.org in JSON-LD. */
import { Temporal } from "temporal-polyfill";
import type { EventKind, EventView, SessionView } from "../contract.ts";

const types: Partial<Record<EventKind, string>> = {
  performance: "TheaterEvent",
  "commercial-performance": "TheaterEvent",
  exhibition: "ExhibitionEvent",
  lecture: "EducationEvent",
  workshop: "EducationEvent",
  reading: "LiteraryEvent",
  film: "ScreeningEvent",
  sport: "SportsEvent",
  festival: "Festival",
};
const modes = {
  "on-site": "https://schema.org/OfflineEventAttendanceMode",
  online: "https://schema.org/OnlineEventAttendanceMode",
  hybrid: "https://schema.org/MixedEventAttendanceMode",
} as const;

/** Where addresses begin (nothing on a page of ours, which has its own), and the zone in which times are written. */
export interface LinkedBase {
  url: string;
  zone: string;
}

/** One with a single session is an Event, one with several a series of them. */
export function linkedData(event: EventView, base: LinkedBase): Record<string, unknown> {
  const [only, ...others] = event.sessions;
  const about = aboutEvent(event, base);
  const context = { "@context": "https://schema.org" };
  if (only && others.length === 0) return { ...context, ...about, ...sessionData(event, only, base) };
  const { superEvent, ...words } = about;
  return {
    ...context,
    ...words,
    "@type": "EventSeries",
    ...(superEvent !== undefined && { superEvent }),
    ...(event.cancelledBecause && { eventStatus: statusOf({ cancelled: true, moved: false }) }),
    ...spanOf(event.sessions, base.zone),
    subEvent: event.sessions.map((session) => ({
      "@type": types[event.kind] ?? "Event",
      "@id": `${base.url}/events/${event.id}?session=${session.id}`,
      name: session.label ? `${event.title} ${session.label}` : event.title,
      ...sessionData(event, session, base),
    })),
  };
}

function aboutEvent(event: EventView, { url }: LinkedBase): Record<string, unknown> {
  const part = event.series.at(-1);
  return {
    "@type": types[event.kind] ?? "Event",
    "@id": `${url}/events/${event.id}`,
    url: `${url}/events/${event.id}`,
    name: event.title,
    inLanguage: event.lang,
    ...(event.summary && { description: event.summary }),
    organizer: [event.organiser, ...event.jointOrganisers].map(({ name }) => ({
      "@type": "Organization",
      name,
    })),
    // What is sold elsewhere is not known here.
    ...(event.kind !== "commercial-performance" && { isAccessibleForFree: true }),
    ...((event.ageFrom !== null || event.ageTo !== null) && {
      typicalAgeRange: `${event.ageFrom ?? 0}-${event.ageTo ?? ""}`,
    }),
    ...(part && {
      superEvent: { "@type": "EventSeries", "@id": `${url}/series/${part.id}`, name: part.name },
    }),
  };
}

function sessionData(event: EventView, session: SessionView, base: LinkedBase): Record<string, unknown> {
  const cancelled = session.cancelledBecause !== null && !session.cutShort;
  const moved = session.previousStartsAt !== null;
  return {
    startDate: localIso(session.startsAt, base.zone),
    endDate: localIso(session.endsAt, base.zone),
    eventStatus: statusOf({ cancelled, moved }),
    ...(session.previousStartsAt && { previousStartDate: localIso(session.previousStartsAt, base.zone) }),
    eventAttendanceMode: modes[event.mode],
    location: locations(event, session),
    ...(session.offer && !cancelled && { offers: offerData(event, session, session.offer, base) }),
  };
}

/** As schema.org has it: what was cancelled after it was moved is cancelled. */
function statusOf({ cancelled, moved }: { cancelled: boolean; moved: boolean }): string {
  const status = cancelled ? "EventCancelled" : moved ? "EventRescheduled" : "EventScheduled";
  return `https://schema.org/${status}`;
}

function locations(event: EventView, { place }: SessionView): object[] {
  return [
    ...(place
      ? [
          {
            "@type": "Place",
            name: [place.name, place.space].filter(Boolean).join(" "),
            address: { "@type": "PostalAddress", streetAddress: place.address, addressCountry: "CN" },
          },
        ]
      : []),
    ...(event.link ? [{ "@type": "VirtualLocation", url: event.link }] : []),
  ];
}

const availabilities: Partial<Record<SessionView["admission"]["state"], string>> = {
  "not-yet": "PreOrder",
  drawn: "PreOrder",
  open: "InStock",
  full: "SoldOut",
  "on-site": "InStoreOnly",
};

function offerData(
  event: EventView,
  session: SessionView,
  offer: NonNullable<SessionView["offer"]>,
  { url, zone }: LinkedBase,
): object {
  return {
    "@type": "Offer",
    url: `${url}/events/${event.id}?session=${session.id}`,
    availability: `https://schema.org/${availabilities[session.admission.state] ?? "OutOfStock"}`,
    validFrom: localIso(offer.opensAt, zone),
    availabilityEnds: localIso(offer.closesAt, zone),
    ...(event.kind !== "commercial-performance" && { price: 0, priceCurrency: "CNY" }),
  };
}

function spanOf(sessions: readonly SessionView[], zone: string): object {
  const taking = sessions.filter(({ cancelledBecause }) => cancelledBecause === null);
  const first = taking.map(({ startsAt }) => startsAt).toSorted()[0];
  const last = taking
    .map(({ endsAt }) => endsAt)
    .toSorted()
    .at(-1);
  return first && last ? { startDate: localIso(first, zone), endDate: localIso(last, zone) } : {};
}

/** `2027-03-01T19:30:00+08:00` */
function localIso(iso: string, zone: string): string {
  return Temporal.Instant.from(iso)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: "never", smallestUnit: "second" });
}
