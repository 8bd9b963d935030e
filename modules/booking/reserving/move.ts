/**
 * Whoever has a higher class asks the holder to move, naming up to three other times or rooms; where the house approves what they want, once
 * it has. The holder says yes, and both reservations change at once; or no; and silence is no.
 */
import { Temporal } from "temporal-polyfill";
import { notifyAll } from "#people";
import { organisationOf } from "#places";
import { audit } from "#platform/audit";
import type { Ctx, TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, Problem, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { asksItself } from "../may.ts";
import { lockPeople } from "../rules/store.ts";
import { hitBy } from "./blackout.ts";
import { overlap } from "./free.ts";
import { holderKindOf } from "./holder.ts";
import * as store from "./move-store.ts";
import { describeResources } from "./naming.ts";
import { newsOf } from "./news.ts";
import { isTaken, occupy } from "./occupy.ts";
import { busyIn, moveReservation, type Reservation, reservationOf } from "./reservation-store.ts";
import {
  askingAs,
  askingFor,
  asRefusal,
  newReservation,
  noteMade,
  reasonAgainst,
  reasonAgainstMore,
} from "./reserve.ts";
import { lockCells, resourceOf } from "./resource-store.ts";
import { occupiedBy, outranks, type Reason, type Times } from "./rules.ts";
import { tellHolders } from "./tell.ts";

export interface AskToMove extends Times {
  /** What is wanted. */
  resourceId: string;
  purpose: string;
  people?: number | null;
  organisation: string;
  options: readonly (Times & { resourceId: string })[];
  reason: string;
}

/** So long somebody has to answer, and so long before either begins at the latest. */
const [answerHours, before] = [48, { hours: 2 }];

/**
 * Asks the one who is in the way, or first for approval of it. Refuses where nobody is, or several are; whoever has no higher class; and
 * options that are not free.
 */
export async function askToMove(
  ctx: TxCtx,
  wish: AskToMove,
): Promise<{ id: string; state: "requested" | "open"; answerBy: string }> {
  const asking = await askingFor(ctx, wish);
  const { resource } = asking;
  const occupied = occupiedBy(resource.rules, wish);
  const hit = await hitBy(ctx, resource.id, occupied);
  const [holder] = hit;
  const reason = reasonAgainst(ctx, asking, wish);
  if (reason) throw asRefusal(reason);
  if (!holder) throw refused("reservation.move.nobody");
  if (hit.length > 1) throw refused("reservation.move.several", { count: hit.length });
  if (holder.useRef) throw refused("reservation.move.use");
  if (holder.state === "checked-in") throw refused("reservation.move.going-on");
  const path = async (id: string | null) => (id ? ((await organisationOf(ctx.db, id))?.path ?? null) : null);
  const mine = holderKindOf(asking.holder, await path(asking.holder.organisationId), resource.orgPath);
  const theirs = holderKindOf(holder, await path(holder.organisationId), resource.orgPath);
  if (!outranks(resource.rules, mine, theirs)) throw refused("reservation.move.not-higher");
  const now = ctx.clock();
  const compare = Temporal.Instant.compare;
  const options = wish.options.map((option, at) => ({ ...option, n: at + 1 }));
  await lockPeople(ctx.db, bothOf(wish.organisation, holder));
  const more = await reasonAgainstMore(ctx, asking, wish);
  if (more) throw asRefusal(more);
  await heedOptions(ctx, options, { own: holder, wish: occupied });
  const begins = [wish, holder, ...options].map(({ startsAt }) => startsAt).toSorted(compare)[0] ?? now;
  const latest = begins.subtract(before);
  const answerBy = answerUntil(latest, now);
  const { approval } = asking;
  const id = newId();
  const request = {
    ...{
      id,
      reservationId: holder.id,
      resourceId: resource.id,
      startsAt: wish.startsAt,
      endsAt: wish.endsAt,
    },
    ...{ purpose: wish.purpose.trim(), people: wish.people ?? null, organisationId: wish.organisation },
    ...{ reason: wish.reason, madeBy: ctx.actor.subject },
    ...{ answerBy: approval.length > 0 ? latest : answerBy, approval },
  };
  await oneAtATime(() => ctx.db.attempt((tx) => store.insertRequest(tx, request, options, now)));
  await audit(ctx, {
    what: "move.asked",
    on: { kind: "reservation", id: holder.id },
    subject: holder.subject,
    detail: { request: id, organisation: wish.organisation, reason: wish.reason, options: options.length },
  });
  if (approval.length > 0) return { id, state: "requested", answerBy: latest.toString() };
  await askHolder(ctx, holder, { ...request, answerBy });
  return { id, state: "open", answerBy: answerBy.toString() };
}

/** Until when somebody who is asked now can answer; `latest`: at the latest. Refuses what is too soon. */
export function answerUntil(latest: Temporal.Instant, now: Temporal.Instant): Temporal.Instant {
  const soon = now.add({ hours: answerHours });
  const until = Temporal.Instant.compare(latest, soon) < 0 ? latest : soon;
  if (Temporal.Instant.compare(until, now.add({ minutes: 30 })) < 0)
    throw refused("reservation.move.too-late");
  return until;
}

/** Refuses where the holder is asked by somebody else already. */
export async function oneAtATime<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Error && "constraint" in error && error.constraint === "move_request_one_open")
      throw refused("reservation.move.asked-already");
    throw error;
  }
}

