/** SQL of records as they are kept: many at a time, one statement a table. */
import { createHash } from "node:crypto";
import type { Temporal } from "temporal-polyfill";
import { type Db, packed, type Tx } from "#platform/db";
import { sound } from "#platform/search";
import type { Kept } from "./read-kept.ts";
import { storable } from "./storable.ts";

export interface RecordRow {
  id: number;
  kind: "bibliographic" | "authority";
  flavour: "marc21" | "unimarc";
  controlKey: string | null;
  batchId: string | null;
  batchNumber: number | null;
  original: Uint8Array;
  originalForm: "iso2709" | "marcxml" | "marc-in-json";
  originalCharset: string | null;
  /** MARC-in-JSON of one that was mended or changed here; null: it reads as it came. */
  content: string | null;
  workId: number | null;
  title: string;
  titleKey: string;
  names: string;
  publisher: string;
  year: number | null;
  language: string;
  form: string;
  audience: string;
  classNumber: string;
}

/** Numbers for so many new records, in order; the segments they are found in are there. */
export async function takeIds(tx: Tx, count: number): Promise<number[]> {
  if (count === 0) return [];
  const rows = await tx.many<{ id: number }>`
    with taken as materialized (select nextval('library.record_id_seq') as id from generate_series(1, ${count}::int))
    select id from taken, (select library.make_segments(max(id)) from taken) made order by id`;
  return rows.map(({ id }) => id);
}

/** The works with these keys; those that are not there yet are made. Keys in order, so that two who meet wait for each other. */
export async function worksWith(tx: Tx, keys: readonly string[]): Promise<Map<string, number>> {
  const distinct = [...new Set(keys)].sort();
  const known = await tx.many<{ id: number; key: string }>`
    select id, key from library.work where key = any(${distinct}::text[])`;
  const works = new Map(known.map(({ id, key }) => [key, id]));
  const unknown = distinct.filter((key) => !works.has(key));
  if (unknown.length === 0) return works;
  const made = await tx.many<{ id: number; key: string }>`
    insert into library.work (key, sound) select key, sound from unnest(${unknown}::text[], ${unknown.map(soundOfWork)}::text[]) as n(key, sound) order by key
    on conflict (key) do update set key = excluded.key returning id, key`;
  for (const { id, key } of made) works.set(key, id);
  return works;
}

/** Of its title: what stands before the name. */
const soundOfWork = (key: string) => sound(key.slice(0, key.indexOf("/")));

/** Numbers and ids of one column; and its texts or bytes. */
const plain =
  <R>(rows: readonly R[]) =>
  <K extends keyof R>(key: K) =>
    rows.map(({ [key]: value }) => value);
const packing =
  <R>(rows: readonly R[]) =>
  <K extends { [P in keyof R]: R[P] extends string | Uint8Array | null ? P : never }[keyof R]>(key: K) =>
    packed(
      rows.map(({ [key]: value }) =>
        typeof value === "string" ? storable(value) : (value as Uint8Array | null),
      ),
    );

export async function insertRecords(
  tx: Tx,
  rows: readonly RecordRow[],
  now: Temporal.Instant,
): Promise<void> {
  if (rows.length === 0) return;
  const [all, texts] = [plain(rows), packing(rows)];
  await tx.run`
    insert into library.record (id, kind, flavour, control_key, batch_id, batch_number, original, original_form, original_charset, content,
                                work_id, title, title_key, names, publisher, year, language, form, audience, class_number, made_at, changed_at)
    overriding system value
    select r.*, ${now}::timestamptz, ${now}::timestamptz
      from unnest(${all("id")}::bigint[], ${texts("kind")}::text[], ${texts("flavour")}::text[], ${texts("controlKey")}::text[],
                  ${all("batchId")}::uuid[], ${all("batchNumber")}::int[], ${texts("original")}::bytea[], ${texts("originalForm")}::text[],
                  ${texts("originalCharset")}::text[], ${texts("content")}::text[], ${all("workId")}::bigint[], ${texts("title")}::text[],
                  ${texts("titleKey")}::text[], ${texts("names")}::text[], ${texts("publisher")}::text[], ${all("year")}::smallint[],
                  ${texts("language")}::text[], ${texts("form")}::text[], ${texts("audience")}::text[], ${texts("classNumber")}::text[]) r`;
}

