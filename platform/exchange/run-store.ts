/** SQL of files on their way in. */
import type { Temporal } from "temporal-polyfill";
import type { FaultData } from "#libs/sheets";
import { type Db, sql, type Tx } from "../db/index.ts";
import type { ChangedCell } from "./changed-cells.ts";
import type { Tally } from "./land.ts";
import type { RowFault } from "./land-rows.ts";

export type RunState = "checking" | "checked" | "landing" | "landed" | "stopped" | "refused" | "dropped";

export interface Run extends Tally {
  id: string;
  tableName: string;
  file: string;
  sha256: string;
  bytes: number;
  encoding: "UTF-8" | "GB18030" | null;
  state: RunState;
  stopAsked: boolean;
  /** Subject key. */
  askedBy: string;
  total: number | null;
  /** Cells that a check found to change, and to be emptied; all of them, also those not kept. */
  cells: number;
  emptied: number;
  doneRow: number;
  unknown: string[];
  broken: { id: string; data: FaultData } | null;
  madeAt: Temporal.Instant;
  beatAt: Temporal.Instant;
  endedAt: Temporal.Instant | null;
}

const columns = sql`
  id, table_name, file, sha256, bytes, encoding, state, stop_asked, asked_by, total, done_row, added, changed, unchanged,
  refused, cells, emptied, unknown, broken, made_at, beat_at, ended_at`;

export async function insertRun(
  tx: Tx,
  run: Pick<Run, "id" | "tableName" | "file" | "sha256" | "bytes" | "encoding" | "askedBy"> & {
    at: Temporal.Instant;
  },
): Promise<void> {
  await tx.run`
    insert into platform.exchange_run (id, table_name, file, sha256, bytes, encoding, state, asked_by, made_at, beat_at)
    values (${run.id}, ${run.tableName}, ${run.file}, ${run.sha256}, ${run.bytes}, ${run.encoding}, 'checking', ${run.askedBy},
            ${run.at}, ${run.at})`;
}

export function runOf(db: Db, id: string): Promise<Run | null> {
  return db.maybeOne<Run>`
    select ${columns}
      from platform.exchange_run where id = ${id}`;
}

/** What somebody has sent lately, newest first. */
export function runsOf(db: Db, subject: string): Promise<Run[]> {
  return db.many<Run>`
    select ${columns}
      from platform.exchange_run where asked_by = ${subject} and state <> 'dropped' order by made_at desc, id limit 20`;
}

/** From one of these states to another; false when it was in none of them. Counting begins anew when rows are to land. */
export async function moveRun(
  tx: Tx,
  id: string,
  { from, to, at }: { from: readonly RunState[]; to: RunState; at: Temporal.Instant },
): Promise<boolean> {
  const anew = to === "landing" && from.includes("checked");
  const moved = await tx.run`
    update platform.exchange_run
       set state = ${to}, stop_asked = false, beat_at = ${at},
           ended_at = case when ${to} in ('landed', 'refused', 'dropped') then ${at}::timestamptz end,
           total = case when state = 'checked' and ${anew}::boolean then added + changed + unchanged + refused else total end,
           done_row = case when state = 'checked' and ${anew}::boolean then 0 else done_row end,
           added = case when state = 'checked' and ${anew}::boolean then 0 else added end,
           changed = case when state = 'checked' and ${anew}::boolean then 0 else changed end,
           unchanged = case when state = 'checked' and ${anew}::boolean then 0 else unchanged end,
           refused = case when state = 'checked' and ${anew}::boolean then 0 else refused end
     where id = ${id} and state = any(${from}::text[])`;
  return moved === 1;
}

/** A check begins anew: nothing is counted yet. */
export async function restartCheck(db: Db, id: string): Promise<void> {
  await db.run`
    update platform.exchange_run
       set done_row = 0, added = 0, changed = 0, unchanged = 0, refused = 0, cells = 0, emptied = 0
     where id = ${id} and state = 'checking'`;
}

/** Asks whoever works on it to stop after the batch at hand; false when nobody does. */
export async function askToStop(tx: Tx, id: string): Promise<boolean> {
  const asked = await tx.run`
    update platform.exchange_run set stop_asked = true where id = ${id} and state in ('checking', 'landing')`;
  return asked === 1;
}

/**
 * Notes a batch: the run goes on from the row it was at. Null when it is not there any more, because somebody else works
 * on it or it was dropped; else whether it is to stop.
 */
export function noteBatch(
  db: Db,
  id: string,
  step: {
    state: RunState;
    from: number;
    upTo: number;
    tally: Tally;
    cells: number;
    emptied: number;
    at: Temporal.Instant;
  },
): Promise<{ stopAsked: boolean } | null> {
  return db.maybeOne<{ stopAsked: boolean }>`
    update platform.exchange_run
       set done_row = ${step.upTo}, added = added + ${step.tally.added}, changed = changed + ${step.tally.changed},
           unchanged = unchanged + ${step.tally.unchanged}, refused = refused + ${step.tally.refused},
           cells = cells + ${step.cells}, emptied = emptied + ${step.emptied}, beat_at = ${step.at}
     where id = ${id} and state = ${step.state} and done_row = ${step.from}
    returning stop_asked`;
}

