/**
 * Whoever has a higher class asks the holder to move, naming up to three other times or rooms. The holder says yes, and both reservations
 * change at once; or no; and silence is no.
 */
import { Temporal } from "temporal-polyfill";
import { notifyAll } from "#people";
import { organisationOf } from "#places";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { hitBy } from "./blackout.ts";
import { overlap } from "./free.ts";
import { holderKindOf } from "./holder.ts";
import * as store from "./move-store.ts";
import { describeResources } from "./naming.ts";
import { newsOf } from "./news.ts";
import { isTaken, occupy } from "./occupy.ts";
import { reasonAgainstOpening } from "./open-then.ts";
import { busyIn, moveReservation, reservationOf } from "./reservation-store.ts";
import { askingFor, asRefusal, newReservation, noteMade, reasonAgainst } from "./reserve.ts";
import { lockCells, resourceOf } from "./resource-store.ts";
import { occupiedBy, outranks, reasonAgainstTimes, type Times } from "./rules.ts";
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

/** Asks the one who is in the way. Refuses where nobody is, or several are; whoever has no higher class; and options that are not free. */
export async function askToMove(ctx: TxCtx, wish: AskToMove): Promise<{ id: string; answerBy: string }> {
  const asking = await askingFor(ctx, wish);
  const reason = reasonAgainst(ctx, asking, wish);
  if (reason) throw asRefusal(reason);
  const { resource } = asking;
  const occupied = occupiedBy(resource.rules, wish);
  const hit = await hitBy(ctx, resource.id, occupied);
  const [holder] = hit;
  if (!holder) throw refused("reservation.move.nobody");
  if (hit.length > 1) throw refused("reservation.move.several", { count: hit.length });
  if (holder.state === "checked-in") throw refused("reservation.move.going-on");
  const path = async (id: string | null) => (id ? ((await organisationOf(ctx.db, id))?.path ?? null) : null);
  const mine = holderKindOf(asking.holder, await path(asking.holder.organisationId), resource.orgPath);
  const theirs = holderKindOf(holder, await path(holder.organisationId), resource.orgPath);
  if (!outranks(resource.rules, mine, theirs)) throw refused("reservation.move.not-higher");
  const now = ctx.clock();
  const compare = Temporal.Instant.compare;
  const options = wish.options.map((option, at) => ({ ...option, n: at + 1 }));
  await heedOptions(ctx, options, { holder: holder.id, wish: occupied });
  const begins = [wish, holder, ...options].map(({ startsAt }) => startsAt).toSorted(compare)[0] ?? now;
  const latest = begins.subtract(before);
  const soon = now.add({ hours: answerHours });
  const answerBy = compare(latest, soon) < 0 ? latest : soon;
  if (compare(answerBy, now.add({ minutes: 30 })) < 0) throw refused("reservation.move.too-late");
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
    ...{ reason: wish.reason, madeBy: ctx.actor.subject, answerBy },
  };
  try {
    await ctx.db.attempt((tx) => store.insertRequest(tx, request, options, now));
  } catch (error) {
    if (error instanceof Error && "constraint" in error && error.constraint === "move_request_one_open")
      throw refused("reservation.move.asked-already");
    throw error;
  }
  await audit(ctx, {
    what: "move.asked",
    on: { kind: "reservation", id: holder.id },
    subject: holder.subject,
    detail: { request: id, organisation: wish.organisation, reason: wish.reason, options: options.length },
  });
  await tellHolders(ctx, "notice.reservation.asked-to-move", [
    { reservation: holder, reason: wish.reason, until: answerBy },
  ]);
  return { id, answerBy: answerBy.toString() };
}

/** Every option is open, within the house's rules and free now, counting what the holder has as free and what is wanted as taken. */
async function heedOptions(
  ctx: TxCtx,
  options: readonly store.MoveOption[],
  { holder, wish }: { holder: string; wish: Times },
): Promise<void> {
  const { zone } = ctx.city;
  const now = ctx.clock();
  const own = found(await reservationOf(ctx.db, holder), "reservation", holder);
  for (const option of options) {
    const field = `/body/options/${option.n - 1}/startsAt`;
    const resource = found(await resourceOf(ctx.db, option.resourceId), "room", option.resourceId);
    const is = (await describeResources(ctx, [resource])).get(resource.id);
    const times = { startsAt: option.startsAt, endsAt: option.endsAt };
    const lasts = times.startsAt.until(times.endsAt).total("minutes");
    const shorter = lasts < own.startsAt.until(own.endsAt).total("minutes");
    const against =
      !is?.there ||
      shorter ||
      reasonAgainstTimes(resource.rules, times, { now, zone }) !== null ||
      (is.place !== null && reasonAgainstOpening(is.place, times, zone) !== null);
    if (against) throw invalid([{ field, id: "reservation.move.option-not-to-be-had" }]);
    const occupied = occupiedBy(resource.rules, times);
    const busy = (await busyIn(ctx.db, [resource.id], occupied)).get(resource.id) ?? [];
    const mine = own.resourceId === resource.id ? occupiedBy(resource.rules, own) : null;
    const others = busy.filter((one) => !mine || !same(one, mine));
    if (others.length > 0 || (own.resourceId === resource.id && overlap(occupied, wish)))
      throw invalid([{ field, id: "reservation.move.option-not-free" }]);
  }
}

