/** SQL of appeals against marks. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import { marksWithTheirs, stands } from "./mark-store.ts";

export interface Appeal {
  id: string;
  markId: string;
  words: string;
  madeAt: Temporal.Instant;
  /** By this day there is an answer. */
  dueOn: string;
  outcome: "accepted" | "declined" | null;
  answer: string | null;
}

const columns = sql.raw("a.id, a.mark_id, a.words, a.made_at, a.due_on, a.outcome, a.answer");

/** Keeps an appeal; false when there was one against this mark already (`penalty_appeal_once`). */
export async function insertAppeal(tx: Tx, a: Omit<Appeal, "outcome" | "answer">): Promise<boolean> {
  const made = await tx.run`
    insert into booking.penalty_appeal (id, mark_id, words, made_at, due_on)
    values (${a.id}, ${a.markId}, ${a.words}, ${a.madeAt}, ${a.dueOn}) on conflict on constraint penalty_appeal_once do nothing`;
  return made === 1;
}

export function appealById(db: Db, id: string): Promise<Appeal | null> {
  return db.maybeOne<Appeal>`select ${columns} from booking.penalty_appeal a where a.id = ${id}`;
}

/** Appeals against these marks, by mark. */
export async function appealsAgainst(db: Db, markIds: readonly string[]): Promise<Map<string, Appeal>> {
  const rows = await db.many<Appeal>`
    select ${columns} from booking.penalty_appeal a where a.mark_id = any(${[...markIds]}::uuid[])`;
  return new Map(rows.map((row) => [row.markId, row]));
}

/** Marks at occasions at or below a path whose appeal waits for an answer: the 200 most urgent. */
export async function waitingUnder(db: Db, path: string): Promise<string[]> {
  const rows = await db.many<{ markId: string }>`
    select a.mark_id from ${marksWithTheirs} join booking.penalty_appeal a on a.mark_id = m.id
     where a.outcome is null and ${stands} and starts_with(m.org_path, ${path}) order by a.due_on, a.id limit 200`;
  return rows.map(({ markId }) => markId);
}

/** How many appeals wait below these paths, and the day by which the first is to be answered. */
export function waitingBelow(
  db: Db,
  paths: readonly string[],
): Promise<{ waiting: number; firstDue: string | null }> {
  return db.one<{ waiting: number; firstDue: string | null }>`
    select count(*)::int as waiting, min(a.due_on) as first_due
      from ${marksWithTheirs} join booking.penalty_appeal a on a.mark_id = m.id
     where a.outcome is null and ${stands} and exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(m.org_path, p.path))`;
}

/** Accepts what waits of the appeals against these marks. */
export async function acceptAppeals(
  tx: Tx,
  markIds: readonly string[],
  given: { answer: string; by: string; now: Temporal.Instant },
): Promise<void> {
  await tx.run`
    update booking.penalty_appeal
       set outcome = 'accepted', answer = ${given.answer}, answered_by = ${given.by}, answered_at = ${given.now}
     where mark_id = any(${[...markIds]}::uuid[]) and outcome is null`;
}

/** Writes the answer; false when somebody has answered. */
export async function answerAppeal(
  tx: Tx,
  id: string,
  given: { outcome: "accepted" | "declined"; answer: string; by: string; now: Temporal.Instant },
): Promise<boolean> {
  const changed = await tx.run`
    update booking.penalty_appeal
       set outcome = ${given.outcome}, answer = ${given.answer}, answered_by = ${given.by}, answered_at = ${given.now}
     where id = ${id} and outcome is null`;
  return changed === 1;
}
