/** SQL of renovation projects. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { UpkeepRecord } from "../condition/inspection-store.ts";
import type { MoneySource, RenovationState } from "./words.ts";

export interface Money {
  source: MoneySource;
  /** Yuan. */
  planned: number;
}

export interface Progress {
  id: string;
  renovationId: string;
  onDay: string;
  percent: number;
  /** Yuan, all that had been spent by that day. */
  spent: number;
  words: string;
  /** Subject key of who wrote it down. */
  by: string | null;
  recordedAt: Temporal.Instant;
}

export interface Renovation {
  id: string;
  placeId: string;
  name: string;
  scope: string;
  /** Planned days; `plannedTo` is the first day after. */
  plannedFrom: string;
  plannedTo: string;
  state: RenovationState;
  startedOn: string | null;
  endedOn: string | null;
  stopReason: string | null;
  closureId: string | null;
  areaBefore: number | null;
  areaAfter: number | null;
  capacityBefore: number | null;
  capacityAfter: number | null;
  version: number;
  money: Money[];
  /** Newest first. */
  progress: Pick<Progress, "id" | "onDay" | "percent" | "spent" | "words">[];
}

const columns = sql`
  r.id, r.facility_id as place_id, r.name, r.scope, lower(r.planned) as planned_from, upper(r.planned) as planned_to, r.state,
  r.started_on, r.ended_on, r.stop_reason, r.closure_id, r.area_before, r.area_after, r.capacity_before, r.capacity_after, r.version,
  coalesce((select jsonb_agg(jsonb_build_object('source', m.source, 'planned', m.planned) order by m.planned desc, m.source)
              from places.renovation_money m where m.renovation_id = r.id), '[]') as money,
  coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'onDay', p.on_day, 'percent', p.percent, 'spent', p.spent, 'words', p.words)
                               order by p.on_day desc, p.recorded_at desc)
              from places.renovation_progress p where p.renovation_id = r.id), '[]') as progress`;

/** Projects of these places, those that begin last first. */
export function renovationsOf(db: Db, placeIds: readonly string[]): Promise<Renovation[]> {
  return db.many<Renovation>`
    select ${columns} from places.renovation r where r.facility_id = any(${placeIds}::uuid[])
     order by lower(r.planned) desc, r.id desc`;
}

/** Projects of places that these organisations and those below them run now, with some day in a time; those that begin last first. */
export function renovationsUnder(
  db: Db,
  orgPaths: readonly string[],
  { from, until, limit }: { from: string; until: string; limit: number },
): Promise<(Renovation & { placeName: string; placeNames: Record<string, string> })[]> {
  return db.many`
    select ${columns}, f.name as place_name, f.names as place_names
      from places.renovation r join places.facility f on f.id = r.facility_id join places.organisation o on o.id = f.organisation_id
     where exists (select from unnest(${orgPaths}::text[]) p(path) where starts_with(o.path, p.path))
       and daterange(least(lower(r.planned), r.started_on), greatest(upper(r.planned), r.ended_on + 1)) && daterange(${from}, ${until})
     order by lower(r.planned) desc, r.id desc limit ${limit}`;
}

/** The project, locked until the transaction ends, or null. */
export function lockRenovation(tx: Tx, id: string): Promise<Renovation | null> {
  return tx.maybeOne<Renovation>`select ${columns} from places.renovation r where r.id = ${id} for no key update of r`;
}

export type Plan = Pick<
  Renovation,
  "name" | "scope" | "plannedFrom" | "plannedTo" | "closureId" | "areaBefore" | "capacityBefore" | "money"
>;

export async function insertRenovation(
  tx: Tx,
  one: Plan & { id: string; placeId: string; madeAt: Temporal.Instant },
): Promise<void> {
  await tx.run`
    insert into places.renovation (id, facility_id, name, scope, planned, closure_id, area_before, capacity_before, made_at)
    values (${one.id}, ${one.placeId}, ${one.name}, ${one.scope}, daterange(${one.plannedFrom}, ${one.plannedTo}), ${one.closureId},
            ${one.areaBefore}, ${one.capacityBefore}, ${one.madeAt})`;
  await insertMoney(tx, one.id, one.money);
}

