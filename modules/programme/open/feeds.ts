/** The programme as open feeds: whoever follows them to the end and asks again has all of it, and every change. */
import { Temporal } from "temporal-polyfill";
import { type AnswerOf, addressOf } from "#contract";
import { type Ctx, textFor } from "#platform/ctx";
import { invalid } from "#platform/errors";
import type { Event } from "../event-store.ts";
import { organiserNames, placeNames } from "../finding/around.ts";
import { toldIn } from "../finding/words.ts";
import { openDataset, scheduledSessionFeed, sessionSeriesFeed } from "./contract.ts";
import { eventsChangedAfter, type FedSession, sessionsChangedAfter } from "./feed-store.ts";

const license = "https://creativecommons.org/licenses/by/4.0/";
const mostItems = 500;
/** So long a change may take from reading the clock to its commit; younger ones are told when they are as old, and none is skipped. */
const settledAfterSeconds = 60;

interface Asked {
  afterTimestamp?: number;
  afterId?: string;
  limit?: number;
}
type Page = AnswerOf<typeof sessionSeriesFeed>;
type Place = ReturnType<Awaited<ReturnType<typeof placeNames>>>;

/** Events that are public are updated, those withdrawn deleted. */
export async function sessionSeries(ctx: Ctx, asked: Asked): Promise<Page> {
  const { after, until, limit } = pageAsked(ctx, asked);
  const events = await eventsChangedAfter(ctx.db, after, until, limit);
  const organiserOf = await organiserNames(
    ctx,
    events.map(({ organisationId }) => organisationId),
  );
  const placeOf = await placeNames(ctx, events);
  return pageOf(ctx, sessionSeriesFeed, asked, {
    kind: "SessionSeries",
    rows: events,
    isPublic: ({ state }) => state === "published",
    dataOf: (event) =>
      seriesData(ctx, event, { organiser: organiserOf(event.organisationId).name, place: placeOf(event) }),
  });
}

/** Sessions, cancelled ones with their status; those of withdrawn events are deleted. */
export async function scheduledSessions(ctx: Ctx, asked: Asked): Promise<Page> {
  const { after, until, limit } = pageAsked(ctx, asked);
  const sessions = await sessionsChangedAfter(ctx.db, after, until, limit);
  const placeOf = await placeNames(ctx, sessions);
  return pageOf(ctx, scheduledSessionFeed, asked, {
    kind: "ScheduledSession",
    rows: sessions,
    isPublic: ({ eventState }) => eventState === "published",
    dataOf: (session) => sessionData(ctx, session, placeOf(session)),
  });
}

function pageAsked(ctx: Ctx, { afterTimestamp, afterId, limit = mostItems }: Asked) {
  if (afterTimestamp !== undefined && !afterId) throw invalid([{ field: "/query/afterId", id: "missing" }]);
  if (afterTimestamp === undefined && afterId)
    throw invalid([{ field: "/query/afterTimestamp", id: "missing" }]);
  const after =
    afterTimestamp === undefined || !afterId
      ? null
      : { at: Temporal.Instant.fromEpochMilliseconds(afterTimestamp), id: afterId };
  return { after, until: ctx.clock().subtract({ seconds: settledAfterSeconds }), limit };
}

function pageOf<R extends { id: string; changedAt: Temporal.Instant }>(
  ctx: Ctx,
  operation: typeof sessionSeriesFeed | typeof scheduledSessionFeed,
  asked: Asked,
  {
    kind,
    rows,
    isPublic,
    dataOf,
  }: {
    kind: Page["items"][number]["kind"];
    rows: readonly R[];
    isPublic: (row: R) => boolean;
    dataOf: (row: R) => Record<string, unknown>;
  },
): Page {
  const last = rows.at(-1);
  const query = {
    ...asked,
    ...(last && { afterTimestamp: last.changedAt.epochMilliseconds, afterId: last.id }),
  };
  return {
    next: ctx.city.publicUrl + addressOf(operation, { query }),
    items: rows.map((row) => ({
      state: isPublic(row) ? "updated" : "deleted",
      kind,
      id: row.id,
      modified: row.changedAt.epochMilliseconds,
      ...(isPublic(row) && { data: dataOf(row) }),
    })),
    license,
  };
}

