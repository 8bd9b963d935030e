/** The programme as iCalendar files. */
import { addressOf } from "#contract";
import { type CalendarEntry, calendarText } from "#libs/calendar";
import { type Ctx, textFor } from "#platform/ctx";
import { found, notFound } from "#platform/errors";
import type { Text } from "#platform/i18n";
import {
  type EventKind,
  eventFeed as eventFeedOperation,
  programmeFeed as programmeFeedOperation,
} from "../contract.ts";
import { event, jointOrganisers } from "../event-store.ts";
import { idsBelow } from "../series/series-store.ts";
import { organiserNames, placeNames } from "./around.ts";
import * as store from "./find-store.ts";
import { toldIn } from "./words.ts";

/** A phone reads no more; what is left out comes in as time goes by, and the file says so. */
const mostEntries = 5000;
const refreshHours = 6;

export interface FeedInput {
  kind?: EventKind;
  series?: string;
  place?: string;
}

/** From a month back, so that what was just moved or cancelled is corrected on phones, to a year ahead. */
export async function programmeFeed(ctx: Ctx, input: FeedInput): Promise<string> {
  const { zone } = ctx.city;
  // Whole days: a day of timed entry is not cut in two.
  const today = ctx.clock().toZonedDateTimeISO(zone).startOfDay();
  const sessions = await store.feedSessions(
    ctx.db,
    {
      eventId: null,
      from: today.subtract({ days: 31 }).toInstant(),
      to: today.add({ days: 366 }).toInstant(),
      zone,
      kind: input.kind ?? null,
      placeIds: input.place ? [input.place] : null,
      seriesIds: input.series ? await idsBelow(ctx.db, input.series) : null,
    },
    mostEntries + 1,
  );
  const source = addressOf(programmeFeedOperation, { query: { ...input } });
  return fileOf(ctx, { name: textFor(ctx)("feed.programme"), source: ctx.city.publicUrl + source }, sessions);
}

/** One event with all its sessions. */
export async function eventFeed(ctx: Ctx, id: string): Promise<string> {
  const one = found(await event(ctx.db, id), "event", id);
  if (one.publishedAt === null) throw notFound("event", id);
  const sessions = await store.feedSessions(
    ctx.db,
    { eventId: id, from: null, to: null, zone: ctx.city.zone, kind: null, placeIds: null, seriesIds: null },
    mostEntries + 1,
  );
  const source = addressOf(eventFeedOperation, { params: { id } });
  const name = one.state === "published" ? toldIn(one, ctx.locale).title : textFor(ctx)("feed.withdrawn");
  return fileOf(ctx, { name, source: ctx.city.publicUrl + source }, sessions);
}

async function fileOf(
  ctx: Ctx,
  { name, source }: { name: string; source: string },
  found: readonly store.FeedSession[],
): Promise<string> {
  const text = textFor(ctx);
  const sessions = found.slice(0, mostEntries);
  const placeOf = await placeNames(ctx, sessions);
  const organisersOf = await organiserLines(ctx, sessions, text);
  return calendarText({
    product: "-//Wenmai//Programme//EN",
    name,
    language: ctx.locale,
    zone: ctx.city.zone,
    ...(found.length > mostEntries && { description: text("feed.cut", { count: mostEntries }) }),
    refreshHours,
    source,
    entries: sessions.map((session) =>
      entryOf(ctx, session, { place: placeOf(session), organisers: organisersOf(session) }, text),
    ),
  });
}

/** Whose event it is and who organises it with them, a line each. */
async function organiserLines(
  ctx: Ctx,
  sessions: readonly store.FeedSession[],
  text: Text,
): Promise<(session: store.FeedSession) => string> {
  const joint = await jointOrganisers(ctx.db, [...new Set(sessions.map(({ eventId }) => eventId))]);
  const jointOf = Map.groupBy(joint, ({ eventId }) => eventId);
  const organiserOf = await organiserNames(ctx, [
    ...sessions.map(({ organisationId }) => organisationId),
    ...joint.map(({ organisationId }) => organisationId),
  ]);
  const named = (key: string, id: string) => {
    const { name } = organiserOf(id);
    return name ? [text(key, { name })] : [];
  };
  return ({ eventId, organisationId }) =>
    [
      ...named("feed.organiser", organisationId),
      ...(jointOf.get(eventId) ?? []).flatMap((one) => named("feed.joint-organiser", one.organisationId)),
    ].join("\n");
}

// texts: feed.organiser feed.joint-organiser
function entryOf(
  ctx: Ctx,
  session: store.FeedSession,
  {
    place,
    organisers,
  }: { place: { name: string; address: string; space: string | null } | null; organisers: string },
  text: Text,
): CalendarEntry {
  const times = {
    // Unique in the world; the city says whose it is (RFC 7986 §5.3). A day of timed entry is known by its date, whatever slots it has.
    uid: `${session.day ? `${session.eventId}-${session.day}` : session.id}@${ctx.city.id}`,
    sequence: session.sequence,
    startsAt: session.startsAt,
    endsAt: (session.cutShort && session.cancelledAt) || session.endsAt,
    changedAt: session.changedAt,
  };
  // Its words are public no more; on phones that have it, it is struck out.
  if (session.withdrawn) return { ...times, status: "CANCELLED", summary: text("feed.withdrawn") };
  const { title, summary } = toldIn({ ...session, description: "", audience: "" }, ctx.locale);
  const reason = session.cancelledBecause;
  return {
    ...times,
    status: reason && !session.cutShort ? "CANCELLED" : "CONFIRMED",
    summary: session.label ? text("feed.title-with-label", { title, label: session.label }) : title,
    description: [
      reason ? text(session.cutShort ? "feed.cut-short" : "feed.cancelled", { reason }) : "",
      summary,
      organisers,
      session.link ?? "",
    ]
      .filter(Boolean)
      .join("\n\n"),
    url: `${ctx.city.publicUrl}/events/${session.eventId}?${session.day ? `day=${session.day}` : `session=${session.id}`}`,
    location: place ? [place.name, place.space, place.address].filter(Boolean).join(", ") : undefined,
    categories: [text(`event.kind.${session.kind}`)],
  };
}
