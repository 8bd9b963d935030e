/** SQL of resources: what one party has at a time, and the cells it takes. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { ReservationRules, Times } from "./rules.ts";
import { currentStates, type ResourceKind } from "./states.ts";

export interface Resource {
  id: string;
  kind: ResourceKind;
  /** The space, or the person's subject key. */
  ref: string;
  orgPath: string;
  placeId: string | null;
  /** Its name, where no other module knows one. */
  label: string | null;
  rules: ReservationRules;
  public: boolean;
  /** Out of use; of a seat: or its room is. */
  retired: boolean;
  version: number;
  demo: boolean;
  /** What it takes: itself and its parts, sorted. */
  cells: string[];
  /** Of a seat: the room it is in, and its space. */
  roomId: string | null;
  roomSpace: string | null;
}

const columns = sql`
  r.id, r.kind, r.ref, r.org_path, r.place_id, r.label, r.rules, r.public, r.version, r.demo,
  r.retired_at is not null or exists (
    select from booking.seat_spot s join booking.resource room on room.id = s.room_id where s.seat_id = r.id and room.retired_at is not null) as retired,
  array(select c.cell from booking.resource_cell c where c.resource_id = r.id order by c.cell) as cells,
  (select s.room_id from booking.seat_spot s where s.seat_id = r.id) as room_id,
  (select room.ref from booking.seat_spot s join booking.resource room on room.id = s.room_id where s.seat_id = r.id) as room_space`;

export function resourcesById(db: Db, ids: readonly string[]): Promise<Resource[]> {
  return db.prepared
    .many<Resource>`select ${columns} from booking.resource r where r.id = any(${[...ids]}::uuid[])`;
}

/** A resource as somebody asks for it. */
export interface AskedResource extends Resource {
  /** Somebody has a part of it at the time, with set-up and clear-up. */
  taken: boolean;
  /** Whoever asks has not come to something before. */
  marked: boolean;
}

/** One that somebody asks for, for a time where one is told, as one statement sees it. */
export function resourceAsked(
  db: Db,
  { id, subject, times }: { id: string; subject: string | null; times: Times | null },
): Promise<AskedResource | null> {
  const [from, to] = [times?.startsAt ?? null, times?.endsAt ?? null];
  return db.prepared.maybeOne<AskedResource>`
    select ${columns},
           exists (select from booking.penalty_mark m where m.subject = ${subject}) as marked,
           case when ${times !== null} then exists (
             select from booking.resource_cell c join booking.occupation o on o.cell = c.cell
              where c.resource_id = r.id and o.living
                and o.span && tstzrange(${from}::timestamptz - (r.rules ->> 'setUpMinutes')::int * interval '1 minute',
                                        greatest(${from}::timestamptz, ${to}::timestamptz) + (r.rules ->> 'clearUpMinutes')::int * interval '1 minute'))
           else false end as taken
      from booking.resource r where r.id = ${id}`;
}

export async function resourceOf(db: Db, id: string): Promise<Resource | null> {
  return (await resourcesById(db, [id]))[0] ?? null;
}

/** Resources of a kind by what they are of: spaces, or persons' subject keys. */
export function resourcesOf(db: Db, kind: ResourceKind, refs: readonly string[]): Promise<Resource[]> {
  return db.many<Resource>`
    select ${columns} from booking.resource r where r.kind = ${kind} and r.ref = any(${[...refs]}::uuid[])`;
}

/** What the public may ask for, at one place or everywhere. */
export function publicResources(
  db: Db,
  { placeId, kinds, limit }: { placeId: string | null; kinds: readonly ResourceKind[]; limit: number },
): Promise<Resource[]> {
  return db.many<Resource>`
    select ${columns} from booking.resource r
     where r.public and r.retired_at is null and r.kind = any(${[...kinds]}::text[]) and (${placeId}::uuid is null or r.place_id = ${placeId})
     order by r.place_id, r.id limit ${limit}`;
}

/** Everything in use at a place. */
export function resourcesOfPlace(db: Db, placeId: string): Promise<Resource[]> {
  return db.many<Resource>`
    select ${columns} from booking.resource r where r.place_id = ${placeId} and r.retired_at is null and r.kind <> 'seat' order by r.kind, r.label, r.id limit 500`;
}

/** Everything of these organisations and those below, what is out of use last; seats are their room's, and whose time is taken is nobody's to list. */
export function resourcesBelow(db: Db, paths: readonly string[], limit: number): Promise<Resource[]> {
  return db.many<Resource>`
    select ${columns} from booking.resource r
     where r.kind not in ('seat', 'person') and exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(r.org_path, p.path))
     order by r.retired_at is not null, r.place_id, r.kind, r.label, r.id limit ${limit}`;
}

export async function insertResource(
  tx: Tx,
  one: Pick<Resource, "id" | "kind" | "ref" | "orgPath" | "placeId" | "label" | "rules" | "public" | "demo">,
): Promise<void> {
  await tx.run`
    insert into booking.resource (id, kind, ref, org_path, place_id, label, rules, public, demo)
    values (${one.id}, ${one.kind}, ${one.ref}, ${one.orgPath}, ${one.placeId}, ${one.label}, ${JSON.stringify(one.rules)}, ${one.public}, ${one.demo})`;
  await tx.run`insert into booking.resource_cell (resource_id, cell) values (${one.id}, ${one.id})`;
}

