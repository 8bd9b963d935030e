/** SQL of records that are changed at the desk, of what they were, and of the templates they begin with. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { Kept } from "../keeping/read-kept.ts";
import { storable } from "../keeping/storable.ts";

export interface Editable extends Kept {
  id: number;
  kind: "bibliographic" | "authority";
  state: "standing" | "hidden" | "merged" | "withdrawn";
  mergedInto: number | null;
  title: string;
  version: number;
  cameFrom: string;
  madeAt: Temporal.Instant;
  changedAt: Temporal.Instant;
}

const editable = sql.raw(
  "id, kind, state, merged_into, title, version, came_from, made_at, changed_at, flavour, original, original_charset, content",
);

export function editableOf(db: Db, id: number): Promise<Editable | null> {
  return db.maybeOne<Editable>`select ${editable} from library.record where id = ${id}`;
}

/** Nobody changes it meanwhile. */
export function lockEditable(tx: Tx, id: number): Promise<Editable | null> {
  return tx.maybeOne<Editable>`select ${editable} from library.record where id = ${id} for update`;
}

/** Houses whose items hang on it; where none does, nobody's. */
export async function housesOf(db: Db, id: number): Promise<string[]> {
  const rows = await db.many<{ path: string }>`
    select distinct org_path as path from library.item where record_id = ${id}`;
  return rows.map(({ path }) => path);
}

export async function countItems(db: Db, id: number): Promise<number> {
  const { count } = await db.one<{ count: number }>`
    select count(*)::int as count from library.item where record_id = ${id}`;
  return count;
}

export type Did = "edited" | "withdrawn" | "restored" | "went-back";

export interface Change {
  id: number;
  /** As whoever changes it has read it. */
  version: number;
  did: Did;
  reason: string;
  /** What it is from now on; what is left out stays. */
  content?: string | null;
  state?: "standing" | "withdrawn";
}

/** Keeps what it was and writes what it is, unless somebody else has changed it since it was read: then false. */
export async function changeRecord(tx: Tx, change: Change, now: Temporal.Instant): Promise<boolean> {
  const { id, version, did, reason, state = null } = change;
  const content =
    change.content === undefined ? sql`r.content` : sql`${change.content && storable(change.content)}::text`;
  const changed = await tx.run`
    with was as (select id, version, content from library.record where id = ${id} and version = ${version} for update),
    kept as (
      insert into library.record_version (record_id, version, content, did, reason, ended_at)
      select id, version, content, ${did}, ${reason}, ${now}::timestamptz from was returning record_id)
    update library.record r set content = ${content}, state = coalesce(${state}, state), version = r.version + 1, changed_at = ${now}::timestamptz
      from kept where r.id = kept.record_id`;
  return changed === 1;
}

/** Of what is made at the desk: whose it is, and whose catalogue it was copied from. */
export async function noteMaker(
  tx: Tx,
  { id, orgPath, cameFrom }: { id: number; orgPath: string; cameFrom: string },
): Promise<void> {
  await tx.run`update library.record set org_path = ${orgPath}, came_from = ${cameFrom} where id = ${id}`;
}

/** The newest record in sight with one of these numbers. */
export function recordNumbered(
  db: Db,
  { isbns, issns }: { isbns: readonly string[]; issns: readonly string[] },
): Promise<{ id: number; title: string } | null> {
  return db.maybeOne<{ id: number; title: string }>`
    select r.id, r.title from library.record_number n join library.record r on r.id = n.record_id
     where n.number = any(${[...isbns, ...issns]}::text[]) and r.state in ('standing', 'hidden') order by r.id desc limit 1`;
}

export interface VersionRow {
  version: number;
  /** What came next, and when. */
  did: "changed" | Did;
  reason: string;
  file: string | null;
  endedAt: Temporal.Instant;
}