const same = (one: Times, other: Times) =>
  one.startsAt.equals(other.startsAt) && one.endsAt.equals(other.endsAt);

/** The holder answers: an option, or none of them. Answers what became of it. */
export async function answerMove(
  ctx: TxCtx,
  { id, option }: { id: string; option: number | null },
): Promise<{ state: "agreed" | "declined" }> {
  const request = found(await store.requestOf(ctx.db, id), "move", id);
  const held = found(
    await reservationOf(ctx.db, request.reservationId),
    "reservation",
    request.reservationId,
  );
  const now = ctx.clock();
  const chosen =
    option === null ? null : (await store.movesOptions(ctx.db, [id])).find(({ n }) => n === option);
  if (chosen === undefined) throw invalid([{ field: "/body/option", id: "reservation.move.no-such-option" }]);
  await lockCells(ctx.db, [held.resourceId, request.resourceId, ...(chosen ? [chosen.resourceId] : [])]);
  if (Temporal.Instant.compare(now, request.answerBy) >= 0) throw refused("reservation.move.over");
  if ((await store.endRequest(ctx.db, id, chosen ? "agreed" : "declined", now)) === 0)
    throw refused("reservation.move.over");
  if (chosen) await exchange(ctx, request, held.id, chosen);
  await audit(ctx, {
    what: chosen ? "move.agreed" : "move.declined",
    on: { kind: "reservation", id: held.id },
    subject: held.subject,
    detail: { request: id, option },
  });
  await tellAsker(ctx, request, chosen ? "notice.move.agreed" : "notice.move.declined");
  return { state: chosen ? "agreed" : "declined" };
}

/** Both at once, under the locks of all cells: the holder has the other time, whoever asked has this one. */
async function exchange(
  ctx: TxCtx,
  request: store.MoveRequest,
  reservationId: string,
  option: store.MoveOption,
): Promise<void> {
  const to = found(await resourceOf(ctx.db, option.resourceId), "room", option.resourceId);
  const held = found(await reservationOf(ctx.db, reservationId), "reservation", reservationId);
  if (held.state !== "requested" && held.state !== "confirmed") throw refused("reservation.not-standing");
  const times = { startsAt: option.startsAt, endsAt: option.endsAt };
  try {
    await ctx.db.attempt((tx) =>
      moveReservation(
        tx,
        { id: held.id, resourceId: to.id, ...times, occupied: occupiedBy(to.rules, times) },
        ctx.clock(),
      ),
    );
  } catch (error) {
    if (isTaken(error)) throw refused("reservation.move.option-gone");
    throw error;
  }
  const moved = { ...held, ...times, resourceId: to.id };
  await announce(ctx, "reservation.moved", newsOf(to, moved));
  const asking = await askingFor(ctx, { ...request, organisation: request.organisationId });
  const reservation = { ...newReservation(ctx, asking, request, null), madeBy: request.madeBy };
  await occupy(ctx, { resource: asking.resource, place: asking.is.place, reservation });
  await noteMade(ctx, asking.resource, [reservation]);
  await tellHolders(ctx, "notice.reservation.moved", [{ reservation: moved }]);
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
    await tellAsker(ctx, request, request.state === "lapsed" ? "notice.move.lapsed" : "notice.move.needless");
  }
  return ended.length;
}

// texts: notice.move.*
async function tellAsker(ctx: TxCtx, request: store.MoveRequest, key: string): Promise<void> {
  const resource = await resourceOf(ctx.db, request.resourceId);
  const name = resource && (await describeResources(ctx, [resource])).get(resource.id)?.name;
  await notifyAll(ctx, [
    {
      to: request.madeBy ? [request.madeBy] : [],
      key,
      kind: "work",
      values: { room: name ?? "", at: request.startsAt },
      href: `/desk/rooms/${request.resourceId}`,
      neededBy: request.startsAt,
    },
  ]);
}
