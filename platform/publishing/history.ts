/** The one history of publishing: who wrote, checked, proof-read, approved, published, changed and withdrew what, and why. */
import type { Temporal } from "temporal-polyfill";
import { type Db, newId, sql, type Tx } from "../db/index.ts";
import type { HistoryStep, PublicationRow, PublicationState, Standing } from "./machine.ts";

/** What goes through the steps: `event`, `place`. With the id it is one thing. */
export type PublicationKind = string;

/** What a change of something public was. */
export interface Changed {
  /** Day from which it holds: it may lie in the past. */
  on: string;
  /** Named as the thing's module names them, each in words as it was and as it is. */
  fields: { field: string; was: string; is: string }[];
}

export interface HistoryRow extends PublicationRow<HistoryStep> {
  /** The version of the thing it was done to. */
  version: number;
  at: Temporal.Instant;
  changed?: Changed | null;
}

/** Adds a row to each thing, in one statement. The database refuses a review of one's own work without a rule that allows it. */
export async function addHistory(
  tx: Tx,
  kind: PublicationKind,
  rows: readonly (HistoryRow & { thing: string })[],
): Promise<void> {
  await tx.run`
    insert into platform.publication (id, kind, thing, step, from_state, to_state, version, by, at, barred, reason, one_person_rule, scheduled_for, changed)
    select n.id, ${kind}, n.thing, n.step, n.from_state, n.to_state, n.version, n.by, n.at,
           array(select jsonb_array_elements_text(n.barred::jsonb)::uuid), n.reason, n.rule, n.scheduled_for, n.changed::jsonb
      from unnest(${rows.map(() => newId())}::uuid[], ${rows.map((r) => r.thing)}::uuid[], ${rows.map((r) => r.step)}::text[],
                  ${rows.map((r) => r.from)}::text[], ${rows.map((r) => r.to)}::text[], ${rows.map((r) => r.version)}::int[],
                  ${rows.map((r) => r.by)}::uuid[], ${rows.map((r) => r.at.toString())}::timestamptz[],
                  ${rows.map((r) => JSON.stringify(r.barred))}::text[], ${rows.map((r) => r.reason)}::text[],
                  ${rows.map((r) => r.onePersonRule)}::uuid[], ${rows.map((r) => r.scheduledFor?.toString() ?? null)}::timestamptz[],
                  ${rows.map((r) => (r.changed ? JSON.stringify(r.changed) : null))}::text[])
           as n(id, thing, step, from_state, to_state, version, by, at, barred, reason, rule, scheduled_for, changed)`;
}

/** The whole history of a thing, oldest first. */
export function historyOf(db: Db, kind: PublicationKind, thing: string): Promise<HistoryRow[]> {
  return db.many<HistoryRow>`
    select step, from_state as "from", to_state as "to", version, by, at, barred, reason, one_person_rule, scheduled_for, changed
      from platform.publication where kind = ${kind} and thing = ${thing} order by seq`;
}

/**
 * A condition for a statement of a module: the thing was public when the day was over, by its last step until then. What the city's own filling
 * adopted was public before the history begins; what a named person brought in, from that day.
 */
export const wasPublic = (
  kind: PublicationKind,
  thing: ReturnType<typeof sql>,
  { day, zone }: { day: string; zone: string },
) => sql`exists (
  select from (
    select p.step, p.to_state, p.by, (p.at at time zone ${zone})::date <= ${day}::date as then
      from platform.publication p where p.kind = ${kind} and p.thing = ${thing}
     order by (p.at at time zone ${zone})::date <= ${day}::date desc,
              case when (p.at at time zone ${zone})::date <= ${day}::date then p.seq else -p.seq end desc
     limit 1) last
   where case when last.then then last.to_state = 'published' else last.step = 'adopt' and last.by is null end)`;

export interface DatedStep {
  step: HistoryStep;
  to: PublicationState;
  by: string | null;
  /** In the city's zone. */
  day: string;
}

