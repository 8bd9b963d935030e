/** SQL of one person in courses, for their end and their joining. */
import type { Temporal } from "temporal-polyfill";
import type { Tx } from "#platform/db";

/** Answers how many rows no longer name the person. */
export async function forget(tx: Tx, subject: string, now: Temporal.Instant): Promise<number> {
  const certificates = await tx.run`
    update courses.certificate set subject = null, name = '' where subject = ${subject}`;
  const seats = await tx.run`
    update courses.teacher set subject = null, name = '', ended_at = coalesce(ended_at, ${now}) where subject = ${subject}`;
  return certificates + seats;
}

/** The roll of a claim that went becomes that of the one that stayed: who came under either has come. Answers how many rows moved. */
export async function joinRolls(tx: Tx, joins: readonly { from: string; into: string }[]): Promise<number> {
  if (joins.length === 0) return 0;
  const [gone, stay] = [joins.map(({ from }) => from), joins.map(({ into }) => into)];
  const marks = await tx.run`
    insert into courses.attendance (lesson_id, claim_id, mark, how, marked_at, marked_by)
    select distinct on (a.lesson_id, j.into_id) a.lesson_id, j.into_id, a.mark, a.how, a.marked_at, a.marked_by
      from unnest(${gone}::uuid[], ${stay}::uuid[]) as j(from_id, into_id) join courses.attendance a on a.claim_id = j.from_id
     order by a.lesson_id, j.into_id, a.mark in ('present', 'late') desc, a.marked_at
        on conflict (lesson_id, claim_id) do update
       set mark = excluded.mark, how = excluded.how, marked_at = excluded.marked_at, marked_by = excluded.marked_by
     where courses.attendance.mark not in ('present', 'late') and excluded.mark in ('present', 'late')`;
  await tx.run`delete from courses.attendance where claim_id = any(${gone}::uuid[])`;
  await tx.run`
    insert into courses.watched (lesson_id, claim_id, watched_at)
    select w.lesson_id, j.into_id, min(w.watched_at)
      from unnest(${gone}::uuid[], ${stay}::uuid[]) as j(from_id, into_id) join courses.watched w on w.claim_id = j.from_id
     group by w.lesson_id, j.into_id
        on conflict do nothing`;
  await tx.run`delete from courses.watched where claim_id = any(${gone}::uuid[])`;
  await tx.run`
    update courses.certificate c set claim_id = j.into_id
      from (select distinct on (into_id) from_id, into_id from unnest(${gone}::uuid[], ${stay}::uuid[]) as n(from_id, into_id)
              join courses.certificate o on o.claim_id = n.from_id order by into_id, o.issued_at) j
     where c.claim_id = j.from_id and not exists (select from courses.certificate o where o.claim_id = j.into_id)`;
  return marks;
}

/** Moves certificates and seats of one person to another; of two seats at one organisation the second ends. */
export async function move(tx: Tx, from: string, into: string, now: Temporal.Instant): Promise<number> {
  await tx.run`
    update courses.teacher t set ended_at = ${now}
     where t.subject = ${from} and t.ended_at is null
       and exists (select from courses.teacher o where o.organisation_id = t.organisation_id and o.subject = ${into} and o.ended_at is null)`;
  const seats = await tx.run`update courses.teacher set subject = ${into} where subject = ${from}`;
  const certificates = await tx.run`update courses.certificate set subject = ${into} where subject = ${from}`;
  await tx.run`update courses.attendance set marked_by = ${into} where marked_by = ${from}`;
  return seats + certificates;
}