export interface NumberRow {
  recordId: number;
  kind: "isbn" | "issn";
  number: string;
}

export async function insertNumbers(tx: Tx, rows: readonly NumberRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.run`
    insert into library.record_number (record_id, kind, number)
    select * from unnest(${rows.map(({ recordId }) => recordId)}::bigint[], ${rows.map(({ kind }) => kind)}::text[],
                         ${rows.map(({ number }) => number)}::text[])
    on conflict do nothing`;
}

export interface SearchRow {
  recordId: number;
  title: string;
  words: string;
  year: number | null;
  /** Several with blanks between, as `class` too. */
  language: string;
  form: string;
  audience: string;
  class: string;
}

export async function insertSearchRows(tx: Tx, rows: readonly SearchRow[]): Promise<void> {
  if (rows.length === 0) return;
  const [all, texts] = [plain(rows), packing(rows)];
  await tx.run`
    insert into library.search_row (segment, record_id, title, words, year, language, form, audience, class)
    select n.record_id >> 16, n.* from unnest(${all("recordId")}::bigint[], ${texts("title")}::text[]::tsvector[], ${texts("words")}::text[]::tsvector[],
                         ${all("year")}::smallint[], ${texts("language")}::text[], ${texts("form")}::text[], ${texts("audience")}::text[],
                         ${texts("class")}::text[]) as n(record_id, title, words, year, language, form, audience, class)`;
}

/**
 * Of a transaction that adds many: what is put into the indexes of words waits in a longer list (PostgreSQL, "GIN Fast Update"), which every search reads
 * through. Whoever asks for it settles it when all are in.
 */
export async function gatherWords(tx: Tx): Promise<void> {
  await tx.run`set local gin_pending_list_limit = '16MB'`;
}

/** What waits to be put into the indexes of words, and of how titles sound, is put there. */
export async function settleWords(db: Db): Promise<void> {
  await db.run`
    select gin_clean_pending_list(index) from (
      select inhrelid::regclass as index from pg_inherits
       where inhparent in ('library.search_title'::regclass, 'library.search_words'::regclass)
      union all select 'library.work_sound'::regclass) waiting`;
}

export interface Known {
  id: number;
  controlKey: string;
  version: number;
  /** Of the bytes it came as. */
  digest: string;
  isEdited: boolean;
  /** It has become part of another, whose id is told. */
  isMerged: boolean;
}

/** As the database tells it. */
export const digestOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/**
 * Records with these control keys, the oldest first; what is part of another has the other's id. One key after the other: of a catalogue that has
 * just begun to grow the planner would rather read all there is.
 */
export function recordsWithNumbers(tx: Tx, keys: readonly string[]): Promise<Known[]> {
  return tx.many<Known>`
    select coalesce(merged_into, id) as id, control_key, version, encode(sha256(original), 'hex') as digest, content is not null as is_edited,
           state = 'merged' as is_merged
      from library.record
     where id = any(array(select r.id from unnest(${keys.map(storable)}::text[]) as k(key)
                                 cross join lateral (select id from library.record where control_key = k.key offset 0) r))
       and state in ('standing', 'hidden', 'merged')
     order by record.id for no key update`;
}

/**
 * The houses of each of these records: those with items of it, or, without any, the one at whose desk it was made. What a house has of a record by
 * this very file does not count: landed a second time the file may no more than the first time.
 */
export async function housesOfRecords(
  tx: Tx,
  ids: readonly number[],
  { batchId, organisationId }: { batchId: string; organisationId: string },
): Promise<Map<number, string[]>> {
  const rows = await tx.many<{ id: number; path: string }>`
    with before as materialized (
      select n.id, i.org_path as path from unnest(${[...ids]}::bigint[]) as n(id)
       cross join lateral (
         select org_path from library.item i
          where i.record_id = n.id
            and (i.owner_id <> ${organisationId} or i.batch_id is null
                 or not exists (select from library.batch b join library.batch this on this.sha256 = b.sha256
                                 where b.id = i.batch_id and this.id = ${batchId}))
          offset 0) i)
    select distinct id, path from before
    union
    select r.id, r.org_path from unnest(${[...ids]}::bigint[]) as n(id) join library.record r using (id)
     where r.org_path is not null and not exists (select from before b where b.id = n.id)`;
  const houses = new Map<number, string[]>();
  for (const { id, path } of rows) houses.set(id, [...(houses.get(id) ?? []), path]);
  return houses;
}

