/** SQL of batches: files of records on their way in. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import { lineOf } from "../keeping/storable.ts";
import type { Profile } from "../reading/profile.ts";
import type { Outcome } from "./land-records.ts";

export type BatchState =
  | "checking"
  | "checked"
  | "landing"
  | "landed"
  | "stopped"
  | "refused"
  | "undoing"
  | "undone"
  | "dropped";

export interface Tally {
  added: number;
  changed: number;
  unchanged: number;
  refused: number;
  /** Like one that is there: somebody compares them. */
  alike: number;
  items: number;
  itemsRefused: number;
  findings: number;
}

export interface Batch extends Tally {
  id: string;
  organisationId: string;
  orgPath: string;
  file: string;
  sha256: string;
  bytes: number;
  profile: Profile;
  state: BatchState;
  stopAsked: boolean;
  doneByte: number;
  doneRecord: number;
  /** Of an undone one: records that went, and that are what they were before. */
  recordsGone: number;
  recordsRestored: number;
  broken: { id: string } | null;
  beganAt: Temporal.Instant;
  beatAt: Temporal.Instant;
  endedAt: Temporal.Instant | null;
}

const columns = sql.raw(
  "id, organisation_id, org_path, file, sha256, bytes, profile, state, stop_asked, done_byte, done_record, added, changed, unchanged, refused, " +
    "alike, items, items_refused, findings, records_gone, records_restored, broken, began_at, beat_at, ended_at",
);