export async function askHolder(
  ctx: TxCtx,
  holder: Reservation,
  { reason, answerBy }: Pick<store.MoveRequest, "reason" | "answerBy">,
): Promise<void> {
  await tellHolders(ctx, "notice.reservation.asked-to-move", [
    { reservation: holder, reason, until: answerBy },
  ]);
}

/** Whose limits count, on both sides: locked together, so that no two who ask one another wait for one another. */
const bothOf = (organisation: string, { subject, organisationId }: Reservation) =>
  [organisation, subject ?? organisationId].filter((one) => one !== null);

/** The holder could have every option, and it is free now, counting what the holder has as free and what is wanted as taken. */
async function heedOptions(
  ctx: TxCtx,
  options: readonly store.MoveOption[],
  { own, wish }: { own: Reservation; wish: Times },
): Promise<void> {
  for (const option of options) {
    const field = `/body/options/${option.n - 1}/startsAt`;
    const resource = found(await resourceOf(ctx.db, option.resourceId), "room", option.resourceId);
    const times = { startsAt: option.startsAt, endsAt: option.endsAt };
    const lasts = times.startsAt.until(times.endsAt).total("minutes");
    const shorter = lasts < own.startsAt.until(own.endsAt).total("minutes");
    // Which of the rules it is, and so how often they come or who they are, is not told to whoever asks.
    if (shorter || (await reasonAgainstOption(ctx, own, option)))
      throw invalid([{ field, id: "reservation.move.option-not-to-be-had" }]);
    const occupied = occupiedBy(resource.rules, times);
    const busy = (await busyIn(ctx.db, [resource.id], occupied)).get(resource.id) ?? [];
    const mine = own.resourceId === resource.id ? occupiedBy(resource.rules, own) : null;
    const others = busy.filter((one) => !mine || !same(one, mine));
    if (others.length > 0 || (own.resourceId === resource.id && overlap(occupied, wish)))
      throw invalid([{ field, id: "reservation.move.option-not-free" }]);
  }
}

/**
 * Why the holder could not have an option instead of what they have, if they asked for it themselves; or null. What they have was
 * approved of one room: another that asks for approval cannot be had by this way.
 */
async function reasonAgainstOption(
  ctx: TxCtx,
  own: Reservation,
  option: store.MoveOption,
): Promise<Reason | null> {
  const asking = await askingAs(ctx, own, {
    resourceId: option.resourceId,
    purpose: own.purpose,
    people: own.people,
  });
  if (asking.approval.length > 0 && option.resourceId !== own.resourceId)
    return { id: "reservation.move.option-to-approve" };
  return reasonAgainst(ctx, asking, option) ?? (await reasonAgainstMore(ctx, asking, option, own.id));
}

const same = (one: Times, other: Times) =>
  one.startsAt.equals(other.startsAt) && one.endsAt.equals(other.endsAt);

/** The holder answers: an option, or none of them. Answers what became of it. */
export async function answerMove(
  ctx: TxCtx,
  { id, option }: { id: string; option: number | null },
): Promise<{ state: "agreed" | "declined" | "withdrawn" }> {
  const request = found(await store.requestOf(ctx.db, id), "move", id);
  const held = found(
    await reservationOf(ctx.db, request.reservationId),
    "reservation",
    request.reservationId,
  );
  if (await isAsker(ctx, request, held)) throw refused("reservation.move.own-question");
  const now = ctx.clock();
  const chosen =
    option === null ? null : (await store.movesOptions(ctx.db, [id])).find(({ n }) => n === option);
  if (chosen === undefined) throw invalid([{ field: "/body/option", id: "reservation.move.no-such-option" }]);
  if (chosen) await lockPeople(ctx.db, bothOf(request.organisationId, held));
  await lockCells(ctx.db, [held.resourceId, request.resourceId, ...(chosen ? [chosen.resourceId] : [])]);
  if (Temporal.Instant.compare(now, request.answerBy) >= 0) throw refused("reservation.move.over");
  const state = chosen ? await exchange(ctx, request, chosen) : "declined";
  if ((await store.endRequest(ctx.db, id, { state, by: ctx.actor.subject }, now)) === 0)
    throw refused("reservation.move.over");
  await audit(ctx, {
    what: `move.${state}`,
    on: { kind: "reservation", id: held.id },
    subject: held.subject,
    detail: { request: id, option },
  });
  await tellAsker(ctx, request, `notice.move.${state}`);
  return { state };
}