/** The steps of these things with their days, oldest first, by thing: what `wasPublic` judges by. */
export async function datedSteps(
  db: Db,
  kind: PublicationKind,
  things: readonly string[],
  zone: string,
): Promise<Map<string, DatedStep[]>> {
  const rows = await db.many<DatedStep & { thing: string }>`
    select thing, step, to_state as "to", by, (at at time zone ${zone})::date as day
      from platform.publication where kind = ${kind} and thing = any(${things}::uuid[]) order by seq`;
  return Map.groupBy(rows, ({ thing }) => thing);
}

/** Who wrote on these things and who has checked and proof-read them since they were last drafts, by thing. */
export async function standingsOf(
  db: Db,
  kind: PublicationKind,
  things: readonly string[],
): Promise<Map<string, Standing>> {
  const rows = await db.many<Standing & { thing: string }>`
    with of_these as (
      select thing, seq, step, by,
             max(seq) filter (where to_state = 'draft') over (partition by thing) as draft_until
        from platform.publication where kind = ${kind} and thing = any(${things}::uuid[]))
    select thing,
           coalesce(array_agg(distinct by) filter (where step in ('write', 'change') and by is not null), '{}') as writers,
           coalesce(array_agg(by order by seq) filter (where step = 'check' and seq > coalesce(draft_until, 0)), '{}') as checked,
           coalesce(array_agg(by order by seq) filter (where step = 'proof' and seq > coalesce(draft_until, 0)), '{}') as proofread
      from of_these group by thing`;
  return new Map(rows.map(({ thing, ...standing }) => [thing, standing]));
}

export const nobodyYet: Standing = { writers: [], checked: [], proofread: [] };

/** The things this person had this to do with, for what they have in hand. */
export async function thingsBy(
  db: Db,
  kind: PublicationKind,
  { subject, steps }: { subject: string; steps: readonly HistoryStep[] },
): Promise<string[]> {
  const rows = await db.many<{ thing: string }>`
    select distinct thing from platform.publication where kind = ${kind} and by = ${subject} and step = any(${steps}::text[])`;
  return rows.map(({ thing }) => thing);
}

/** When this was last done to the thing. */
export async function lastAt(
  db: Db,
  kind: PublicationKind,
  thing: string,
  step: HistoryStep,
): Promise<Temporal.Instant | null> {
  const row = await db.maybeOne<{ at: Temporal.Instant }>`
    select at from platform.publication where kind = ${kind} and thing = ${thing} and step = ${step} order by seq desc limit 1`;
  return row?.at ?? null;
}

/** Adds that somebody wrote. One row for several edits by the same person in a row: the history is read by people, the audit has every edit. */
export async function recordWriting(
  tx: Tx,
  kind: PublicationKind,
  thing: string,
  row: { by: string; state: PublicationState; version: number; at: Temporal.Instant },
): Promise<void> {
  const last = await tx.maybeOne<{ step: HistoryStep; by: string }>`
    select step, by from platform.publication where kind = ${kind} and thing = ${thing} order by seq desc limit 1`;
  if (last?.step === "write" && last.by === row.by) return;
  const { state, ...rest } = row;
  await addHistory(tx, kind, [
    {
      ...rest,
      thing,
      step: "write",
      from: state,
      to: state,
      barred: [],
      reason: null,
      onePersonRule: null,
      scheduledFor: null,
    },
  ]);
}

export interface StaffAct {
  thing: string;
  step: HistoryStep;
  at: Temporal.Instant;
  state: PublicationState;
}

/** What one member of staff did, for the copy of their data they may ask for. */
export function actsOf(db: Db, kind: PublicationKind, subject: string): Promise<StaffAct[]> {
  return db.many<StaffAct>`
    select thing, step, at, to_state as state from platform.publication where kind = ${kind} and by = ${subject} order by seq`;
}