const seriesAddress = (ctx: Ctx, id: string) => `${ctx.city.publicUrl}/events/${id}`;

// texts: event.kind.*
function seriesData(
  ctx: Ctx,
  event: Event,
  { organiser, place }: { organiser: string; place: Place },
): Record<string, unknown> {
  const { title, summary, description } = toldIn(event, ctx.locale);
  const address = seriesAddress(ctx, event.id);
  return {
    "@context": "https://openactive.io/",
    "@type": "SessionSeries",
    "@id": address,
    identifier: event.id,
    url: address,
    name: title,
    description: [summary, description].filter(Boolean).join("\n\n"),
    category: [textFor(ctx)(`event.kind.${event.kind}`)],
    organizer: { "@type": "Organization", name: organiser },
    ...((event.ageFrom !== null || event.ageTo !== null) && {
      ageRange: {
        "@type": "QuantitativeValue",
        ...(event.ageFrom !== null && { minValue: event.ageFrom }),
        ...(event.ageTo !== null && { maxValue: event.ageTo }),
      },
    }),
    ...(place && { location: placeData(place) }),
    eventAttendanceMode: attendance[event.mode],
    eventStatus: statusOf({ cancelled: event.cancelledAt !== null, moved: false }),
  };
}

function sessionData(ctx: Ctx, session: FedSession, place: Place): Record<string, unknown> {
  const { id, eventId, startsAt, endsAt, label, previousStartsAt } = session;
  const local = (at: Temporal.Instant) =>
    at.toZonedDateTimeISO(ctx.city.zone).toString({ timeZoneName: "never", smallestUnit: "second" });
  const series = seriesAddress(ctx, eventId);
  return {
    "@context": "https://openactive.io/",
    "@type": "ScheduledSession",
    "@id": `${series}?session=${id}`,
    identifier: id,
    url: `${series}?session=${id}`,
    superEvent: series,
    ...(label && { name: label }),
    startDate: local(startsAt),
    endDate: local(endsAt),
    duration: startsAt.until(endsAt, { largestUnit: "hour" }).toString(),
    eventStatus: statusOf({
      cancelled: session.cancelledAt !== null && !session.cutShort,
      moved: previousStartsAt !== null,
    }),
    ...(previousStartsAt && { previousStartDate: local(previousStartsAt) }),
    eventAttendanceMode: attendance[session.mode],
    ...(place && { location: placeData(place) }),
  };
}

/** What was cancelled after it was moved is cancelled. */
function statusOf({ cancelled, moved }: { cancelled: boolean; moved: boolean }): string {
  const status = cancelled ? "EventCancelled" : moved ? "EventRescheduled" : "EventScheduled";
  return `https://schema.org/${status}`;
}

const attendance = {
  "on-site": "https://schema.org/OfflineEventAttendanceMode",
  online: "https://schema.org/OnlineEventAttendanceMode",
  hybrid: "https://schema.org/MixedEventAttendanceMode",
} as const;

const placeData = (place: NonNullable<Place>) => ({
  "@type": "Place",
  identifier: place.id,
  name: [place.name, place.space].filter(Boolean).join(" "),
  address: { "@type": "PostalAddress", streetAddress: place.address, addressCountry: "CN" },
});

/** What is open, and where. */
export function dataset(ctx: Ctx): Record<string, unknown> {
  const text = textFor(ctx);
  const feed = (name: string, operation: typeof sessionSeriesFeed | typeof scheduledSessionFeed) => ({
    "@type": "DataDownload",
    name,
    additionalType: `https://openactive.io/${name}`,
    encodingFormat: "application/vnd.openactive.rpde+json; version=1",
    contentUrl: ctx.city.publicUrl + addressOf(operation, {}),
  });
  return {
    "@context": ["https://schema.org/", "https://openactive.io/"],
    "@type": "Dataset",
    "@id": ctx.city.publicUrl + addressOf(openDataset, {}),
    url: `${ctx.city.publicUrl}/open-data`,
    name: text("open.title"),
    description: text("open.about"),
    license,
    distribution: [feed("SessionSeries", sessionSeriesFeed), feed("ScheduledSession", scheduledSessionFeed)],
  };
}
