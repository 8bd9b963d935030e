/** How resources and reservations look from outside. */
import { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { organisationsOf } from "#places";
import { principal } from "#platform/auth";
import { type Ctx, today } from "#platform/ctx";
import { found, invalid } from "#platform/errors";
import { named } from "#platform/i18n";
import { bringsGroups, may, servesAt } from "../may.ts";
import { overlapsAt } from "../overlaps.ts";
import { penaltyRulesFor } from "../penalties/rules.ts";
import { isMeant } from "./asked-words.ts";
import type * as contract from "./contract.ts";
import { type Part, partsOf, type SlotPart, slotParts } from "./free.ts";
import { isInTime } from "./give-back.ts";
import { isAsker } from "./move.ts";
import { openFor } from "./move-store.ts";
import { moveViews } from "./move-views.ts";
import { type Described, describeResources } from "./naming.ts";
import { freeNext } from "./occupy.ts";
import * as store from "./reservation-store.ts";
import { publicResources, type Resource, resourceOf, resourcesById } from "./resource-store.ts";
import { giveBackUntil, timesText } from "./rules.ts";
import { roomsWithSeats } from "./seats/seat-store.ts";
import { currentStates } from "./states.ts";

/** So many are shown, of so many that are looked at. */
const [mostListed, mostSought] = [200, 2000];

export function resourceView(resource: Resource, is: Described): contract.ResourceView {
  const { id, kind, rules, demo } = resource;
  return {
    id,
    kind,
    name: is.name,
    place: is.place && { id: is.place.id, name: is.placeName ?? "" },
    capacity: is.capacity,
    equipment: [...is.equipment],
    access: [...is.access],
    rules,
    demo,
  };
}

/** What the public can have, with what is free of each on a day. */
export async function roomsView(
  ctx: Ctx,
  query: {
    q?: string;
    place?: string;
    kind?: "space" | "thing" | "booth";
    people?: number;
    equipment?: string;
    day?: string;
  },
): Promise<AnswerOf<typeof contract.reservableResources>> {
  const all = await publicResources(ctx.db, {
    placeId: query.place ?? null,
    kinds: query.kind ? [query.kind] : ["space", "thing", "booth"],
    limit: mostSought + 1,
  });
  const is = await describeResources(ctx, all.slice(0, mostSought));
  const there = all.flatMap((resource) => {
    const own = is.get(resource.id);
    return own?.there && own.place?.public ? [{ resource, own }] : [];
  });
  const sought = there.filter(
    ({ resource: { kind }, own }) =>
      (!query.q || isMeant(query.q, kind, own.name, own.placeName ?? "")) &&
      (!query.people || (own.capacity ?? 0) >= query.people) &&
      (!query.equipment || own.equipment.some((one) => one === query.equipment)),
  );
  const asked = sought.slice(0, mostListed);
  const day = query.day ? Temporal.PlainDate.from(query.day) : today(ctx);
  const days = await daysOf(ctx, asked, { from: day, count: 1 });
  return {
    day: day.toString(),
    items: asked.map(({ resource, own }) => ({
      ...resourceView(resource, own),
      closed: days.get(resource.id)?.[0]?.parts.length === 0,
      free: freeOf(days.get(resource.id)?.[0]).map(timesText),
    })),
    reading:
      query.kind === undefined && !query.people && !query.equipment ? await readingRooms(ctx, query) : [],
    equipment: [...new Set(there.flatMap(({ own }) => own.equipment))].toSorted(),
    more: all.length > mostSought || sought.length > mostListed,
  };
}

/** Rooms with seats to pick, of one place or all, and such as somebody means. */
export async function readingRooms(ctx: Ctx, { place: placeId, q }: { place?: string; q?: string }) {
  const rooms = new Map(
    (await roomsWithSeats(ctx.db, mostListed)).map(({ roomId, seats }) => [roomId, seats]),
  );
  const resources = (await resourcesById(ctx.db, [...rooms.keys()])).filter(
    (one) => placeId === undefined || one.placeId === placeId,
  );
  const is = await describeResources(ctx, resources);
  return resources.flatMap(({ id }) => {
    const own = is.get(id);
    if (!own?.there || !own.place?.public) return [];
    if (q && !isMeant(q, "seat", own.name, own.placeName ?? "")) return [];
    return [
      {
        id,
        name: own.name,
        place: { id: own.place.id, name: own.placeName ?? "" },
        seats: rooms.get(id) ?? 0,
      },
    ];
  });
}

interface DayParts {
  day: Temporal.PlainDate;
  parts: Part[];
  /** Of what is had in fixed slots. */
  slots: SlotPart[] | null;
}

const freeOf = (day: DayParts | undefined) =>
  (day?.slots ?? day?.parts ?? []).filter(({ state }) => state === "free");

/** Days of several resources in one statement. Free is what somebody could have: set-up and clear-up of their own fit beside it. */
async function daysOf(
  ctx: Ctx,
  resources: readonly { resource: Resource; own: Described }[],
  { from, count }: { from: Temporal.PlainDate; count: number },
): Promise<Map<string, DayParts[]>> {
  const { zone } = ctx.city;
  const ids = resources.map(({ resource }) => resource.id);
  const busy = await store.busyIn(ctx.db, ids, {
    startsAt: from.subtract({ days: 1 }).toZonedDateTime(zone).toInstant(),
    endsAt: from
      .add({ days: count + 1 })
      .toZonedDateTime(zone)
      .toInstant(),
  });
  const now = ctx.clock();
  return new Map(
    resources.map(({ resource: { id, rules }, own }) => {
      const taken = (busy.get(id) ?? []).map(({ startsAt, endsAt, because }) => ({
        because,
        startsAt: startsAt.subtract({ minutes: rules.clearUpMinutes }),
        endsAt: endsAt.add({ minutes: rules.setUpMinutes }),
      }));
      const days = Array.from({ length: count }, (_, n) => from.add({ days: n }));
      return [
        id,
        days.map((day) => {
          const parts = partsOf(day, { place: own.place, busy: taken, now, zone });
          return { day, parts, slots: rules.slot ? slotParts(day, rules.slot, { parts, zone }) : null };
        }),
      ];
    }),
  );
}

/** What not coming costs, by the house's rule for such reservations. */
export async function penaltiesSaid(
  ctx: Ctx,
  { orgPath, kind }: Pick<Resource, "orgPath" | "kind">,
): Promise<string[]> {
  return (await penaltyRulesFor(ctx, { orgPath, kind: `reservation-${kind}` })).says;
}

/** A resource with the days from `from` on. What is not public is shown to those who work here. */
export async function roomView(
  ctx: Ctx,
  id: string,
  { from, days: count = 7 }: { from?: string; days?: number },
): Promise<AnswerOf<typeof contract.resourceDays>> {
  const resource = found(await resourceOf(ctx.db, id), "room", id);
  const own = (await describeResources(ctx, [resource])).get(id);
  const staff = ctx.actor.kind === "staff";
  if (!own?.there || (!staff && !(resource.public && own.place?.public))) throw found(null, "room", id);
  const first = today(ctx);
  const last = first.add({ days: resource.rules.horizonDays - 1 });
  const start = from ? Temporal.PlainDate.from(from) : first;
  if (Math.abs(first.until(start).days) > 740)
    throw invalid([{ field: "/query/from", id: "reservation.day-too-far" }]);
  const days = (await daysOf(ctx, [{ resource, own }], { from: start, count })).get(id) ?? [];
  return {
    ...resourceView(resource, own),
    public: resource.public,
    today: first.toString(),
    lastDay: last.toString(),
    penalties: await penaltiesSaid(ctx, resource),
    days: days.map(({ day, parts, slots }) => ({
      day: day.toString(),
      parts: parts.map(({ state, because, ...times }) => ({ ...timesText(times), state, because })),
      // No slot is offered that nobody can have yet.
      slots:
        slots?.map(({ state, because, ...times }) => ({
          ...timesText(times),
          because,
          state: Temporal.PlainDate.compare(day, last) > 0 ? "closed" : state,
        })) ?? null,
    })),
    can: [
      ...(may["resource.write"](ctx.actor, resource) ? (["write"] as const) : []),
      ...(servesAt(ctx.actor, resource) ? (["see-holders"] as const) : []),
    ],
  };
}

/** Reservations as their holder and the house's staff see them. */
export async function reservationViews(
  ctx: Ctx,
  reservations: readonly store.Reservation[],
): Promise<contract.ReservationView[]> {
  const resources = new Map(
    (await resourcesById(ctx.db, [...new Set(reservations.map(({ resourceId }) => resourceId))])).map(
      (one) => [one.id, one],
    ),
  );
  const is = await describeResources(ctx, [...resources.values()]);
  const organisations = await organisationsOf(ctx.db, [
    ...new Set(reservations.flatMap(({ organisationId }) => organisationId ?? [])),
  ]);
  const now = ctx.clock();
  return reservations.flatMap((one) => {
    const resource = resources.get(one.resourceId);
    const room = is.get(one.resourceId);
    if (!resource || !room) return [];
    const organisation = one.organisationId ? organisations.get(one.organisationId) : undefined;
    const { checkIn } = resource.rules;
    const standing = one.state === "requested" || one.state === "confirmed";
    const mayEnd =
      standing &&
      one.useRef === null &&
      isTheirs(ctx, one, resource, organisation) &&
      (isInTime(resource, one, now) || servesAt(ctx.actor, resource));
    return [
      {
        id: one.id,
        seriesId: one.seriesId,
        room: {
          id: resource.id,
          name: room.name,
          place: room.place && { id: room.place.id, name: room.placeName ?? "" },
        },
        ...timesText(one),
        purpose: one.purpose,
        people: one.people,
        state: one.state,
        because: one.because,
        awaits: one.state === "requested" ? (one.approval[one.approved] ?? null) : null,
        organisation: organisation ? named(organisation, ctx.locale) : null,
        checkedInAt: one.checkedInAt?.toString() ?? null,
        door: resource.roomId ?? resource.id,
        seat: one.seat,
        awayUntil: one.awayUntil?.toString() ?? null,
        giveBackUntil: giveBackUntil(resource.rules, one).toString(),
        checkIn: checkIn && {
          from: one.startsAt.subtract({ minutes: checkIn.fromMinutes }).toString(),
          until: one.startsAt.add({ minutes: checkIn.untilMinutes }).toString(),
          release: checkIn.release,
        },
        can: [
          ...(mayEnd ? (["cancel"] as const) : []),
          ...(mayEnd && one.seriesId ? (["cancel-series"] as const) : []),
          ...(mayCheckIn(one, resource, now) ? (["check-in"] as const) : []),
          ...ofOneIn(one, resource),
        ],
      },
    ];
  });
}

/** Whoever is in goes out for a while, comes back, or leaves for good. */
function ofOneIn({ state, awayUntil, timesAway }: store.Reservation, { rules: { away } }: Resource) {
  if (state !== "checked-in") return [];
  if (awayUntil) return ["return", "finish"] as const;
  return away && timesAway < away.most ? (["leave", "finish"] as const) : (["finish"] as const);
}

/** By the code at the room, in the minutes the house says. */
function mayCheckIn(
  { state, startsAt }: store.Reservation,
  { rules }: Resource,
  now: Temporal.Instant,
): boolean {
  if (state !== "confirmed" || !rules.checkIn) return false;
  const { fromMinutes, untilMinutes } = rules.checkIn;
  return (
    Temporal.Instant.compare(now, startsAt.subtract({ minutes: fromMinutes })) >= 0 &&
    Temporal.Instant.compare(now, startsAt.add({ minutes: untilMinutes })) < 0
  );
}

function isTheirs(
  { actor }: Ctx,
  { subject }: store.Reservation,
  resource: Resource,
  organisation: { path: string } | undefined,
): boolean {
  return (
    (subject !== null && principal(actor)?.subject === subject) ||
    (organisation !== undefined && bringsGroups(actor, { orgPath: organisation.path })) ||
    servesAt(actor, resource)
  );
}

const mostOwn = 200;

/** One's own; for staff at work, those their organisations hold. */
export async function ownReservations(ctx: Ctx): Promise<AnswerOf<typeof contract.myReservations>> {
  const subject = principal(ctx.actor)?.subject ?? null;
  const rows = await store.reservationsOfHolder(ctx.db, subject, { now: ctx.clock(), limit: mostOwn });
  return { items: await reservationViews(ctx, rows) };
}

/** One with the others of its series, and other times where it came to nothing. */
export async function reservationView(
  ctx: Ctx,
  id: string,
): Promise<AnswerOf<typeof contract.oneReservation>> {
  const one = found(await store.reservationOf(ctx.db, id), "reservation", id);
  const resource = found(await resourceOf(ctx.db, one.resourceId), "room", one.resourceId);
  const [view] = await reservationViews(ctx, [one]);
  const place = (await describeResources(ctx, [resource])).get(resource.id)?.place ?? null;
  const now = ctx.clock();
  const rest = one.seriesId ? await store.restOfSeries(ctx.db, one.seriesId, now) : [];
  const lost = !currentStates.includes(one.state) && ["refused", "displaced"].includes(one.state);
  const [move] = await openFor(ctx.db, [id]);
  const theirs = one.subject !== null && principal(ctx.actor)?.subject === one.subject ? one.subject : null;
  const [question] = await moveViews(ctx, move ? [move] : []);
  return {
    reservation: found(view, "reservation", id),
    series: rest
      .filter((other) => other.id !== id)
      .map((other) => ({ id: other.id, startsAt: other.startsAt.toString() })),
    move: move && question ? { ...question, asked: await isAsker(ctx, move, one) } : null,
    others: lost ? (await freeNext(ctx, { resource, place, wanted: one, count: 3 })).map(timesText) : [],
    overlaps: theirs && currentStates.includes(one.state) ? await overlapsAt(ctx, theirs, one, id) : [],
  };
}