/** What it was, the newest first. */
export function versionsOf(db: Db, id: number, limit: number): Promise<VersionRow[]> {
  return db.many<VersionRow>`
    select v.version, v.did, v.reason, b.file, v.ended_at
      from library.record_version v left join library.batch b on b.id = v.batch_id
     where v.record_id = ${id} order by v.version desc limit ${limit}`;
}

/** A record as it was: its content then, and the bytes it had come as, which stand with the first version that had others. */
export function keptAt(db: Db, id: number, version: number): Promise<Kept | null> {
  return db.maybeOne<Kept>`
    select v.content, coalesce(o.original, r.original) as original, coalesce(o.flavour, r.flavour) as flavour,
           case when o.original is null then r.original_charset else o.original_charset end as original_charset
      from library.record_version v join library.record r on r.id = v.record_id
      left join lateral (
        select original, flavour, original_charset from library.record_version w
         where w.record_id = v.record_id and w.version >= v.version and w.original is not null order by w.version limit 1) o on true
     where v.record_id = ${id} and v.version = ${version}`;
}

export interface RecentRow {
  id: number;
  title: string;
  state: Editable["state"];
  did: "made" | Did;
  at: Temporal.Instant;
}

/** What was made and changed at the desk lately, each record once, the latest first. */
export function recentlyDone(db: Db, limit: number): Promise<RecentRow[]> {
  return db.many<RecentRow>`
    select r.id, r.title, r.state, last.did, last.at from (
      select distinct on (id) id, did, at from (
        (select record_id as id, version, did, ended_at as at from library.record_version
          where batch_id is null order by ended_at desc limit ${limit * 3}::int)
        union all
        (select id, 0, 'made', made_at from library.record where org_path is not null order by made_at desc limit ${limit}::int)) done
       order by id, at desc, version desc) last
      join library.record r on r.id = last.id order by last.at desc, r.id desc limit ${limit}::int`;
}

export interface TemplateRow {
  id: string;
  organisationId: string;
  orgPath: string;
  name: string;
  flavour: "marc21" | "unimarc";
  lines: string;
}

const template = sql.raw("id, organisation_id, org_path, name, flavour, lines");

/** Of these houses and those above and below them. */
export function templatesFor(db: Db, paths: readonly string[]): Promise<TemplateRow[]> {
  return db.many<TemplateRow>`
    select ${template} from library.template t
     where exists (select from unnest(${[...paths]}::text[]) p(path) where starts_with(t.org_path, p.path) or starts_with(p.path, t.org_path))
     order by name, id limit 200`;
}

export function templateOf(db: Db, id: string): Promise<TemplateRow | null> {
  return db.maybeOne<TemplateRow>`select ${template} from library.template where id = ${id}`;
}

/** A house has one of a name: the later takes the place of the earlier. */
export async function keepTemplate(tx: Tx, t: TemplateRow, now: Temporal.Instant): Promise<string> {
  const { id } = await tx.one<{ id: string }>`
    insert into library.template (id, organisation_id, org_path, name, flavour, lines, made_at)
    values (${t.id}, ${t.organisationId}, ${t.orgPath}, ${t.name}, ${t.flavour}, ${t.lines}, ${now})
    on conflict (organisation_id, name) do update set flavour = excluded.flavour, lines = excluded.lines, made_at = excluded.made_at
    returning id`;
  return id;
}

export async function dropTemplate(tx: Tx, id: string): Promise<void> {
  await tx.run`delete from library.template where id = ${id}`;
}

/** Headings of authorities that begin so. */
export async function headingsLike(db: Db, key: string, limit: number): Promise<string[]> {
  const rows = await db.many<{ title: string }>`
    select distinct title from (
      select title from library.record
       where kind = 'authority' and state = 'standing' and title_key like ${`${key.replace(/[\\%_]/g, "\\$&")}%`}
       order by title_key using ~<~ limit ${limit * 2}::int) headings
     order by title limit ${limit}::int`;
  return rows.map(({ title }) => title);
}
