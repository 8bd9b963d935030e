/** What a row says of an event, against what there is. Pure. */
import { Temporal } from "temporal-polyfill";
import type { EventText, SessionText } from "../desk/contract.ts";
import type { Session } from "../session-store.ts";
import type { EventValues, LocalTimes } from "./columns.ts";

const fresh: EventText = {
  kind: "other",
  title: "",
  summary: "",
  description: "",
  audience: "",
  ageFrom: null,
  ageTo: null,
  translations: {},
  mode: "on-site",
  placeId: null,
  spaceId: null,
  link: null,
  seriesId: null,
  jointOrganiserIds: [],
};

/** The event's text with what the row says; what the file has no column for stays. */
export function textFrom(values: EventValues, now: EventText | null, placeId: string | null): EventText {
  const was = now ?? fresh;
  const said = <T>(value: T | null | undefined, before: T, empty: T): T =>
    value === undefined ? before : (value ?? empty);
  const samePlace = values.place === undefined || placeId === was.placeId;
  return {
    ...was,
    title: said(values.title, was.title, was.title),
    kind: said(values.kind, was.kind, was.kind),
    mode: said(values.mode, was.mode, was.mode),
    summary: said(values.summary, was.summary, ""),
    description: said(values.description, was.description, ""),
    audience: said(values.audience, was.audience, ""),
    ageFrom: said<number | null>(values.age_from, was.ageFrom, null),
    ageTo: said<number | null>(values.age_to, was.ageTo, null),
    link: said<string | null>(values.link, was.link, null),
    placeId: samePlace ? was.placeId : placeId,
    spaceId: samePlace ? was.spaceId : null,
  };
}

interface Times {
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
}

export interface SessionsPlan {
  add: Times[];
  move: { session: Session; to: Times }[];
  remove: Session[];
}

/**
 * How the coming sessions become those of the row. One at the same time stays as it is, with its booking; of the others each new time
 * takes an old session along, in order, and what is left is added or taken out.
 */
export function sessionsPlan(present: readonly Session[], wanted: readonly Times[]): SessionsPlan {
  const key = ({ startsAt, endsAt }: Times) => `${startsAt} ${endsAt}`;
  const there = new Set(present.map(key));
  const here = new Set(wanted.map(key));
  const old = present.filter((session) => !here.has(key(session)));
  const added = wanted.filter((times) => !there.has(key(times)));
  return {
    move: added.slice(0, old.length).flatMap((to, at) => {
      const session = old[at];
      return session ? [{ session, to }] : [];
    }),
    add: added.slice(old.length),
    remove: old.slice(added.length),
  };
}

/** The session at another time; the end of booking and the releases of places move along, by the clock on the wall. */
export function movedTo(session: SessionText, to: Times, zone: string): SessionText {
  const local = (iso: string) => Temporal.Instant.from(iso).toZonedDateTimeISO(zone);
  const startsAt = to.startsAt.toString();
  const by = local(session.startsAt).until(local(startsAt), { largestUnit: "days" });
  const along = (iso: string) => local(iso).add(by).toInstant().toString();
  return {
    ...session,
    startsAt,
    endsAt: to.endsAt.toString(),
    booking: session.booking && {
      ...session.booking,
      closesAt: along(session.booking.closesAt),
      pools: session.booking.pools.map((pool) => ({
        ...pool,
        releasesAt: pool.releasesAt && along(pool.releasesAt),
      })),
    },
  };
}

/** Times on the wall as instants. */
export function instantsOf(times: readonly LocalTimes[], zone: string): Times[] {
  const at = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant();
  return times.map(({ start, end }) => ({ startsAt: at(start), endsAt: at(end) }));
}
