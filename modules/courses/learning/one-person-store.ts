/** SQL of one person in courses, for their end and their joining. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";

export interface OwnRequest {
  course: string;
  term: string;
  at: Temporal.Instant;
  wants: string;
  reason: string;
  state: string;
}

/** What somebody asked for lessons they teach. */
export function requestsBy(db: Db, subject: string): Promise<OwnRequest[]> {
  return db.many<OwnRequest>`
    select c.title as course, k.term, l.starts_at as at, r.wants, r.reason, r.state
      from courses.lesson_request r join courses.teacher t on t.id = r.teacher_id join courses.lesson l on l.id = r.lesson_id
      join courses.class k on k.id = l.class_id join courses.course c on c.id = k.course_id
     where t.subject = ${subject} order by r.asked_at, r.id`;
}

/** Answers how many rows no longer name the person. */
export async function forget(tx: Tx, subject: string, now: Temporal.Instant): Promise<number> {
  const certificates = await tx.run`
    update courses.certificate set subject = null, name = '' where subject = ${subject}`;
  // Why they could not teach is nobody's business any more.
  await tx.run`
    delete from courses.lesson_request r using courses.teacher t where t.id = r.teacher_id and t.subject = ${subject}`;
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

/**
 * Moves certificates and seats of one person to another. Of two seats at one organisation the second ends, and its classes and lessons go to
 * the first; a lesson for which that one has no time stays, and is told of under 今天.
 */
export async function move(tx: Tx, from: string, into: string, now: Temporal.Instant): Promise<number> {
  const twice = sql`(
    select g.id as gone, s.id as stays from courses.teacher g join courses.teacher s on s.organisation_id = g.organisation_id
     where g.subject = ${from} and g.ended_at is null and s.subject = ${into} and s.ended_at is null)`;
  await tx.run`
    update courses.class k set teacher_id = t.stays, version = version + 1 from ${twice} t
     where k.teacher_id = t.gone and k.state <> 'cancelled' and (k.last_at is null or k.last_at > ${now})`;
  await tx.run`
    update courses.lesson l set teacher_id = t.stays from ${twice} t
     where l.teacher_id = t.gone and l.cancelled_at is null and l.starts_at > ${now}
       and not exists (select from courses.lesson o where o.teacher_id = t.stays and o.cancelled_at is null
                          and tstzrange(o.starts_at, o.ends_at) && tstzrange(l.starts_at, l.ends_at))`;
  await tx.run`
    update courses.teacher t set ended_at = ${now}
     where t.subject = ${from} and t.ended_at is null
       and exists (select from courses.teacher o where o.organisation_id = t.organisation_id and o.subject = ${into} and o.ended_at is null)`;
  const seats = await tx.run`update courses.teacher set subject = ${into} where subject = ${from}`;
  const certificates = await tx.run`update courses.certificate set subject = ${into} where subject = ${from}`;
  await tx.run`update courses.attendance set marked_by = ${into} where marked_by = ${from}`;
  await tx.run`update courses.lesson_request set answered_by = ${into} where answered_by = ${from}`;
  return seats + certificates;
}
