/** What other modules do with rooms and with people's time: a class meets, a performer is on. No two at one time. */
import type { Temporal } from "temporal-polyfill";
import type { Ctx, TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { refused } from "#platform/errors";
import { noteGone } from "./give-back.ts";
import { describeResources } from "./naming.ts";
import { occupy, type Taking } from "./occupy.ts";
import {
  deleteReservations,
  endReservations,
  insertReservations,
  inTheWay,
  type Lost,
  lostOf,
  lostUses,
  type NewReservation,
  type Reservation,
  reservationsOfUses,
} from "./reservation-store.ts";
import { noteMade } from "./reserve.ts";
import { ensureResource, lockCells, type Resource, resourcesById, resourcesOf } from "./resource-store.ts";
import { occupiedBy, type Times, usualRules } from "./rules.ts";

/** What is needed: a space of a place, or the time of a person by subject key. */
export type Needed = { space: string } | { person: string };

/** What a module does somewhere for a time: `ref` is its id there. */
export interface UseOf extends Times {
  ref: string;
  orgPath: string;
  needs: readonly Needed[];
  /** Shown to whoever finds it taken, and at the door: what the city does is public. */
  purpose: string;
}

type Wanted = Pick<UseOf, "ref" | "needs"> & Times;

/**
 * From now on these uses of a kind have what they need, and nothing else: all of them or none. What one has already stays; a space that
 * nobody can reserve is nobody's to take. Refuses as for anybody where one of them is taken, and what is past. Answers what is new.
 */
export async function reserveFor(
  ctx: TxCtx,
  kind: string,
  uses: readonly UseOf[],
): Promise<NewReservation[]> {
  const resourceOf = await resourcesFor(ctx, uses);
  const had = await standingOf(
    ctx,
    kind,
    uses.map(({ ref }) => ref),
  );
  const wanted = uses.flatMap((use) => needed(resourceOf, use).map(({ resource }) => ({ use, resource })));
  const stays = new Set(wanted.map(({ use, resource }) => sameness(use.ref, resource.id, use)));
  const has = new Set(had.map((one) => sameness(one.useRef ?? "", one.resourceId, one)));
  const missing = wanted.filter(({ use, resource }) => !has.has(sameness(use.ref, resource.id, use)));
  const gone = had.filter((one) => !stays.has(sameness(one.useRef ?? "", one.resourceId, one)));
  // Of what is given up and what is taken together, so that two who exchange rooms do not wait for one another.
  const cells = [...missing.map(({ resource }) => resource.id), ...gone.map((one) => one.resourceId)];
  if (cells.length > 0) await lockCells(ctx.db, cells);
  await giveBack(ctx, gone);
  return take(ctx, kind, missing);
}

/** Is it for the same, at the same time, in the same words? */
const sameness = (
  ref: string,
  resourceId: string,
  { startsAt, endsAt, purpose }: Times & { purpose: string },
) => [ref, resourceId, startsAt, endsAt, purpose].join();

async function take(
  ctx: TxCtx,
  kind: string,
  missing: readonly { use: UseOf; resource: Resource }[],
): Promise<NewReservation[]> {
  const now = ctx.clock();
  for (const { use } of missing) {
    if (use.startsAt.epochMilliseconds < now.epochMilliseconds) throw refused("reservation.past");
    if (use.endsAt.epochMilliseconds <= use.startsAt.epochMilliseconds)
      throw refused("reservation.backwards");
  }
  if (missing.length === 0) return [];
  const is = await describeResources(ctx, [...new Set(missing.map(({ resource }) => resource))]);
  const takings: Taking[] = missing.map(({ use: { ref, orgPath, startsAt, endsAt, purpose }, resource }) => ({
    resource,
    place: is.get(resource.id)?.place ?? null,
    reservation: {
      ...{ id: newId(), resourceId: resource.id, seriesId: null, subject: null, organisationId: null },
      ...{
        useKind: kind,
        useRef: ref,
        useOrgPath: orgPath,
        madeBy: ctx.actor.subject,
        startsAt,
        endsAt,
        purpose,
        people: null,
      },
      ...{ occupied: occupiedBy(resource.rules, { startsAt, endsAt }), state: "confirmed" as const },
      ...{ approval: [], madeAt: now, seat: false },
    },
  }));
  const made = takings.map(({ reservation }) => reservation);
  const whole = await insertReservations(ctx.db, made);
  if (made.some(({ id }) => !whole.get(id))) {
    await deleteReservations(
      ctx.db,
      made.map(({ id }) => id),
    );
    // One by one, to say which of them, and when it is free.
    for (const taking of takings) await occupy(ctx, taking);
  }
  for (const [resource, some] of Map.groupBy(takings, (taking) => taking.resource))
    await noteMade(
      ctx,
      resource,
      some.map(({ reservation }) => reservation),
    );
  return made;
}

/** Spaces that can be reserved, and people: whose time nobody ever needed becomes a resource now. */
async function resourcesFor(
  ctx: TxCtx,
  uses: readonly Pick<UseOf, "needs" | "orgPath">[],
): Promise<Map<string, Resource>> {
  const known = await knownFor(ctx, uses);
  const none = { setUpMinutes: 0, clearUpMinutes: 0, checkIn: null };
  for (const { needs, orgPath } of uses)
    for (const need of needs)
      if ("person" in need && !known.has(need.person))
        known.set(
          need.person,
          await ensureResource(ctx.db, {
            ...{ id: newId(), kind: "person", ref: need.person, orgPath, placeId: null, label: null },
            ...{ rules: { ...usualRules, ...none }, public: false, demo: false },
          }),
        );
  return known;
}

/** What of it is a resource already, by the id of the space and by subject key. */
async function knownFor(
  { db }: Pick<Ctx, "db">,
  uses: readonly Pick<UseOf, "needs">[],
): Promise<Map<string, Resource>> {
  const needs = uses.flatMap((use) => use.needs);
  const spaces = [...new Set(needs.flatMap((need) => ("space" in need ? need.space : [])))];
  const people = [...new Set(needs.flatMap((need) => ("person" in need ? need.person : [])))];
  const known = [
    ...(spaces.length > 0 ? await resourcesOf(db, "space", spaces) : []),
    ...(people.length > 0 ? await resourcesOf(db, "person", people) : []),
  ];
  return new Map(known.filter(({ retired }) => !retired).map((one) => [one.ref, one]));
}

function needed(resourceOf: ReadonlyMap<string, Resource>, { needs }: Pick<UseOf, "needs">) {
  return needs.flatMap((need) => {
    const resource = resourceOf.get("space" in need ? need.space : need.person);
    return resource ? [{ need, resource }] : [];
  });
}

/**
 * Like `reserveFor`, one after the other, but each goes without what somebody has, or the house has closed. Answers what is new, and what
 * was in the way.
 */
export async function takeWhatIsFree(
  ctx: TxCtx,
  kind: string,
  uses: readonly UseOf[],
): Promise<{ made: NewReservation[]; clashes: Clash[] }> {
  const [made, clashes]: [NewReservation[], Clash[]] = [[], []];
  for (const use of uses) {
    const against = await clashesOf(ctx, kind, [use]);
    const needs = use.needs.filter((need) => !against.some((clash) => clash.need === need));
    made.push(...(await reserveFor(ctx, kind, [{ ...use, needs }])));
    clashes.push(...against);
  }
  return { made, clashes };
}

export interface Clash extends Times {
  /** Of the use that cannot have it, and what it needs. */
  ref: string;
  need: Needed;
  /** The house has closed it; else somebody has it. */
  closed: boolean;
  /** For what, where another module does something there. */
  title: string | null;
}

/** What stands in the way of uses: the first of each. Spaces nobody can reserve are in nobody's way, nor is what the same use has. */
export async function clashesOf(
  ctx: Pick<Ctx, "db">,
  kind: string,
  uses: readonly Wanted[],
): Promise<Clash[]> {
  const resourceOf = await knownFor(ctx, uses);
  const asked = uses.flatMap((use) =>
    needed(resourceOf, use).map(({ need, resource }) => ({
      ...{ ref: use.ref, need, resourceId: resource.id },
      ...occupiedBy(resource.rules, use),
    })),
  );
  if (asked.length === 0) return [];
  return (await inTheWay(ctx.db, kind, asked)).flatMap(({ n, ...by }) => {
    const one = asked[n];
    return one ? [{ ref: one.ref, need: one.need, ...by }] : [];
  });
}

const mostLost = 500;

/** Uses of a kind, to come in a span, whose space the house has closed: whoever plans them finds another or cancels them. */
export const lostSpaces = (
  { db }: Pick<Ctx, "db">,
  kind: string,
  span: { from: Temporal.Instant; to: Temporal.Instant },
): Promise<Lost[]> => lostUses(db, kind, { ...span, limit: mostLost });

/** Of these uses of a kind those whose own space the house has closed, with why. `spaceId`: where they are now. */
export async function roomsGone(
  { db }: Pick<Ctx, "db">,
  kind: string,
  uses: readonly { id: string; spaceId: string | null }[],
): Promise<Map<string, string>> {
  const placed = new Map(uses.flatMap(({ id, spaceId }) => (spaceId ? [[id, spaceId] as const] : [])));
  const lost = placed.size > 0 ? await lostOf(db, kind, [...placed.keys()]) : [];
  return new Map(
    lost.flatMap(({ ref, space, because }) =>
      placed.get(ref) === space ? [[ref, because ?? ""] as const] : [],
    ),
  );
}

/** Gives back everything of some uses of a kind that is still to come. Answers how many. Asking again changes nothing. */
export async function letGo(ctx: TxCtx, kind: string, refs: readonly string[]): Promise<number> {
  const standing = await standingOf(ctx, kind, refs);
  if (standing.length === 0) return 0;
  await lockCells(
    ctx.db,
    standing.map(({ resourceId }) => resourceId),
  );
  return giveBack(ctx, standing);
}

async function standingOf({ db }: TxCtx, kind: string, refs: readonly string[]): Promise<Reservation[]> {
  const of = refs.length === 0 ? [] : await reservationsOfUses(db, kind, refs);
  return of.filter(({ state }) => state === "confirmed");
}

/** Their cells are locked. */
async function giveBack(ctx: TxCtx, standing: readonly Reservation[]): Promise<number> {
  if (standing.length === 0) return 0;
  const gone = await endReservations(
    ctx.db,
    standing.map(({ id }) => id),
    { as: "cancelled", now: ctx.clock() },
  );
  const resources = await resourcesById(ctx.db, [...new Set(gone.map(({ resourceId }) => resourceId))]);
  for (const resource of resources)
    await noteGone(
      ctx,
      resource,
      gone.filter((one) => one.resourceId === resource.id),
      "cancelled",
    );
  return gone.length;
}
