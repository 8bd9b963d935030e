/** SQL of events that come from a file and go into one. */
import { type Db, sql, type Tx } from "#platform/db";
import { type Event, eventColumns } from "../event-store.ts";

export interface Brought extends Event {
  /** What it is called in files: as it was brought, else its id. */
  number: string;
}

const columns = sql`${eventColumns}, coalesce(brought_as, id::text) as number`;

/** The events of these organisations that are called so, locked in one order. */
export function lockBrought(
  tx: Tx,
  organisationIds: readonly string[],
  numbers: readonly string[],
): Promise<Brought[]> {
  return tx.many<Brought>`
    select ${columns} from programme.event
     where organisation_id = any(${organisationIds}::uuid[])
       and coalesce(brought_as, id::text) = any(${numbers}::text[])
     order by id for no key update`;
}

/** Remembers what an event is called where it comes from. */
export async function setBroughtAs(tx: Tx, id: string, number: string): Promise<void> {
  await tx.run`update programme.event set brought_as = ${number} where id = ${id}`;
}

/** The next events of organisations at these paths or below, in the order of organisation and number. */
export function broughtAfter(
  db: Db,
  paths: readonly string[],
  after: { orgPath: string; number: string },
  limit: number,
): Promise<Brought[]> {
  return db.many<Brought>`
    select ${columns} from programme.event e
     where exists (select from unnest(${paths}::text[]) p(path) where starts_with(e.org_path, p.path))
       and (org_path collate "C", coalesce(brought_as, id::text) collate "C") > (${after.orgPath}::text collate "C", ${after.number}::text collate "C")
     order by org_path collate "C", coalesce(brought_as, id::text) collate "C" limit ${limit}`;
}