/** Notes what was learnt of the file as a whole. */
export async function noteFile(
  db: Db,
  id: string,
  { unknown, broken }: Pick<Run, "unknown" | "broken">,
): Promise<void> {
  await db.run`
    update platform.exchange_run set unknown = ${unknown}::text[], broken = ${broken && JSON.stringify(broken)}::jsonb where id = ${id}`;
}

export async function insertFaults(db: Db, run: string, faults: readonly RowFault[]): Promise<void> {
  if (faults.length === 0) return;
  await db.run`
    insert into platform.exchange_fault (run, row_number, column_key, fault, data)
    select ${run}::uuid, n.row_number, n.column_key, n.fault, n.data::jsonb
      from unnest(${faults.map(({ row }) => row)}::int[], ${faults.map(({ column }) => column ?? null)}::text[],
                  ${faults.map(({ id }) => id)}::text[], ${faults.map(({ data }) => (data ? JSON.stringify(data) : null))}::text[])
           with ordinality as n(row_number, column_key, fault, data, at) order by n.at`;
}

/** Begins again: what a check or an earlier worker told of rows is forgotten from a row on. */
export async function forgetFaults(db: Db, run: string, after: number): Promise<void> {
  await db.run`delete from platform.exchange_fault where run = ${run} and row_number > ${after}`;
}

/** The next faults after a number, in the order of rows as they were told. */
export function faultsAfter(
  db: Db,
  run: string,
  { after, limit }: { after: number; limit: number },
): Promise<(RowFault & { seq: number })[]> {
  return db.many<RowFault & { seq: number }>`
    select seq, row_number as row, column_key as "column", fault as id, data from platform.exchange_fault
     where run = ${run} and seq > ${after} order by seq limit ${limit}`;
}

export async function countFaults(db: Db, run: string): Promise<number> {
  return (
    await db.one<{
      count: number;
    }>`select count(*)::int as count from platform.exchange_fault where run = ${run}`
  ).count;
}

/** How many faults of each kind are kept. */
export async function faultKinds(db: Db, run: string): Promise<Map<string, number>> {
  const rows = await db.many<{ fault: string; count: number }>`
    select fault, count(*)::int as count from platform.exchange_fault where run = ${run} group by fault`;
  return new Map(rows.map(({ fault, count }) => [fault, count]));
}

/** Does another run still need the file? */
export async function isNeeded(
  db: Db,
  { id = null, sha256 }: { id?: string | null; sha256: string },
): Promise<boolean> {
  const row = await db.maybeOne<{ id: string }>`
    select id from platform.exchange_run
     where sha256 = ${sha256} and id is distinct from ${id}::uuid and state in ('checking', 'checked', 'landing', 'stopped') limit 1`;
  return row !== null;
}

export async function insertChanges(db: Db, run: string, changes: readonly ChangedCell[]): Promise<void> {
  if (changes.length === 0) return;
  await db.run`
    insert into platform.exchange_change (run, row_number, column_key, was, becomes)
    select ${run}::uuid, n.row_number, n.column_key, n.was, n.becomes
      from unnest(${changes.map(({ row }) => row)}::int[], ${changes.map(({ column }) => column)}::text[],
                  ${changes.map(({ was }) => was)}::text[], ${changes.map(({ becomes }) => becomes)}::text[])
           with ordinality as n(row_number, column_key, was, becomes, at) order by n.at`;
}

export async function forgetChanges(db: Db, run: string): Promise<void> {
  await db.run`delete from platform.exchange_change where run = ${run}`;
}

/** The next changed cells after a number, in the order of rows. */
export function changesAfter(
  db: Db,
  run: string,
  { after, limit }: { after: number; limit: number },
): Promise<(ChangedCell & { seq: number })[]> {
  return db.many<ChangedCell & { seq: number }>`
    select seq, row_number as row, column_key as "column", was, becomes from platform.exchange_change
     where run = ${run} and seq > ${after} order by seq limit ${limit}`;
}

/** Runs that nobody has taken up for so long. */
export function waitingSince(db: Db, before: Temporal.Instant): Promise<Run[]> {
  return db.many<Run>`
    select ${columns}
      from platform.exchange_run
     where state in ('checking', 'checked', 'landing', 'stopped') and beat_at < ${before} order by beat_at limit 500`;
}

export async function forgetRuns(tx: Tx, before: Temporal.Instant): Promise<number> {
  return tx.run`delete from platform.exchange_run where ended_at < ${before}`;
}
