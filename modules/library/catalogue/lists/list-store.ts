/** SQL of reading lists. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { LastRead, PublicationState } from "#platform/publishing";
import type { ListText } from "./contract.ts";

type Words = Pick<ListText, "title" | "about" | "audience" | "translations">;

export interface ReadingList extends Words {
  id: string;
  organisationId: string;
  orgPath: string;
  fromDay: string | null;
  untilDay: string | null;
  state: PublicationState;
  version: number;
  changedAt: Temporal.Instant;
  /** Its own picture, and what is to be seen on it: both or neither. */
  cover: string | null;
  coverAlt: string | null;
}

const columns = sql.raw(
  "l.id, l.organisation_id, l.org_path, l.title, l.about, l.audience, l.from_day::text as from_day, l.until_day::text as until_day, " +
    "l.translations, l.state, l.version, l.changed_at, l.cover, l.cover_alt",
);

export function listOf(db: Db, id: string): Promise<ReadingList | null> {
  return db.maybeOne<ReadingList>`select ${columns} from library.reading_list l where l.id = ${id}`;
}

export function lockList(tx: Tx, id: string): Promise<ReadingList | null> {
  return tx.maybeOne<ReadingList>`
    select ${columns} from library.reading_list l where l.id = ${id} for no key update`;
}

export interface ListedList extends ReadingList {
  current: boolean;
  books: number;
  titles: string[];
}

/** Public lists whose time has begun: those of that day first, the newest of them first. Books are those that the list shows. */
export function publicListsOn(db: Db, day: string, limit: number): Promise<ListedList[]> {
  return db.many<ListedList>`
    select ${columns}, coalesce(l.until_day >= ${day}::date, true) as current, b.books, b.titles
      from library.reading_list l cross join lateral (
           select count(*)::int as books, coalesce((array_agg(e.title order by e.at))[1:4], '{}') as titles
             from (select s.title, min(e.at) as at
                     from library.list_entry e join library.record r on r.id = e.record_id
                          join library.record s on s.id = coalesce(r.merged_into, r.id)
                    where e.list_id = l.id and s.state = 'standing' group by s.id) e) b
     where l.state = 'published' and coalesce(l.from_day <= ${day}::date, true)
     order by current desc, l.published_at desc, l.id limit ${limit}`;
}

/** Pages of public lists whose time has begun. */
export const publicLists = (day: string) => sql`
  select l.id, l.changed_at from library.reading_list l
   where l.state = 'published' and coalesce(l.from_day <= ${day}::date, true)`;

export interface Entry {
  at: number;
  /** The record it has become part of, where it was merged; null: not in the catalogue any more. */
  recordId: number | null;
  title: string;
  line: string;
  words: string;
  stands: boolean;
}

/** In their order; what has become one record since is told once. */
export async function entriesOf(db: Db, id: string): Promise<Entry[]> {
  const rows = await db.many<Entry>`
    select e.at, s.id as record_id, coalesce(s.title, e.title) as title, e.words,
           concat_ws(' · ', nullif(s.names, ''), nullif(s.publisher, ''), s.year) as line, coalesce(s.state = 'standing', false) as stands
      from library.list_entry e left join library.record r on r.id = e.record_id
      left join library.record s on s.id = coalesce(r.merged_into, r.id)
     where e.list_id = ${id} order by e.at`;
  const first = new Map(rows.toReversed().map((row) => [row.recordId, row]));
  return rows.filter((row) => row.recordId === null || first.get(row.recordId) === row);
}

/** Which of these records stand. */
export async function standingOf(db: Db, ids: readonly number[]): Promise<Set<number>> {
  const rows = await db.many<{ id: number }>`
    select id from library.record where id = any(${[...ids]}::bigint[]) and state = 'standing' and kind = 'bibliographic'`;
  return new Set(rows.map(({ id }) => id));
}

type Row = Omit<ListText, "entries" | "from" | "until"> & { from: string | null; until: string | null };

