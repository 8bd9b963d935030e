/** What other modules do with rooms and with people's time: a class meets, a performer is on. No two at one time. */
import type { Temporal } from "temporal-polyfill";
import { placeOf } from "#places";
import type { Ctx, TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, refused } from "#platform/errors";
import { noteGone } from "./give-back.ts";
import { describeResources } from "./naming.ts";
import { occupy } from "./occupy.ts";
import {
  busyIn,
  endReservations,
  inTheWay,
  type Reservation,
  reservationsOfUses,
  type Use,
} from "./reservation-store.ts";
import { noteMade } from "./reserve.ts";
import { ensureResource, lockCells, type Resource, resourcesById, resourcesOf } from "./resource-store.ts";
import { occupiedBy, type Times, usualRules } from "./rules.ts";

/** What is needed: a space of a place, or the time of a person by subject key. */
export type Needed = { space: string; placeId: string } | { person: string };

export interface UseOf extends Times {
  /** What it is in the words of the module: its kind, and the id there. */
  use: Use;
  orgPath: string;
  needs: readonly Needed[];
  purpose: string;
  people?: number | null;
}

/** Takes all that is needed or none; refuses as for anybody where one of them is taken, and what is past. Answers the reservations. */
export async function reserveFor(
  ctx: TxCtx,
  { use, orgPath, needs, startsAt, endsAt, purpose, people = null }: UseOf,
): Promise<string[]> {
  const now = ctx.clock();
  if (startsAt.epochMilliseconds < now.epochMilliseconds) throw refused("reservation.past");
  if (endsAt.epochMilliseconds <= startsAt.epochMilliseconds) throw refused("reservation.backwards");
  const resources: Resource[] = [];
  for (const need of needs) resources.push(await resourceFor(ctx, need, orgPath));
  const is = await describeResources(ctx, resources);
  const takings = resources.map((resource) => ({
    resource,
    place: is.get(resource.id)?.place ?? null,
    reservation: {
      ...{ id: newId(), resourceId: resource.id, seriesId: null, subject: null, organisationId: null },
      ...{ useKind: use.kind, useRef: use.ref, madeBy: ctx.actor.subject, startsAt, endsAt },
      ...{ occupied: occupiedBy(resource.rules, { startsAt, endsAt }), purpose, people },
      ...{ state: "confirmed" as const, approval: [], madeAt: now, seat: false },
    },
  }));
  await occupy(ctx, takings);
  for (const { resource, reservation } of takings) await noteMade(ctx, resource, [reservation]);
  return takings.map(({ reservation }) => reservation.id);
}

/** What nobody reserves by themself becomes a resource when it is first needed: no two have it at one time from then on. */
async function resourceFor(ctx: TxCtx, need: Needed, orgPath: string): Promise<Resource> {
  const none = { setUpMinutes: 0, clearUpMinutes: 0, checkIn: null };
  if ("person" in need)
    return ensureResource(ctx.db, {
      ...{ id: newId(), kind: "person", ref: need.person, orgPath, placeId: null, label: null },
      ...{ rules: { ...usualRules, ...none }, public: false, demo: false },
    });
  const place = found(await placeOf(ctx.db, need.placeId), "place", need.placeId);
  if (!place.spaces.some(({ id }) => id === need.space)) throw found(null, "space", need.space);
  return ensureResource(ctx.db, {
    ...{
      id: newId(),
      kind: "space",
      ref: need.space,
      orgPath: place.orgPath,
      placeId: place.id,
      label: null,
    },
    ...{ rules: { ...usualRules, ...none }, public: false, demo: place.demo },
  });
}

/** Of these spaces those that people can reserve: whoever uses one takes it, or others have it at the same time. */
export async function reservableSpaces(
  { db }: Pick<Ctx, "db">,
  spaces: readonly string[],
): Promise<Map<string, Resource>> {
  const known = spaces.length === 0 ? [] : await resourcesOf(db, "space", spaces);
  return new Map(known.filter(({ retired }) => !retired).map((one) => [one.ref, one]));
}

export interface Clash {
  /** Of the use that cannot have it. */
  ref: string;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  /** The house has closed it; else somebody has it. */
  closed: boolean;
}

/** What stands in the way of uses of spaces: the first of each. Spaces nobody can reserve are in nobody's way. */
export async function clashesOf(
  ctx: Pick<Ctx, "db">,
  kind: string,
  wanted: readonly (Times & { ref: string; space: string })[],
): Promise<Clash[]> {
  const resources = await reservableSpaces(ctx, [...new Set(wanted.map(({ space }) => space))]);
  const asked = wanted.flatMap(({ ref, space, ...times }) => {
    const resource = resources.get(space);
    return resource ? [{ ref, resourceId: resource.id, ...occupiedBy(resource.rules, times) }] : [];
  });
  if (asked.length === 0) return [];
  return (await inTheWay(ctx.db, kind, asked)).flatMap(({ n, ...by }) => {
    const one = asked[n];
    return one ? [{ ref: one.ref, ...by }] : [];
  });
}

/** Gives back everything of some uses of a kind that is still to come. Answers how many. Asking again changes nothing. */
export async function letGo(ctx: TxCtx, kind: string, refs: readonly string[]): Promise<number> {
  const of = refs.length === 0 ? [] : await reservationsOfUses(ctx.db, kind, refs);
  const standing = of.filter(({ state }) => state === "confirmed");
  if (standing.length === 0) return 0;
  const resources = await resourcesById(ctx.db, [...new Set(standing.map(({ resourceId }) => resourceId))]);
  await lockCells(
    ctx.db,
    resources.map(({ id }) => id),
  );
  const gone = await endReservations(
    ctx.db,
    standing.map(({ id }) => id),
    { as: "cancelled", now: ctx.clock() },
  );
  for (const resource of resources) {
    const own = gone.filter((one: Reservation) => one.resourceId === resource.id);
    await noteGone(ctx, resource, own, "cancelled");
  }
  return gone.length;
}

/** Which of these people have no other duty then, by subject key. Whom nobody has ever reserved is free. */
export async function whoIsFree(
  { db }: Pick<Ctx, "db">,
  subjects: readonly string[],
  times: Times,
): Promise<Set<string>> {
  const known = await resourcesOf(db, "person", subjects);
  const busy = await busyIn(
    db,
    known.map(({ id }) => id),
    times,
  );
  const taken = new Set(known.filter(({ id }) => busy.has(id)).map(({ ref }) => ref));
  return new Set(subjects.filter((subject) => !taken.has(subject)));
}