/** Writes the plan as it now is. The caller holds the project's lock. */
export async function updatePlan(tx: Tx, one: Plan & { id: string }): Promise<void> {
  await tx.run`
    update places.renovation
       set name = ${one.name}, scope = ${one.scope}, planned = daterange(${one.plannedFrom}, ${one.plannedTo}), closure_id = ${one.closureId},
           area_before = ${one.areaBefore}, capacity_before = ${one.capacityBefore}, version = version + 1
     where id = ${one.id}`;
  await tx.run`delete from places.renovation_money where renovation_id = ${one.id}`;
  await insertMoney(tx, one.id, one.money);
}

async function insertMoney(tx: Tx, id: string, money: readonly Money[]): Promise<void> {
  await tx.run`
    insert into places.renovation_money (renovation_id, source, planned)
    select ${id}, n.source, n.planned
      from unnest(${money.map(({ source }) => source)}::text[], ${money.map(({ planned }) => planned)}::numeric[]) as n(source, planned)`;
}

/** Planned work begins. False when it is no longer merely planned. */
export async function startRenovation(tx: Tx, id: string, on: string): Promise<boolean> {
  const changed = await tx.run`
    update places.renovation set state = 'under-way', started_on = ${on}, version = version + 1 where id = ${id} and state = 'planned'`;
  return changed === 1;
}

/** Work under way is done. False when it is not under way. */
export async function finishRenovation(
  tx: Tx,
  id: string,
  done: { on: string } & Pick<Renovation, "areaBefore" | "areaAfter" | "capacityBefore" | "capacityAfter">,
): Promise<boolean> {
  const changed = await tx.run`
    update places.renovation
       set state = 'finished', ended_on = ${done.on}, area_before = ${done.areaBefore}, area_after = ${done.areaAfter},
           capacity_before = ${done.capacityBefore}, capacity_after = ${done.capacityAfter}, version = version + 1
     where id = ${id} and state = 'under-way'`;
  return changed === 1;
}

/** The project is given up. False when it has ended before. */
export async function stopRenovation(
  tx: Tx,
  id: string,
  { on, reason }: { on: string; reason: string },
): Promise<boolean> {
  const changed = await tx.run`
    update places.renovation set state = 'stopped', ended_on = ${on}, stop_reason = ${reason}, version = version + 1
     where id = ${id} and state in ('planned', 'under-way')`;
  return changed === 1;
}

export async function insertProgress(tx: Tx, one: Progress): Promise<void> {
  await tx.run`
    insert into places.renovation_progress (id, renovation_id, on_day, percent, spent, words, by, recorded_at)
    values (${one.id}, ${one.renovationId}, ${one.onDay}, ${one.percent}, ${one.spent}, ${one.words}, ${one.by}, ${one.recordedAt})`;
}

/** Reports of progress by a person, oldest first. */
export function progressBy(db: Db, subject: string): Promise<UpkeepRecord[]> {
  return db.many<UpkeepRecord>`
    select f.name as place_name, f.names as place_names, p.on_day, p.words, p.recorded_at
      from places.renovation_progress p join places.renovation r on r.id = p.renovation_id
           join places.facility f on f.id = r.facility_id
     where p.by = ${subject} order by p.recorded_at, p.id`;
}

/** The announcement that belongs to this project, if it still stands at a moment. */
export function standingClosure(
  db: Db,
  id: string,
  at: Temporal.Instant,
): Promise<{ startsAt: Temporal.Instant; endsAt: Temporal.Instant | null } | null> {
  return db.maybeOne`
    select lower(c.during) as starts_at, upper(c.during) as ends_at from places.renovation r join places.closure c on c.id = r.closure_id
     where r.id = ${id} and c.lifted_at is null and (upper_inf(c.during) or upper(c.during) > ${at})`;
}
