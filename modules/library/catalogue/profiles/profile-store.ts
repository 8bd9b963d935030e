/** SQL of import profiles that houses have written down. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { Profile } from "../reading/profile.ts";

/** Without its name, which is a column. */
export type Content = Omit<Profile, "name">;

export interface KeptProfile {
  id: string;
  organisationId: string;
  orgPath: string;
  name: string;
  content: Content;
  version: number;
  changedAt: Temporal.Instant;
}

const columns = sql.raw("id, organisation_id, org_path, name, content, version, changed_at");

export function profileOf(db: Db, id: string): Promise<KeptProfile | null> {
  return db.maybeOne<KeptProfile>`
    select ${columns} from library.profile where id = ${id} and dropped_at is null`;
}

export function lockProfile(tx: Tx, id: string): Promise<KeptProfile | null> {
  return tx.maybeOne<KeptProfile>`
    select ${columns} from library.profile where id = ${id} and dropped_at is null for no key update`;
}

/** Of these organisations and those below them, by name. */
export function profilesBelow(db: Db, paths: readonly string[], limit: number): Promise<KeptProfile[]> {
  return db.many<KeptProfile>`
    select ${columns} from library.profile p
     where dropped_at is null and exists (select from unnest(${[...paths]}::text[]) as n(path) where starts_with(p.org_path, n.path))
     order by name, id limit ${limit}`;
}

/** Names of what files of these organisations and those below them may be read by: their own and those of houses above. */
export async function namesFor(db: Db, paths: readonly string[], limit: number): Promise<string[]> {
  const rows = await db.many<{ name: string }>`
    select distinct name from library.profile p
     where dropped_at is null and exists (select from unnest(${[...paths]}::text[]) as n(path)
                                           where starts_with(p.org_path, n.path) or starts_with(n.path, p.org_path))
     order by name limit ${limit}`;
  return rows.map(({ name }) => name);
}

/** What a house calls so, or else the nearest house above it. */
export function profileCalled(db: Db, orgPath: string, name: string): Promise<KeptProfile | null> {
  return db.maybeOne<KeptProfile>`
    select ${columns} from library.profile
     where dropped_at is null and name = ${name} and starts_with(${orgPath}, org_path) order by length(org_path) desc limit 1`;
}

/** What a house may read its files by: its own and those of the houses above it. */
export function profilesFor(db: Db, orgPath: string): Promise<KeptProfile[]> {
  return db.many<KeptProfile>`
    select ${columns} from library.profile
     where dropped_at is null and starts_with(${orgPath}, org_path) order by name, id limit 200`;
}

/** False when the house has one of this name already. */
export async function insertProfile(
  tx: Tx,
  p: Pick<KeptProfile, "id" | "organisationId" | "orgPath" | "name" | "content">,
  now: Temporal.Instant,
): Promise<boolean> {
  const made = await tx.run`
    insert into library.profile (id, organisation_id, org_path, name, content, made_at, changed_at)
    values (${p.id}, ${p.organisationId}, ${p.orgPath}, ${p.name}, ${JSON.stringify(p.content)}, ${now}, ${now}) on conflict do nothing`;
  return made === 1;
}

/** What it was is kept. False when the house has another of this name. */
export async function updateProfile(
  tx: Tx,
  { id, name, content }: Pick<KeptProfile, "id" | "name" | "content">,
  now: Temporal.Instant,
): Promise<boolean> {
  const taken = await tx.maybeOne`
    select 1 from library.profile p join library.profile o on o.organisation_id = p.organisation_id and o.id <> p.id
     where p.id = ${id} and o.name = ${name} and o.dropped_at is null`;
  if (taken) return false;
  await tx.run`
    insert into library.profile_version (profile_id, version, content, ended_at)
    select id, version, content || jsonb_build_object('name', name), ${now}::timestamptz from library.profile where id = ${id}`;
  await tx.run`
    update library.profile set name = ${name}, content = ${JSON.stringify(content)}, version = version + 1, changed_at = ${now} where id = ${id}`;
  return true;
}

export async function dropProfile(tx: Tx, id: string, now: Temporal.Instant): Promise<void> {
  await tx.run`update library.profile set dropped_at = ${now}, changed_at = ${now} where id = ${id}`;
}

export function versionsOf(
  db: Db,
  id: string,
): Promise<{ version: number; content: Profile; endedAt: Temporal.Instant }[]> {
  return db.many`
    select version, content, ended_at from library.profile_version where profile_id = ${id} order by version desc limit 100`;
}