/** Would whoever acts answer what they, or those they work for, ask? */
export async function isAsker(
  ctx: Pick<Ctx, "db" | "actor">,
  { madeBy, organisationId }: Pick<store.MoveRequest, "madeBy" | "organisationId">,
  held: Pick<Reservation, "organisationId">,
): Promise<boolean> {
  const [asker, holder] = [organisationId, held.organisationId].map((id) =>
    id ? organisationOf(ctx.db, id) : null,
  );
  return asksItself(ctx.actor, {
    askedBy: madeBy,
    askedFor: (await asker)?.path ?? null,
    groupOf: (await holder)?.path ?? null,
  });
}

/**
 * Both at once, under the locks of all cells: the holder has the other time, whoever asked has this one. Where the holder cannot have the
 * other time any more it is refused; where whoever asked cannot have this one, nothing changes and the request is withdrawn.
 */
async function exchange(
  ctx: TxCtx,
  request: store.MoveRequest,
  option: store.MoveOption,
): Promise<"agreed" | "withdrawn"> {
  const held = found(
    await reservationOf(ctx.db, request.reservationId),
    "reservation",
    request.reservationId,
  );
  if (held.state !== "requested" && held.state !== "confirmed") throw refused("reservation.not-standing");
  const reason = await reasonAgainstOption(ctx, held, option);
  if (reason) throw asRefusal(reason);
  try {
    await ctx.db.attempt(async (db) => {
      await moveTo({ ...ctx, db }, held, option);
      await takeFor({ ...ctx, db }, request);
    });
    return "agreed";
  } catch (error) {
    if (error instanceof Problem && error.id !== optionGone) return "withdrawn";
    throw error;
  }
}

const optionGone = "reservation.move.option-gone";

async function moveTo(ctx: TxCtx, held: Reservation, option: store.MoveOption): Promise<void> {
  const to = found(await resourceOf(ctx.db, option.resourceId), "room", option.resourceId);
  const times = { startsAt: option.startsAt, endsAt: option.endsAt };
  const moved = { ...held, ...times, resourceId: to.id };
  try {
    await moveReservation(ctx.db, { ...moved, occupied: occupiedBy(to.rules, times) }, ctx.clock());
  } catch (error) {
    if (isTaken(error)) throw refused(optionGone);
    throw error;
  }
  await announce(ctx, "reservation.moved", newsOf(to, moved));
  await tellHolders(ctx, "notice.reservation.moved", [{ reservation: moved }]);
}

/** Whoever asked has what they wanted, under the rules as they are now: what the house approved is approved. */
async function takeFor(ctx: TxCtx, request: store.MoveRequest): Promise<void> {
  const asking = await askingFor(ctx, { ...request, organisation: request.organisationId });
  const reason = reasonAgainst(ctx, asking, request) ?? (await reasonAgainstMore(ctx, asking, request));
  if (reason) throw asRefusal(reason);
  if (asking.approval.some((step) => !request.approval.includes(step)))
    throw refused("reservation.move.option-to-approve");
  const confirmed = newReservation(ctx, { ...asking, approval: [] }, request, null);
  const reservation = { ...confirmed, madeBy: request.madeBy };
  await occupy(ctx, { resource: asking.resource, place: asking.is.place, reservation });
  await noteMade(ctx, asking.resource, [reservation]);
}

/** By the minute: silence is no, and what has become free needs no answer. */
export async function lapseRequests(ctx: TxCtx): Promise<number> {
  const ended = await store.endDueRequests(ctx.db, ctx.clock());
  for (const request of ended) {
    await audit(ctx, {
      what: `move.${request.state}`,
      on: { kind: "reservation", id: request.reservationId },
      detail: { request: request.id },
    });
    await tellAsker(ctx, request, lapsedKey(request));
  }
  return ended.length;
}

const lapsedKey = ({ state, approved, approval }: store.MoveRequest) => {
  if (state !== "lapsed") return "notice.move.needless";
  return approved < approval.length ? "notice.move.not-approved" : "notice.move.lapsed";
};

// texts: notice.move.*
export async function tellAsker(
  ctx: TxCtx,
  request: store.MoveRequest,
  key: string,
  reason = "",
): Promise<void> {
  const resource = await resourceOf(ctx.db, request.resourceId);
  const name = resource && (await describeResources(ctx, [resource])).get(resource.id)?.name;
  await notifyAll(ctx, [
    {
      to: request.madeBy ? [request.madeBy] : [],
      key,
      kind: "work",
      values: { room: name ?? "", at: request.startsAt, reason },
      href: `/desk/rooms/${request.resourceId}`,
      neededBy: request.startsAt,
    },
  ]);
}
