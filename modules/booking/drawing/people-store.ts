/** SQL of who is on an entry: whoever made it, whom they named, and who came by its code. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";

export interface OnEntry {
  entryId: string;
  subject: string;
  /** Came by the code, and is told what becomes of it. */
  joined: boolean;
}

/** Who is on these entries, whoever made each first, then in the order in which they came. */
export function peopleOn(db: Db, entryIds: readonly string[]): Promise<OnEntry[]> {
  return db.many<OnEntry>`
    select p.entry_id, p.subject, p.joined from booking.draw_entry_person p join booking.draw_entry e on e.id = p.entry_id
     where p.entry_id = any(${[...entryIds]}::uuid[])
     order by p.entry_id, p.subject is distinct from e.subject, p.joined, p.subject`;
}

/** Which of these are on some entry of a draw but this. */
export async function onAnother(
  db: Db,
  { drawId, entryId, subjects }: { drawId: string; entryId: string | null; subjects: readonly string[] },
): Promise<Set<string>> {
  const rows = await db.many<{ subject: string }>`
    select subject from booking.draw_entry_person
     where draw_id = ${drawId} and entry_id is distinct from ${entryId} and subject = any(${[...subjects]}::uuid[])`;
  return new Set(rows.map(({ subject }) => subject));
}

/** Puts people on an entry; who is on it stays as they are. Answers who is on another of the draw (`draw_entry_person_once`). */
export async function putPeople(
  tx: Tx,
  { drawId, entryId }: { drawId: string; entryId: string },
  { subjects, joined = false }: { subjects: readonly string[]; joined?: boolean },
): Promise<string[]> {
  // In order: of two who name the same people one waits for the other.
  await tx.run`
    insert into booking.draw_entry_person (draw_id, entry_id, subject, joined)
    select ${drawId}, ${entryId}, subject, ${joined} from unnest(${subjects.toSorted()}::uuid[]) as n(subject) order by subject
        on conflict on constraint draw_entry_person_once do nothing`;
  return [...(await onAnother(tx, { drawId, entryId, subjects }))];
}

/** Takes these off an entry; answers how many were on it. */
export function takeOff(tx: Tx, entryId: string, subjects: readonly string[]): Promise<number> {
  return tx.run`
    delete from booking.draw_entry_person where entry_id = ${entryId} and subject = any(${[...subjects]}::uuid[])`;
}

/** Nobody is on these entries any more; answers who had come by the code, of which draw. */
export function disband(tx: Tx, entryIds: readonly string[]): Promise<{ drawId: string; subject: string }[]> {
  return tx.many`
    with gone as (
      delete from booking.draw_entry_person where entry_id = any(${[...entryIds]}::uuid[]) returning draw_id, subject, joined)
    select draw_id, subject from gone where joined order by draw_id, subject`;
}

/** Of an entry `e`: who is told what becomes of it, whoever made it and who came by its code. */
export const toldOf = sql.raw(`
  (select e.subject union
   select p.subject from booking.draw_entry_person p where p.entry_id = e.id and p.joined)`);

/** Who is told what becomes of the entries of a draw that are in it, or that were left out. */
export async function told(db: Db, drawId: string, state: "entered" | "left-out"): Promise<string[]> {
  const rows = await db.many<{ subject: string }>`
    select t.subject from booking.draw_entry e cross join lateral ${toldOf} as t
     where e.draw_id = ${drawId} and e.state = ${state} and t.subject is not null order by t.subject`;
  return rows.map(({ subject }) => subject);
}

/** By claim who came along with whoever holds it, where a draw gave it to people who were named and it was not handed on. */
export function companionsOf(
  db: Db,
  claimIds: readonly string[],
): Promise<{ claimId: string; subject: string }[]> {
  return db.many`
    select c.id as claim_id, p.subject
      from booking.claim c join booking.draw_result r on r.claim_id = c.id
      join booking.draw_entry e on e.draw_id = r.draw_id and e.number = r.number and e.subject = c.subject
      join booking.draw_entry_person p on p.entry_id = e.id and p.subject <> e.subject
     where c.id = any(${[...claimIds]}::uuid[]) order by c.id, p.joined, p.subject`;
}

/** Part of a statement: those on `gone` (entry_id) fewer by one, where their list is not frozen yet. */
const fewer = (now: Temporal.Instant) => sql`
  update booking.draw_entry e set size = size - 1, changed_at = ${now} from gone
   where e.id = gone.entry_id and not exists (select from booking.draw_frozen f where f.draw_id = e.draw_id)`;

/** Takes somebody off all entries that others made; they come by one fewer, unless their list is frozen. */
export async function forgetOn(tx: Tx, subject: string, now: Temporal.Instant): Promise<number> {
  return tx.run`
    with gone as (delete from booking.draw_entry_person where subject = ${subject} returning entry_id)
    ${fewer(now)}`;
}

/** Of two on entries of one draw that turn out to be one person, the one on their own entry stays, else on the earlier. */
export async function leaveTwice(
  tx: Tx,
  [one, other]: readonly [string, string],
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    with twice as (
      select distinct on (p.draw_id) p.draw_id, p.subject from booking.draw_entry_person p
        join booking.draw_entry e on e.id = p.entry_id
        join booking.draw_entry_person also on also.draw_id = p.draw_id and also.subject in (${one}, ${other}) and also.subject <> p.subject
       where p.subject in (${one}, ${other})
       order by p.draw_id, p.subject is not distinct from e.subject, e.made_at desc, e.id desc),
    gone as (
      delete from booking.draw_entry_person p using twice
       where p.draw_id = twice.draw_id and p.subject = twice.subject returning p.entry_id)
    ${fewer(now)}`;
}

/** One person becomes another wherever they are on an entry. Answers on how many that others made. */
export async function movePeople(tx: Tx, from: string, into: string): Promise<number> {
  const { rows } = await tx.one<{ rows: number }>`
    with moved as (update booking.draw_entry_person set subject = ${into} where subject = ${from} returning entry_id)
    select count(*)::int as rows from moved join booking.draw_entry e on e.id = moved.entry_id and e.subject is distinct from ${into}`;
  return rows;
}