/** The resource of this kind and of this thing or person; made where there is none yet. */
export async function ensureResource(tx: Tx, one: Parameters<typeof insertResource>[1]): Promise<Resource> {
  const [known] = await resourcesOf(tx, one.kind, [one.ref]);
  if (known) return known;
  await tx.run`
    with made as (
      insert into booking.resource (id, kind, ref, org_path, place_id, label, rules, public, demo)
      values (${one.id}, ${one.kind}, ${one.ref}, ${one.orgPath}, ${one.placeId}, ${one.label}, ${JSON.stringify(one.rules)}, ${one.public}, ${one.demo})
          on conflict on constraint resource_once do nothing returning id)
    insert into booking.resource_cell (resource_id, cell) select id, id from made`;
  const [made] = await resourcesOf(tx, one.kind, [one.ref]);
  if (!made) throw new Error(`resource ${one.kind} ${one.ref} was not made`);
  return made;
}

/**
 * From now on it takes these cells too, and so does each it is a part of; whoever has it already, or a hall it is in, has them as well, and
 * where it is closed they are. All of it is locked (`lockWhole`). The constraint refuses what is taken.
 */
export async function addCells(
  tx: Tx,
  resourceId: string,
  cells: readonly string[],
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into booking.resource_cell (resource_id, cell)
    select above.resource_id, part.cell
      from booking.resource_cell above cross join unnest(${[...cells]}::uuid[]) as part(cell)
     where above.cell = ${resourceId} on conflict do nothing`;
  await tx.run`
    insert into booking.occupation (cell, span, reservation_id, blackout_id, living)
    select part.cell, o.span, o.reservation_id, o.blackout_id, o.living
      from booking.occupation o cross join unnest(${[...cells]}::uuid[]) as part(cell)
     where o.cell = ${resourceId} and o.living and upper(o.span) > ${now}
     order by part.cell
        on conflict on constraint occupation_once do nothing`;
}

/** It no more takes these cells; what it holds already keeps them. */
export async function removeCells(tx: Tx, resourceId: string, cells: readonly string[]): Promise<void> {
  await tx.run`delete from booking.resource_cell where resource_id = ${resourceId} and cell = any(${[...cells]}::uuid[])`;
}

/** Changes what holds of it, if it is still at `version`. False when somebody was faster. */
export async function updateResource(
  tx: Tx,
  one: Pick<Resource, "id" | "rules" | "public" | "label" | "version">,
): Promise<boolean> {
  const changed = await tx.run`
    update booking.resource set rules = ${JSON.stringify(one.rules)}, public = ${one.public}, label = ${one.label}, version = version + 1
     where id = ${one.id} and version = ${one.version} and retired_at is null`;
  return changed === 1;
}

/** How many of it and its seats are not over, and until when: the last of them. */
export function stillHad(
  db: Db,
  id: string,
  now: Temporal.Instant,
): Promise<{ count: number; until: Temporal.Instant | null }> {
  return db.one`
    select count(*)::int as count, max(upper(v.during)) as until from booking.reservation v
     where (v.resource_id = ${id} or v.resource_id in (select seat_id from booking.seat_spot where room_id = ${id}))
       and v.state = any(${[...currentStates]}::text[]) and upper(v.during) > ${now}`;
}

/** Out of use from a moment on, or, with null, in use again. False where it is so already. */
export async function retireResource(tx: Tx, id: string, at: Temporal.Instant | null): Promise<boolean> {
  const changed = await tx.run`
    update booking.resource set retired_at = ${at}, version = version + 1
     where id = ${id} and kind <> 'person' and (retired_at is null) = ${at !== null}`;
  return changed === 1;
}

/** What a thing, a booth or a seat is called. False where another seat of the room is called so. */
export async function renameResource(tx: Tx, id: string, label: string): Promise<boolean> {
  const changed = await tx.run`
    update booking.resource set label = ${label}, version = version + 1
     where id = ${id} and label is not null and not exists (
       select from booking.seat_spot own join booking.seat_spot other on other.room_id = own.room_id and other.seat_id <> own.seat_id
         join booking.resource seat on seat.id = other.seat_id
        where own.seat_id = ${id} and seat.label = ${label})`;
  return changed === 1;
}

/** Like `lockCells`, with every hall they are a part of: for whoever changes what one is made of. */
export async function lockWhole(tx: Tx, resourceIds: readonly string[]): Promise<void> {
  await tx.run`
    select from booking.resource
     where id in (select cell from booking.resource_cell where resource_id = any(${[...resourceIds]}::uuid[])
            union select resource_id from booking.resource_cell where cell = any(${[...resourceIds]}::uuid[])) order by id for update`;
}

/**
 * Nobody else takes or gives up time of these cells until the end of the transaction, for whoever both gives up and takes. In order of id, whatever is wanted, so that no two wait for each other.
 */
export async function lockCells(tx: Tx, resourceIds: readonly string[]): Promise<void> {
  await tx.prepared.run`
    select from booking.resource
     where id in (select cell from booking.resource_cell where resource_id = any(${[...resourceIds]}::uuid[])) order by id for update`;
}

/** Nobody has these cells for themself alone meanwhile. Whoever only takes does not wait for others who do: the constraint tells them apart. */
export async function shareCells(tx: Tx, resourceId: string): Promise<void> {
  await tx.prepared.run`
    select from booking.resource
     where id in (select cell from booking.resource_cell where resource_id = ${resourceId}) order by id for key share`;
}
