/** SQL of appeals. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";

export interface Appeal {
  id: string;
  eligibility: string;
  words: string;
  madeAt: Temporal.Instant;
  /** By this day there is an answer. */
  dueOn: string;
  outcome: "kept" | "changed" | null;
  answer: string | null;
}

/** Keeps an appeal; false when there was one against this already (`eligibility_appeal_once`). */
export async function insertAppeal(tx: Tx, a: Omit<Appeal, "outcome" | "answer">): Promise<boolean> {
  const made = await tx.run`
    insert into people.eligibility_appeal (id, eligibility, words, made_at, due_on)
    values (${a.id}, ${a.eligibility}, ${a.words}, ${a.madeAt}, ${a.dueOn}) on conflict do nothing`;
  return made === 1;
}

/** Appeals of an account, by what they are against. */
export async function appealsOf(db: Db, account: string): Promise<Map<string, Appeal>> {
  const rows = await db.many<Appeal>`
    select a.id, a.eligibility, a.words, a.made_at, a.due_on, a.outcome, a.answer
      from people.eligibility_appeal a join people.eligibility e on e.id = a.eligibility where e.account = ${account}`;
  return new Map(rows.map((row) => [row.eligibility, row]));
}

export interface AppealAgainst extends Appeal {
  /** Path of the organisation whose rule it is. */
  path: string;
  account: string;
  code: string;
  checkId: string;
  validDays: number;
  decidedBy: string | null;
  endedBy: string | null;
}

export function appealById(db: Db, id: string): Promise<AppealAgainst | null> {
  return db.maybeOne<AppealAgainst>`
    select a.id, a.eligibility, a.words, a.made_at, a.due_on, a.outcome, a.answer, c.path, e.account, e.code, e.check_id, c.valid_days,
           e.decided_by, e.ended_by
      from people.eligibility_appeal a join people.eligibility e on e.id = a.eligibility
      join people.eligibility_check c on c.id = e.check_id where a.id = ${id}`;
}

export interface QueuedAppeal extends Appeal {
  person: string | null;
  reason: string;
  endedBecause: string | null;
  sentence: string | null;
  checkName: string;
  translations: Record<string, { name?: string }>;
}

const queued = sql`
  select a.id, a.eligibility, a.words, a.made_at, a.due_on, a.outcome, a.answer, p.name as person, e.reason, e.ended_because, e.sentence,
         c.name as check_name, c.translations
    from people.eligibility_appeal a join people.eligibility e on e.id = a.eligibility
    join people.eligibility_check c on c.id = e.check_id join people.account p on p.id = e.account`;

/** Appeals against rules of organisations at or below a path that wait for an answer: the 200 most urgent. */
export function waitingUnder(db: Db, path: string): Promise<QueuedAppeal[]> {
  return db.many<QueuedAppeal>`
    ${queued} where a.outcome is null and starts_with(c.path, ${path}) order by a.due_on, a.id limit 200`;
}

/** How many wait there in all. */
export async function countWaiting(db: Db, path: string): Promise<number> {
  const { waiting } = await db.one<{ waiting: number }>`
    select count(*)::int as waiting from people.eligibility_appeal a join people.eligibility e on e.id = a.eligibility
      join people.eligibility_check c on c.id = e.check_id where a.outcome is null and starts_with(c.path, ${path})`;
  return waiting;
}

/** The fifty answered last there, the newest first. */
export function answeredUnder(db: Db, path: string): Promise<QueuedAppeal[]> {
  return db.many<QueuedAppeal>`
    ${queued} where a.outcome is not null and starts_with(c.path, ${path}) order by a.answered_at desc, a.id desc limit 50`;
}

/** Writes the answer; false when somebody has answered. */
export async function answerAppeal(
  tx: Tx,
  id: string,
  given: { outcome: "kept" | "changed"; answer: string; by: string; now: Temporal.Instant },
): Promise<boolean> {
  const changed = await tx.run`
    update people.eligibility_appeal
       set outcome = ${given.outcome}, answer = ${given.answer}, answered_by = ${given.by}, answered_at = ${given.now}
     where id = ${id} and outcome is null`;
  return changed === 1;
}
