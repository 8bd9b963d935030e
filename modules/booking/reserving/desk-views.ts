/** Rooms as the house sees them: who has them, what waits for an answer, who was asked to move. */
import { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { namesOfSubjects, phoneTailsOf } from "#people";
import { organisationsByPaths, organisationsOf } from "#places";
import type { TodayLine } from "#platform/auth";
import { type Ctx, textFor, today } from "#platform/ctx";
import { found, invalid } from "#platform/errors";
import { named } from "#platform/i18n";
import { calledBy } from "../called/contract.ts";
import { may } from "../may.ts";
import { numbersApart, repeated } from "../who-at-door.ts";
import * as answerStore from "./answer-store.ts";
import { heedInUse, hitBy } from "./blackout.ts";
import { blackoutsOf } from "./blackout-store.ts";
import { letInBetween, roomCode } from "./check-in.ts";
import type * as contract from "./contract.ts";
import { holderKindOf } from "./holder.ts";
import { askedBy, movesAwaiting } from "./move-store.ts";
import { moveViews } from "./move-views.ts";
import { describeResources } from "./naming.ts";
import { panelKey } from "./panel.ts";
import { comingOf, type Reservation, reservationsById, standingIn } from "./reservation-store.ts";
import {
  type Resource,
  resourceOf,
  resourcesBelow,
  resourcesById,
  resourcesOfPlace,
} from "./resource-store.ts";
import { type HolderKind, type Times, timesText } from "./rules.ts";
import { roomsWithSeats, seatsOf } from "./seats/seat-store.ts";
import { resourceView } from "./views.ts";

const mostListed = 200;

/**
 * Whose reservations are, by id: names of people only for those who may see them. Whom a name does not tell from another is told apart by
 * digits of their phone, as at the door.
 */
export async function whoHolds(
  ctx: Ctx,
  reservations: readonly Reservation[],
  housePath: string,
): Promise<Map<string, { who: string; kind: HolderKind }>> {
  const people = await peopleCalled(ctx, [...new Set(reservations.flatMap(({ subject }) => subject ?? []))]);
  const organisations = await organisationsOf(ctx.db, [
    ...new Set(reservations.flatMap(({ organisationId }) => organisationId ?? [])),
  ]);
  const text = textFor(ctx);
  return new Map(
    reservations.map((one) => {
      const organisation = one.organisationId ? organisations.get(one.organisationId) : undefined;
      const who = organisation
        ? named(organisation, ctx.locale)
        : one.useRef
          ? text("reserving.use")
          : ((one.subject && people.get(one.subject)) ?? text("reserving.forgotten"));
      return [one.id, { who, kind: holderKindOf(one, organisation?.path ?? null, housePath) }];
    }),
  );
}

async function peopleCalled(ctx: Ctx, subjects: readonly string[]): Promise<Map<string, string>> {
  const names = await namesOfSubjects(ctx.db, [...subjects]);
  const shared = repeated(names.values());
  const tails = await phoneTailsOf(
    ctx.db,
    subjects.filter((subject) => !names.has(subject) || shared.has(names.get(subject) ?? "")),
  );
  const called = subjects.map((subject) => ({
    ...{ claimId: subject, name: names.get(subject) ?? null, phoneTail: tails.get(subject) ?? null },
  }));
  const numbers = numbersApart(called);
  const text = textFor(ctx);
  return new Map(
    called.map(({ claimId: subject, ...who }) => [
      subject,
      calledBy(text, { ...who, number: numbers.get(subject) ?? null }),
    ]),
  );
}

const pathsOf = (ctx: Ctx, ...roles: string[]) =>
  ctx.actor.grants.filter(({ role }) => roles.includes(role)).map(({ path }) => path);

/** What waits for an answer that the asker may give. */
async function awaitingFor(ctx: Ctx): Promise<answerStore.Awaiting[]> {
  const rows = await answerStore.awaitingBelow(ctx.db, pathsOf(ctx, "clerk", "manager"), mostListed);
  return rows.filter((one) => may["reservation.answer"](ctx.actor, one));
}

/** The same of what somebody wants whose holder is then asked to move. */
async function movesFor(ctx: Ctx) {
  const rows = await movesAwaiting(ctx.db, pathsOf(ctx, "clerk", "manager"), mostListed);
  return rows.filter((one) => may["reservation.answer"](ctx.actor, one));
}

/** Of all the organisations where the asker works. */
export async function roomsDeskView(ctx: Ctx): Promise<AnswerOf<typeof contract.roomsDesk>> {
  const resources = await resourcesBelow(ctx.db, pathsOf(ctx, "clerk", "editor", "manager"), mostListed + 1);
  const rooms = resources.slice(0, mostListed);
  const is = await describeResources(ctx, rooms);
  const roomIds = rooms.map(({ id }) => id);
  const coming = await comingOf(ctx.db, roomIds, ctx.clock());
  const seated = await roomsWithSeats(ctx.db, { roomIds, limit: mostListed });
  const seats = new Map(seated.map((one) => [one.roomId, one.seats]));
  const awaiting = await awaitingFor(ctx);
  const waiting = await reservationsById(
    ctx.db,
    awaiting.map(({ id }) => id),
  );
  const toAsk = await movesFor(ctx);
  const theirs = await resourcesById(ctx.db, [
    ...new Set([...waiting, ...toAsk].map(({ resourceId }) => resourceId)),
  ]);
  const named_ = await describeResources(ctx, theirs);
  const holders = await whoHolds(ctx, waiting, "");
  const askers = new Map((await moveViews(ctx, toAsk)).map(({ id, organisation }) => [id, organisation]));
  const steps = new Map(awaiting.map(({ id, step }) => [id, step]));
  const own = await organisationsByPaths(ctx.db, pathsOf(ctx, "clerk", "editor", "manager"));
  const moves = await askedBy(
    ctx.db,
    [...own.values()].map(({ id }) => id),
    30,
  );
  return {
    rooms: rooms.flatMap((one) => {
      const room = is.get(one.id);
      return room
        ? [
            {
              ...resourceView(one, room),
              public: one.public,
              retired: one.retired,
              coming: coming.get(one.id) ?? 0,
              seats: seats.get(one.id) ?? 0,
            },
          ]
        : [];
    }),
    awaiting: [
      ...waiting.map((one) => ({
        ...one,
        who: holders.get(one.id)?.who ?? "",
        step: steps.get(one.id) ?? "house",
        move: false,
      })),
      ...toAsk.map((one) => ({ ...one, who: askers.get(one.id) ?? "", move: true })),
    ]
      .toSorted((one, other) => Temporal.Instant.compare(one.startsAt, other.startsAt))
      .map(({ id, who, resourceId, startsAt, endsAt, purpose, people, step, move }) => ({
        ...{ id, who, ...timesText({ startsAt, endsAt }), purpose, people, step, move },
        room: named_.get(resourceId)?.name ?? "",
        place: named_.get(resourceId)?.placeName ?? null,
      })),
    moves: await moveViews(ctx, moves),
    more: resources.length > mostListed,
  };
}

/** One room on a day: whoever has it or a part of it, with names. */
export async function roomDeskView(
  ctx: Ctx,
  id: string,
  day: string | undefined,
): Promise<AnswerOf<typeof contract.roomDesk>> {
  const resource = found(await resourceOf(ctx.db, id), "room", id);
  const { zone } = ctx.city;
  const on = day ? Temporal.PlainDate.from(day) : today(ctx);
  const times = {
    startsAt: on.toZonedDateTime(zone).toInstant(),
    endsAt: on.add({ days: 1 }).toZonedDateTime(zone).toInstant(),
  };
  const standing = await standingIn(ctx.db, id, times);
  const siblings = resource.placeId ? await resourcesOfPlace(ctx.db, resource.placeId) : [];
  const taken = await resourcesById(ctx.db, [...new Set(standing.map(({ resourceId }) => resourceId))]);
  const resources = new Map([...siblings, ...taken, resource].map((one) => [one.id, one]));
  const is = await describeResources(ctx, [...resources.values()]);
  const holders = await whoHolds(ctx, standing, resource.orgPath);
  const own = found(is.get(id), "room", id);
  const serves = may["reservation.serve"](ctx.actor, resource);
  const now = ctx.clock();
  return {
    ...resourceView(resource, own),
    public: resource.public,
    retired: resource.retired,
    within: resource.roomId,
    label: resource.label,
    version: resource.version,
    day: on.toString(),
    code: roomCode(ctx, id),
    panel: `/panel/${id}?key=${panelKey(ctx, id)}`,
    holders: standing.map((one) => ({
      id: one.id,
      who: holders.get(one.id)?.who ?? "",
      kind: holders.get(one.id)?.kind ?? "person",
      room: is.get(one.resourceId)?.name ?? "",
      ...timesText(one),
      purpose: one.purpose,
      people: one.people,
      state: one.state,
      can:
        serves && one.useRef === null ? canAtDesk(resources.get(one.resourceId) ?? resource, one, now) : [],
    })),
    blackouts: (await blackoutsOf(ctx.db, id, ctx.clock())).map((one) => ({
      id: one.id,
      ...timesText(one),
      reason: one.reason,
    })),
    parts: siblings
      .filter((one) => one.id !== id && !one.cells.includes(id) && one.kind === "space")
      .map((one) => ({
        id: one.id,
        name: is.get(one.id)?.name ?? "",
        within: resource.cells.includes(one.id),
      })),
    seats: (await seatsOf(ctx.db, id)).length,
    can: [
      ...(may["resource.write"](ctx.actor, resource) ? (["write"] as const) : []),
      ...(serves ? (["black-out"] as const) : []),
    ],
  };
}

/** Checking in is offered when it is time for it. */
function canAtDesk(resource: Resource, one: Reservation, now: Temporal.Instant): ("check-in" | "cancel")[] {
  if (one.state !== "confirmed") return one.state === "requested" ? ["cancel"] : [];
  const { from, until } = letInBetween(resource, one);
  const itIsTime = Temporal.Instant.compare(from, now) <= 0 && Temporal.Instant.compare(now, until) < 0;
  return itIsTime ? ["check-in", "cancel"] : ["cancel"];
}

/** Whoever would lose it, before staff close it. Refuses what ends before it begins, and what is out of use. */
export async function blackoutPlan(
  ctx: Ctx,
  id: string,
  times: Times,
): Promise<AnswerOf<typeof contract.planBlackout>> {
  const resource = found(await resourceOf(ctx.db, id), "room", id);
  heedInUse(resource);
  if (Temporal.Instant.compare(times.endsAt, times.startsAt) <= 0)
    throw invalid([{ field: "/query/endsAt", id: "reservation.backwards" }]);
  const hits = await hitBy(ctx, id, times);
  const holders = await whoHolds(ctx, hits, resource.orgPath);
  return {
    hits: hits.map((one) => ({
      id: one.id,
      who: one.useRef ? one.purpose : (holders.get(one.id)?.who ?? ""),
      use: one.useRef !== null,
      ...timesText(one),
    })),
  };
}

// texts: today.reservations
/** What the desk is told of today: reservations that wait for an answer. */
export async function reservationsToday(ctx: Ctx): Promise<TodayLine[]> {
  const length = (await awaitingFor(ctx)).length + (await movesFor(ctx)).length;
  if (length === 0) return [];
  return [{ key: "today.reservations", values: { count: length }, href: "/desk/rooms#awaiting", kind: "do" }];
}
