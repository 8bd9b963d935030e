/** SQL of the history of events: who wrote, checked, approved, published, changed and cancelled them. */
import type { Temporal } from "temporal-polyfill";
import { type Db, newId, type Tx } from "#platform/db";
import type { PublicationRow, PublicationState, PublicationStep } from "#platform/publishing";

/** Beside the steps of publishing: writing on a draft, and changing or cancelling what is public. */
export type EventStep = PublicationStep | "write" | "change" | "cancel";

export interface HistoryEntry extends PublicationRow<EventStep> {
  at: Temporal.Instant;
  version: number;
}

/** Adds a row. The database refuses a check or approval of one's own work without a rule that allows it. */
export async function addHistory(
  tx: Tx,
  eventId: string,
  row: PublicationRow<EventStep> & { version: number; at: Temporal.Instant },
): Promise<void> {
  await tx.run`
    insert into programme.publication (id, event_id, step, from_state, to_state, version, by, at, writers, reason, one_person_rule)
    values (${newId()}, ${eventId}, ${row.step}, ${row.from}, ${row.to}, ${row.version}, ${row.by}, ${row.at},
            ${row.writers}::uuid[], ${row.reason}, ${row.onePersonRule})`;
}

/** The whole history, oldest first. */
export function historyOf(db: Db, eventId: string): Promise<HistoryEntry[]> {
  return db.many<HistoryEntry>`
    select step, from_state as "from", to_state as "to", version, by, at, writers, reason, one_person_rule
      from programme.publication where event_id = ${eventId} order by seq`;
}

/** Everybody who wrote on these events, by event. */
export async function writersOf(db: Db, eventIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db.many<{ eventId: string; writers: string[] }>`
    select event_id, array_agg(distinct by) as writers from programme.publication
     where event_id = any(${eventIds}::uuid[]) and step in ('write', 'change') group by event_id`;
  return new Map(rows.map(({ eventId, writers }) => [eventId, writers]));
}

/** Who wrote last, if writing was the last thing that happened. */
export async function lastWriter(db: Db, eventId: string): Promise<string | null> {
  const last = await db.maybeOne<{ step: EventStep; by: string }>`
    select step, by from programme.publication where event_id = ${eventId} order by seq desc limit 1`;
  return last?.step === "write" ? last.by : null;
}

/** When the event was last withdrawn. */
export async function withdrawnAt(db: Db, eventId: string): Promise<Temporal.Instant | null> {
  const row = await db.maybeOne<{ at: Temporal.Instant }>`
    select at from programme.publication where event_id = ${eventId} and step = 'withdraw' order by seq desc limit 1`;
  return row?.at ?? null;
}

export interface StaffAct {
  eventId: string;
  step: EventStep;
  at: Temporal.Instant;
  state: PublicationState;
}

/** What one member of staff did, for the copy of their data they may ask for. */
export function actsOf(db: Db, subject: string): Promise<StaffAct[]> {
  return db.many<StaffAct>`
    select event_id, step, at, to_state as state from programme.publication where by = ${subject} order by seq`;
}
