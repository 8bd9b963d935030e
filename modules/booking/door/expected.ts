/** Where people are expected: at the door of an occasion, at a lesson of what they are enrolled in, in a room they reserved. */
import type { Temporal } from "temporal-polyfill";
import type { Ctx } from "#platform/ctx";
import { describeResources } from "../reserving/naming.ts";
import { beginningIn } from "../reserving/reservation-store.ts";
import { resourcesById } from "../reserving/resource-store.ts";
import { calledWithPlace, type Elsewhere } from "../scanner/rule.ts";
import { seatsOfClaims } from "../seating/seat-store.ts";
import { rollOccasions } from "../slots.ts";
import { aboutOf } from "../views.ts";
import * as doorStore from "./door-store.ts";

export interface Expected {
  subject: string;
  /** Who lets them in: the door, whoever keeps the roll, whoever looks after the room. */
  kind: "door" | "lesson" | "room";
  /** Id of the offer, the lesson or the reservation. */
  ref: string;
  title: string;
  where: string | null;
  /** Numbered seats, as they are told. */
  seats: readonly string[];
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  href: string | null;
}

/** A day of a house, or of one person, or of a person in a house. */
export interface Asked {
  from: Temporal.Instant;
  to: Temporal.Instant;
  orgPath: string | null;
  subject: string | null;
  /** Offers whose door asks itself. */
  except?: readonly string[];
}

/** What begins between two moments, soonest first. */
export async function expectedIn(ctx: Ctx, asked: Asked): Promise<Expected[]> {
  const claims = await doorStore.expectedAt(ctx.db, asked);
  const all = [
    ...(await atDoors(
      ctx,
      claims.filter(({ ownRoll }) => !ownRoll),
    )),
    ...(await onRolls(
      ctx,
      claims.filter(({ ownRoll }) => ownRoll),
      asked,
    )),
    ...(await inRooms(ctx, asked)),
  ];
  return all.sort((a, b) => a.startsAt.epochMilliseconds - b.startsAt.epochMilliseconds);
}

/** The day of the city on which something begins. */
export function dayOf(
  ctx: Pick<Ctx, "city">,
  { startsAt }: { startsAt: Temporal.Instant },
): Pick<Asked, "from" | "to"> {
  const day = startsAt.toZonedDateTimeISO(ctx.city.zone).startOfDay();
  return { from: day.toInstant(), to: day.add({ days: 1 }).toInstant() };
}

/** As it is told to somebody who stands at another door. */
export function elsewhereOf({ kind, title, where, startsAt }: Expected): Elsewhere {
  return { kind, event: calledWithPlace(title, where), at: startsAt.toString() };
}

async function atDoors(ctx: Ctx, claims: readonly doorStore.ExpectedClaim[]): Promise<Expected[]> {
  const about = await aboutOf(ctx, [...claims]);
  const seats = await seatsOfClaims(
    ctx.db,
    claims.flatMap(({ claimId, seated }) => (seated ? claimId : [])),
  );
  return claims.map(({ subject, claimId, offerId, ref, startsAt, endsAt }) => {
    const what = about.get(ref);
    return {
      ...{ subject, kind: "door" as const, ref: offerId, startsAt, endsAt },
      ...{ title: what?.title ?? "", where: what?.place?.name ?? null, href: what?.href ?? null },
      seats: (seats.get(claimId) ?? []).map(({ label }) => label),
    };
  });
}

async function onRolls(
  ctx: Ctx,
  claims: readonly doorStore.ExpectedClaim[],
  { from, to }: Asked,
): Promise<Expected[]> {
  if (claims.length === 0) return [];
  const refs = [...new Set(claims.map(({ ref }) => ref))];
  const occasions = Map.groupBy(
    await ctx.slots.gather(rollOccasions, ctx, { refs, from, to }),
    ({ ref }) => ref,
  );
  return claims.flatMap(({ subject, ref }) =>
    (occasions.get(ref) ?? []).map(({ id, ref: _, ...one }) => ({
      ...{ subject, kind: "lesson" as const, ref: id, seats: [] },
      ...one,
    })),
  );
}

async function inRooms(ctx: Ctx, asked: Asked): Promise<Expected[]> {
  const reservations = await beginningIn(ctx.db, asked);
  if (reservations.length === 0) return [];
  const resources = await resourcesById(ctx.db, [
    ...new Set(reservations.map(({ resourceId }) => resourceId)),
  ]);
  const is = await describeResources(ctx, resources);
  return reservations.map(({ id, resourceId, subject, startsAt, endsAt }) => ({
    ...{ subject, kind: "room" as const, ref: id, startsAt, endsAt, seats: [] },
    ...{ title: is.get(resourceId)?.name ?? "", where: is.get(resourceId)?.placeName ?? null },
    href: `/reservations/${id}`,
  }));
}