export async function insertList(
  tx: Tx,
  l: Row & { id: string; organisationId: string; orgPath: string },
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into library.reading_list (id, organisation_id, org_path, title, about, audience, from_day, until_day, translations, made_at, changed_at)
    values (${l.id}, ${l.organisationId}, ${l.orgPath}, ${l.title}, ${l.about}, ${l.audience}, ${l.from}, ${l.until},
            ${JSON.stringify(l.translations)}, ${now}, ${now})`;
}

export async function updateList(tx: Tx, id: string, l: Row, now: Temporal.Instant): Promise<number> {
  const { version } = await tx.one<{ version: number }>`
    update library.reading_list
       set title = ${l.title}, about = ${l.about}, audience = ${l.audience}, from_day = ${l.from}, until_day = ${l.until},
           translations = ${JSON.stringify(l.translations)}, version = version + 1, changed_at = ${now}
     where id = ${id} returning version`;
  return version;
}

export async function setCover(
  tx: Tx,
  id: string,
  { cover, coverAlt }: Pick<ReadingList, "cover" | "coverAlt">,
  now: Temporal.Instant,
): Promise<number> {
  const { version } = await tx.one<{ version: number }>`
    update library.reading_list set cover = ${cover}, cover_alt = ${coverAlt}, version = version + 1, changed_at = ${now}
     where id = ${id} returning version`;
  return version;
}

/** Its books, in this order, in place of those it had. What they are called is kept beside them. */
export async function putEntries(
  tx: Tx,
  id: string,
  entries: readonly { recordId: number; words: string }[],
): Promise<void> {
  await tx.run`delete from library.list_entry where list_id = ${id}`;
  await tx.run`
    insert into library.list_entry (list_id, at, record_id, title, words)
    select ${id}::uuid, n.at, n.record_id, r.title, n.words
      from unnest(${entries.map(({ recordId }) => recordId)}::bigint[], ${entries.map(({ words }) => words)}::text[])
             with ordinality as n(record_id, words, at) join library.record r on r.id = n.record_id`;
}

export async function setState(
  tx: Tx,
  id: string,
  state: PublicationState,
  now: Temporal.Instant,
): Promise<number> {
  const { version } = await tx.one<{ version: number }>`
    update library.reading_list
       set state = ${state}, version = version + 1, changed_at = ${now},
           published_at = case when ${state} = 'published' then ${now}::timestamptz else published_at end
     where id = ${id} returning version`;
  return version;
}

export interface DeskRow
  extends Pick<
    ReadingList,
    "id" | "title" | "organisationId" | "orgPath" | "state" | "version" | "changedAt"
  > {
  books: number;
}

/** Lists of these organisations and those below them in these states, null for all, last changed first. */
export function deskLists(
  db: Db,
  { paths, states }: { paths: readonly string[]; states: readonly PublicationState[] | null },
  after: LastRead | null,
  limit: number,
): Promise<DeskRow[]> {
  return db.many<DeskRow>`
    select l.id, l.title, l.organisation_id, l.org_path, l.state, l.version, l.changed_at,
           (select count(*) from library.list_entry e where e.list_id = l.id)::int as books
      from library.reading_list l
     where exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(l.org_path, p.path))
       and (${states}::text[] is null or l.state = any(${states}::text[]))
       and (${after?.id ?? null}::uuid is null or (l.changed_at, l.id) < (${after?.changedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
     order by l.changed_at desc, l.id desc limit ${limit}`;
}

/** Titles of lists, for whoever asks what somebody did. */
export function listsBy(
  db: Db,
  ids: readonly string[],
): Promise<Pick<ReadingList, "id" | "title" | "state" | "orgPath">[]> {
  return db.many`
    select id, title, state, org_path from library.reading_list where id = any(${[...ids]}::uuid[]) order by changed_at desc, id`;
}

/** Where these records can be taken from a shelf now, most of it first. */
export function shelvesNow(
  db: Db,
  records: readonly number[],
): Promise<{ recordId: number; placeId: string; available: number }[]> {
  return db.many`
    select record_id, place_id, available from library.holding
     where record_id = any(${[...records]}::bigint[]) and available > 0 order by record_id, available desc, place_id`;
}
