/** The hall of an offer as somebody sees or hears it who would sit there. */
import { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { type Plan, pickingOrder, type Seat } from "#libs/seats";
import { principal } from "#platform/auth";
import { type Ctx, textFor } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { givable, isOneOf } from "../claiming/claim-state.ts";
import * as claimStore from "../claiming/claim-store.ts";
import { poolsFor } from "../offers/draw-from.ts";
import type { Offer, PoolChannel } from "../offers/offer.ts";
import * as offerStore from "../offers/offer-store.ts";
import { aboutOf, aboutView } from "../views.ts";
import type { SeatZones, seatsOfOffer } from "./contract.ts";
import { seatsIn } from "./pick.ts";
import * as store from "./seat-store.ts";
import { freeByPool } from "./seats-at.ts";

/** Seats one can have now, one's own among them, in the order in which they are read; and the whole hall with the state of each. */
export async function seatsView(ctx: Ctx, offerId: string): Promise<AnswerOf<typeof seatsOfOffer>> {
  const offer = found(await offerStore.offer(ctx.db, offerId), "offer", offerId);
  const of = await store.planOfOffer(ctx.db, offerId);
  if (!of) throw refused("seating.none", {}, { status: 404 });
  const { plan } = of;
  const hall = new Map((await store.hallSeats(ctx.db, offerId)).map((seat) => [seat.id, seat]));
  const mine = await ownSeats(ctx, offer);
  const channels: readonly string[] = mine ? [mine.channel] : poolsFor(ctx.actor);
  const stateOf = (id: string) => {
    const seat = hall.get(id);
    if (!seat || seat.keptFor) return "kept" as const;
    if (mine && seat.claimId === mine.claimId) return "mine" as const;
    if (seat.claimId) return "taken" as const;
    return seat.channel && channels.includes(seat.channel) ? ("free" as const) : ("elsewhere" as const);
  };
  const seats = drawn(plan).map((seat) => ({
    ...seat,
    label: hall.get(seat.id)?.label ?? seat.label,
    state: stateOf(seat.id),
  }));
  const free = seats.filter(({ state }) => state === "free" || state === "mine").map(({ id }) => id);
  return {
    offerId,
    about: aboutView((await aboutOf(ctx, [offer])).get(offer.ref)),
    startsAt: offer.startsAt.toString(),
    endsAt: offer.endsAt.toString(),
    name: plan.name,
    size: plan.size,
    focal: plan.focal,
    maxPerClaim: offer.rules.maxPerClaim,
    zones: zonesOf(ctx, { plan, hall, free }),
    seats,
    mine: mine && { claimId: mine.claimId, size: mine.size, seats: mine.seats, can: mine.can },
  };
}

/** Free seats of one pool, to be read out and chosen; null where seats are not numbered. */
export async function freeSeatsOf(
  ctx: Ctx,
  offer: Pick<Offer, "id" | "rules">,
  channel: PoolChannel,
): Promise<SeatZones | null> {
  const of = offer.rules.seated ? await store.planOfOffer(ctx.db, offer.id) : null;
  if (!of) return null;
  const seats = await store.hallSeats(ctx.db, offer.id);
  const free = [...(freeByPool(seats).get(channel) ?? [])];
  return zonesOf(ctx, { plan: of.plan, hall: new Map(seats.map((seat) => [seat.id, seat])), free });
}

function zonesOf(
  ctx: Ctx,
  { plan, hall, free }: { plan: Plan; hall: ReadonlyMap<string, store.HallSeat>; free: readonly string[] },
): SeatZones {
  const kinds = new Map(seatsIn(plan).map(({ id, kind }) => [id, kind]));
  return pickingOrder(plan, free).map((zone) => ({
    ...zone,
    rows: zone.rows.map(({ row, seats }) => ({
      row,
      seats: seats.map(({ id, label, words }) => ({
        id,
        label: hall.get(id)?.label ?? label,
        kind: kinds.get(id) ?? "standard",
        says: inWords(ctx, words),
      })),
    })),
  }));
}

async function ownSeats(ctx: Ctx, offer: { id: string; startsAt: Temporal.Instant }) {
  const subject = principal(ctx.actor)?.subject;
  const claim = subject ? await claimStore.claimOf(ctx.db, offer.id, subject) : null;
  const seats = claim ? ((await store.seatsOfClaims(ctx.db, [claim.id])).get(claim.id) ?? []) : [];
  if (!claim || seats.length === 0) return null;
  const changeable =
    isOneOf(givable, claim.state) && Temporal.Instant.compare(ctx.clock(), offer.startsAt) < 0;
  return {
    claimId: claim.id,
    channel: claim.channel,
    size: claim.size,
    seats,
    can: [
      ...(changeable ? (["change"] as const) : []),
      ...(changeable && claim.state === "confirmed" && claim.size > 1 ? (["reduce"] as const) : []),
    ],
  };
}

type Words = ReturnType<typeof pickingOrder>[number]["rows"][number]["seats"][number]["words"];

// texts: seats.word.*
function inWords(ctx: Ctx, words: Words): string {
  const text = textFor(ctx);
  return words
    .map(({ key, ...values }) => text(`seats.word.${key}`, values))
    .reduce((first, next) => text("seats.word-then", { first, next }));
}

/** Every seat as it is drawn, with the name of its row. */
export function drawn(
  plan: Plan,
): (Pick<Seat, "id" | "label" | "number" | "x" | "y" | "kind"> & { row: string })[] {
  return plan.zones.flatMap(({ rows }) =>
    rows.flatMap(({ name: row, blocks }) =>
      blocks.flat().map(({ id, label, number, x, y, kind }) => ({ id, label, number, row, x, y, kind })),
    ),
  );
}