/** A record of another title that this batch brought or changed under the same number. */
export function otherOfNumber(
  tx: Tx,
  batchId: string,
  { controlKey, titleKey }: { controlKey: string; titleKey: string },
): Promise<{ id: number; title: string } | null> {
  return tx.maybeOne<{ id: number; title: string }>`
    select id, title from library.record r
     where control_key = ${storable(controlKey)} and title_key <> ${storable(titleKey)} and state in ('standing', 'hidden')
       and (batch_id = ${batchId} or exists (select from library.record_version v where v.record_id = r.id and v.batch_id = ${batchId}))
     order by id limit 1`;
}

/** A record that stands here takes what came; what it was before is kept. */
export async function replaceRecords(
  tx: Tx,
  rows: readonly (RecordRow & { id: number })[],
  now: Temporal.Instant,
): Promise<void> {
  if (rows.length === 0) return;
  const [all, texts] = [plain(rows), packing(rows)];
  await tx.run`
    insert into library.record_version (record_id, version, content, original, flavour, original_form, original_charset, batch_id, ended_at)
    select r.id, r.version, r.content, r.original, r.flavour, r.original_form, r.original_charset, n.batch_id, ${now}::timestamptz
      from unnest(${all("id")}::bigint[], ${all("batchId")}::uuid[]) as n(id, batch_id) join library.record r using (id)`;
  await tx.run`
    update library.record r
       set flavour = n.flavour, original = n.original, original_form = n.original_form, original_charset = n.original_charset, content = n.content,
           work_id = case when r.work_said then r.work_id else n.work_id end, title = n.title, title_key = n.title_key, names = n.names,
           publisher = n.publisher, year = n.year, language = n.language, form = n.form, audience = n.audience, class_number = n.class_number,
           version = r.version + 1, changed_at = ${now}::timestamptz
      from unnest(${all("id")}::bigint[], ${texts("flavour")}::text[], ${texts("original")}::bytea[], ${texts("originalForm")}::text[],
                  ${texts("originalCharset")}::text[], ${texts("content")}::text[], ${all("workId")}::bigint[], ${texts("title")}::text[],
                  ${texts("titleKey")}::text[], ${texts("names")}::text[], ${texts("publisher")}::text[], ${all("year")}::smallint[],
                  ${texts("language")}::text[], ${texts("form")}::text[], ${texts("audience")}::text[], ${texts("classNumber")}::text[])
           as n(id, flavour, original, original_form, original_charset, content, work_id, title, title_key, names, publisher, year, language, form,
                audience, class_number)
     where r.id = n.id`;
}

export interface KeptRow extends Kept {
  id: number;
  state: "standing" | "hidden" | "merged" | "withdrawn";
  version: number;
  title: string;
}

/** Records with their bytes, in order. */
export function keptRecords(db: Db, ids: readonly number[]): Promise<KeptRow[]> {
  return db.many<KeptRow>`
    select id, state, version, title, original, original_charset, flavour, content
      from library.record where id = any(${[...ids]}::bigint[]) order by id`;
}

/** Records that are part of these. */
export function partsOf(
  db: Db,
  ids: readonly number[],
): Promise<(Omit<KeptRow, "state"> & { mergedInto: number })[]> {
  return db.many<Omit<KeptRow, "state"> & { mergedInto: number }>`
    select id, version, title, original, original_charset, flavour, content, merged_into
      from library.record where merged_into = any(${[...ids]}::bigint[]) order by id`;
}

type DerivedRow = Pick<
  RecordRow,
  | "id"
  | "workId"
  | "title"
  | "titleKey"
  | "names"
  | "publisher"
  | "year"
  | "language"
  | "form"
  | "audience"
  | "classNumber"
>;

