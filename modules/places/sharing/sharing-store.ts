/** SQL of shared use. */
import { type Db, sql, type Tx } from "#platform/db";

export interface Sharing {
  id: string;
  placeId: string;
  organisationId: string;
  purpose: string;
  rooms: string;
  hours: string;
  since: string;
  /** First day without it, null while nobody has said. */
  until: string | null;
  version: number;
}

const columns = sql`
  id, facility_id as place_id, organisation_id, purpose, rooms, hours, lower(valid) as since, upper(valid) as until, version`;

/** Shared use of these places, over or not, the newest first. What never came to hold is left out. */
export function sharingsOf(db: Db, placeIds: readonly string[]): Promise<Sharing[]> {
  return db.many<Sharing>`
    select ${columns} from places.sharing where facility_id = any(${placeIds}::uuid[]) and not isempty(valid)
     order by lower(valid) desc, id`;
}

/** What an organisation uses on a day beside those who run it. */
export function sharingsWith(db: Db, organisationId: string, day: string): Promise<Sharing[]> {
  return db.many<Sharing>`
    select ${columns} from places.sharing where organisation_id = ${organisationId} and valid @> ${day}::date order by lower(valid), id`;
}

export function sharingOf(db: Db, id: string): Promise<Sharing | null> {
  return db.maybeOne<Sharing>`select ${columns} from places.sharing where id = ${id} and not isempty(valid)`;
}

export async function insertSharing(tx: Tx, one: Omit<Sharing, "version">): Promise<void> {
  await tx.run`
    insert into places.sharing (id, facility_id, organisation_id, purpose, rooms, hours, valid)
    values (${one.id}, ${one.placeId}, ${one.organisationId}, ${one.purpose}, ${one.rooms}, ${one.hours},
            daterange(${one.since}::date, ${one.until}::date))`;
}

/** Changes it if it is still at `version`. False when somebody was faster. */
export async function updateSharing(
  tx: Tx,
  one: Pick<Sharing, "id" | "purpose" | "rooms" | "hours" | "until" | "version">,
): Promise<boolean> {
  const changed = await tx.run`
    update places.sharing
       set purpose = ${one.purpose}, rooms = ${one.rooms}, hours = ${one.hours},
           valid = daterange(lower(valid), ${one.until}::date), version = version + 1
     where id = ${one.id} and version = ${one.version}`;
  return changed === 1;
}

/** The organisation uses the place beside nobody from this day on. What would begin later never begins. */
export async function endSharingWith(
  tx: Tx,
  { placeId, organisationId, on }: { placeId: string; organisationId: string; on: string },
): Promise<void> {
  await tx.run`
    update places.sharing set valid = daterange(lower(valid), greatest(lower(valid), ${on}::date)), version = version + 1
     where facility_id = ${placeId} and organisation_id = ${organisationId} and (upper_inf(valid) or upper(valid) > ${on}::date)
       and not isempty(valid)`;
}
