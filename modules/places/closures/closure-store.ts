/** SQL of closures. */

import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { ClosureReason } from "../words.ts";

export interface Closure {
  id: string;
  placeId: string;
  startsAt: Temporal.Instant;
  /** Null: until further notice. A closure lifted early ends when it was lifted. */
  endsAt: Temporal.Instant | null;
  reason: ClosureReason;
  words: string;
  announcedAt: Temporal.Instant;
  lifted: boolean;
}

const columns = sql`
  id, facility_id as place_id, lower(during) as starts_at, least(upper(during), lifted_at) as ends_at,
  reason, words, announced_at, lifted_at is not null as lifted`;

/** Closures of these places (null: of all) that have not ended at `from`, oldest first. */
export function closuresOf(
  db: Db,
  placeIds: readonly string[] | null,
  from: Temporal.Instant,
): Promise<Closure[]> {
  return db.many<Closure>`
    select ${columns} from places.closure
     where (${placeIds}::uuid[] is null or facility_id = any(${placeIds}::uuid[])) and during && tstzrange(${from}, null)
       and (lifted_at is null or lifted_at > greatest(lower(during), ${from}::timestamptz))
     order by facility_id, lower(during)`;
}

/** The closure, or null. */
export function closureOf(db: Db, id: string): Promise<Closure | null> {
  return db.maybeOne<Closure>`select ${columns} from places.closure where id = ${id}`;
}

export async function insertClosure(tx: Tx, one: Omit<Closure, "lifted">): Promise<void> {
  await tx.run`
    insert into places.closure (id, facility_id, during, reason, words, announced_at)
    values (${one.id}, ${one.placeId}, tstzrange(${one.startsAt}, ${one.endsAt}), ${one.reason}, ${one.words}, ${one.announcedAt})`;
}

/** Lifts the closure. False when it is over or was lifted before. */
export async function liftClosure(tx: Tx, id: string, at: Temporal.Instant): Promise<boolean> {
  const changed = await tx.run`
    update places.closure set lifted_at = ${at}
     where id = ${id} and lifted_at is null and (upper_inf(during) or upper(during) > ${at})`;
  return changed === 1;
}