/** What lists show of records; a work that somebody has said stays. */
export async function updateDerived(tx: Tx, rows: readonly DerivedRow[]): Promise<void> {
  if (rows.length === 0) return;
  const [all, texts] = [plain(rows), packing(rows)];
  await tx.run`
    update library.record r
       set work_id = case when r.work_said then r.work_id else n.work_id end, title = n.title, title_key = n.title_key, names = n.names,
           publisher = n.publisher, year = n.year, language = n.language, form = n.form, audience = n.audience, class_number = n.class_number
      from unnest(${all("id")}::bigint[], ${all("workId")}::bigint[], ${texts("title")}::text[], ${texts("titleKey")}::text[],
                  ${texts("names")}::text[], ${texts("publisher")}::text[], ${all("year")}::smallint[], ${texts("language")}::text[],
                  ${texts("form")}::text[], ${texts("audience")}::text[], ${texts("classNumber")}::text[])
           as n(id, work_id, title, title_key, names, publisher, year, language, form, audience, class_number)
     where r.id = n.id`;
}

export async function forgetNumbers(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx.run`delete from library.record_number where record_id = any(${[...ids]}::bigint[])`;
}

export async function forgetSearchRows(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx.run`delete from library.search_row s using unnest(${[...ids]}::bigint[]) as n(id) where s.segment = n.id >> 16 and s.record_id = n.id`;
}

/**
 * Older records of the same edition, as far as can be told: one ISBN, or one title, year and publisher. Of many with one ISBN, as the volumes of a
 * set may have it, the last three: whoever compares them comes to the others.
 */
export async function recordsLike(
  tx: Tx,
  some: readonly {
    id: number;
    isbns: readonly string[];
    titleKey: string;
    year: number | null;
    publisher: string;
  }[],
): Promise<{ id: number; likeId: number; why: "isbn" | "title" }[]> {
  const numbers = some.flatMap(({ id, isbns }) => isbns.map((number) => ({ id, number })));
  const titled = some.filter(({ titleKey, year }) => titleKey !== "" && year !== null);
  return tx.many<{ id: number; likeId: number; why: "isbn" | "title" }>`
    select distinct on (id, like_id) id, like_id, why from (
      select n.id, m.record_id as like_id, 'isbn' as why
        from unnest(${numbers.map(({ id }) => id)}::bigint[], ${numbers.map(({ number }) => number)}::text[]) as n(id, number)
        cross join lateral (select m.record_id from library.record_number m
                             where m.kind = 'isbn' and m.number = n.number and m.record_id < n.id order by m.record_id desc limit 3) m
      union all
      (select n.id, r.id, 'title'
        from unnest(${titled.map(({ id }) => id)}::bigint[], ${titled.map(({ titleKey }) => titleKey)}::text[], ${titled.map(({ year }) => year)}::smallint[],
                    ${titled.map(({ publisher }) => publisher)}::text[]) as n(id, title_key, year, publisher)
        cross join lateral (select r.id from library.record r
                             where r.title_key = n.title_key and r.year = n.year and r.publisher = n.publisher and r.id < n.id
                               and r.kind = 'bibliographic' and r.state in ('standing', 'hidden')
                             order by r.id desc limit 1) r)) found
     order by id, like_id, why`;
}

export async function insertLikenesses(
  tx: Tx,
  rows: readonly { id: number; likeId: number; why: string }[],
  { batchId, now }: { batchId: string | null; now: Temporal.Instant },
): Promise<void> {
  if (rows.length === 0) return;
  await tx.run`
    insert into library.likeness (record_id, like_id, why, batch_id, found_at)
    select n.record_id, n.like_id, n.why, ${batchId}::uuid, ${now}::timestamptz
      from unnest(${rows.map(({ id }) => id)}::bigint[], ${rows.map(({ likeId }) => likeId)}::bigint[], ${rows.map(({ why }) => why)}::text[])
           as n(record_id, like_id, why)
    on conflict do nothing`;
}

/** Where the files of these records came to, or who made them at the desk, each path once. */
export async function pathsOf(db: Db, ids: readonly number[]): Promise<string[]> {
  const rows = await db.many<{ path: string }>`
    select distinct coalesce(b.org_path, r.org_path) as path from library.record r left join library.batch b on b.id = r.batch_id
     where r.id = any(${[...ids]}::bigint[]) and coalesce(b.org_path, r.org_path) is not null`;
  return rows.map(({ path }) => path);
}