export async function insertBatch(
  tx: Tx,
  b: Pick<Batch, "id" | "organisationId" | "orgPath" | "file" | "sha256" | "bytes" | "profile" | "state">,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into library.batch (id, organisation_id, org_path, file, sha256, bytes, profile, state, began_at, beat_at)
    values (${b.id}, ${b.organisationId}, ${b.orgPath}, ${b.file}, ${b.sha256}, ${b.bytes}, ${JSON.stringify(b.profile)}, ${b.state}, ${now}, ${now})`;
}

export function batchOf(db: Db, id: string): Promise<Batch | null> {
  return db.maybeOne<Batch>`select ${columns} from library.batch where id = ${id}`;
}

/** Batches of these organisations and those below them, newest first. */
export function batchesOf(db: Db, paths: readonly string[], limit: number): Promise<Batch[]> {
  return db.many<Batch>`
    select ${columns} from library.batch b
     where exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(b.org_path, p.path))
     order by began_at desc, id limit ${limit}`;
}

/** The last one of this file that is not undone, by the same organisation: what a second import of it goes on with. */
export function unfinishedOf(db: Db, organisationId: string, sha256: string): Promise<Batch | null> {
  return db.maybeOne<Batch>`
    select ${columns} from library.batch
     where organisation_id = ${organisationId} and sha256 = ${sha256} and state in ('landing', 'stopped') order by began_at desc limit 1`;
}

/** From one of these states to another; false when it was in none of them. Counting begins anew when a checked file is to land. */
export async function moveBatch(
  tx: Tx,
  id: string,
  {
    from,
    to,
    at,
    broken = null,
  }: { from: readonly BatchState[]; to: BatchState; at: Temporal.Instant; broken?: Batch["broken"] },
): Promise<boolean> {
  const moved = await tx.run`
    update library.batch
       set state = ${to}, stop_asked = false, beat_at = ${at}, broken = ${broken && JSON.stringify(broken)}::jsonb,
           ended_at = case when ${to} in ('landed', 'refused', 'undone', 'dropped') then ${at}::timestamptz end
     where id = ${id} and state = any(${[...from]}::text[])`;
  return moved === 1;
}

/** What a check has counted and told is forgotten: the file lands from its beginning. */
export async function beginAnew(tx: Tx, id: string): Promise<void> {
  await tx.run`
    update library.batch
       set done_byte = 0, done_record = 0, added = 0, changed = 0, unchanged = 0, refused = 0, alike = 0, items = 0, items_refused = 0, findings = 0
     where id = ${id}`;
  await tx.run`delete from library.finding where batch_id = ${id}`;
  await tx.run`delete from library.batch_step where batch_id = ${id}`;
  await tx.run`delete from library.refused_record where batch_id = ${id}`;
}

/** Notes a step: the batch goes on from where it was. Null when somebody else works on it; else whether it is to stop. */
export function noteStep(
  db: Db,
  id: string,
  s: {
    state: BatchState;
    from: { record: number; byte: number };
    upTo: { record: number; byte: number };
    tally: Tally;
    outcomes: readonly Outcome[];
    at: Temporal.Instant;
  },
): Promise<{ stopAsked: boolean } | null> {
  return db.maybeOne<{ stopAsked: boolean }>`
    with kept as (${insertOutcomes(id, s.upTo.record, s.outcomes)})
    update library.batch
       set done_record = ${s.upTo.record}, done_byte = ${s.upTo.byte}, added = added + ${s.tally.added}, changed = changed + ${s.tally.changed},
           unchanged = unchanged + ${s.tally.unchanged}, refused = refused + ${s.tally.refused}, alike = alike + ${s.tally.alike},
           items = items + ${s.tally.items}, items_refused = items_refused + ${s.tally.itemsRefused},
           findings = findings + ${s.tally.findings}, beat_at = ${s.at}
     where id = ${id} and state = ${s.state} and done_record = ${s.from.record} and done_byte = ${s.from.byte}
    returning stop_asked`;
}

const insertOutcomes = (id: string, upTo: number, outcomes: readonly Outcome[]) => sql`
  insert into library.batch_step (batch_id, up_to, numbers, did, record_ids, titles)
  select ${id}::uuid, ${upTo}::int, ${outcomes.map(({ number }) => number)}::int[], ${outcomes.map(({ did }) => did)}::text[],
         ${outcomes.map(({ recordId }) => recordId)}::bigint[], ${outcomes.map(({ title }) => lineOf(title, 200))}::text[]
   where ${outcomes.length} > 0`;

/** Records of a file of which this became, behind this one, in the order of the file. */
export function outcomesOf(
  db: Db,
  id: string,
  { did, after, limit }: { did: Outcome["did"]; after: number; limit: number },
): Promise<Outcome[]> {
  // So many steps have more than a page: one for each of those that were mended, of a step of five hundred.
  return db.many<Outcome>`
    select n.number, n.did, r.id as record_id, coalesce(nullif(r.title, ''), n.title) as title
      from (select n.number, n.did, n.record_id, n.title
              from (select numbers, did, record_ids, titles from library.batch_step
                     where batch_id = ${id} and up_to > ${after} and ${did} = any(did) order by up_to limit 600) s
             cross join lateral unnest(s.numbers, s.did, s.record_ids, s.titles) as n(number, did, record_id, title)
             where n.did = ${did} and n.number > ${after}
             order by n.number limit ${limit}) n
      left join library.record r on r.id = n.record_id
     order by n.number`;
}

/** An owner's item. */
export function itemNamed(db: Db, ownerId: string, barcode: string): Promise<{ id: number } | null> {
  return db.maybeOne<{ id: number }>`
    select id from library.item where owner_id = ${ownerId} and barcode = ${barcode}`;
}

export async function askToStop(tx: Tx, id: string): Promise<boolean> {
  return (
    (await tx.run`update library.batch set stop_asked = true where id = ${id} and state in ('checking', 'landing')`) ===
    1
  );
}

/** A checked file is read another way from now on; false when it is no longer checked. */
export async function setProfile(tx: Tx, id: string, profile: Profile): Promise<boolean> {
  const set = await tx.run`
    update library.batch set profile = ${JSON.stringify(profile)} where id = ${id} and state = 'checked'`;
  return set === 1;
}

/** A refused record was landed after all. */
export async function noteMended(
  tx: Tx,
  id: string,
  { tally, outcomes }: { tally: Tally; outcomes: readonly Outcome[] },
): Promise<void> {
  await tx.run`
    with kept as (${insertOutcomes(id, outcomes[0]?.number ?? 0, outcomes)})
    update library.batch
       set refused = refused - 1, added = added + ${tally.added}, changed = changed + ${tally.changed}, unchanged = unchanged + ${tally.unchanged},
           items = items + ${tally.items}, items_refused = items_refused + ${tally.itemsRefused}, alike = alike + ${tally.alike},
           findings = findings + ${tally.findings}
     where id = ${id}`;
}

/** Does one that is not over need the file, but for this one? */
export async function needsFile(db: Db, { id, sha256 }: { id?: string; sha256: string }): Promise<boolean> {
  const { needed } = await db.one<{ needed: boolean }>`
    select exists (select from library.batch
                    where sha256 = ${sha256} and id is distinct from ${id ?? null}::uuid
                      and state in ('checking', 'checked', 'landing', 'stopped')) as needed`;
  return needed;
}

/** Those that wait for somebody since before then. */
export function waitingSince(db: Db, before: Temporal.Instant): Promise<Batch[]> {
  return db.many<Batch>`
    select ${columns} from library.batch where state in ('checked', 'stopped') and beat_at < ${before} order by id limit 1000`;
}
