/** SQL of what teachers ask for their lessons. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";

export type RequestState = "asked" | "granted" | "refused" | "taken-back" | "settled";

export interface LessonRequest {
  id: string;
  lessonId: string;
  teacherId: string;
  wants: "substitute" | "make-up";
  reason: string;
  colleagueId: string | null;
  startsAt: Temporal.Instant | null;
  endsAt: Temporal.Instant | null;
  state: RequestState;
  answer: string | null;
}

const columns = sql.raw(
  "id, lesson_id, teacher_id, wants, reason, colleague_id, starts_at, ends_at, state, answer",
);

/** The last request for each of these lessons; lessons nobody asked anything for are left out. */
export async function lastRequests(
  db: Db,
  lessonIds: readonly string[],
): Promise<Map<string, LessonRequest>> {
  const rows = await db.many<LessonRequest>`
    select distinct on (lesson_id) ${columns} from courses.lesson_request
     where lesson_id = any(${[...lessonIds]}::uuid[]) order by lesson_id, asked_at desc, id desc`;
  return new Map(rows.map((one) => [one.lessonId, one]));
}

/** The one that waits for an answer, locked. */
export function lockAsked(tx: Tx, lessonId: string): Promise<LessonRequest | null> {
  return tx.maybeOne<LessonRequest>`
    select ${columns} from courses.lesson_request where lesson_id = ${lessonId} and state = 'asked' for update`;
}

/** False: another one for the lesson waits already. */
export async function insertRequest(
  tx: Tx,
  r: Omit<LessonRequest, "state" | "answer">,
  now: Temporal.Instant,
): Promise<boolean> {
  return (
    (await tx.run`
      insert into courses.lesson_request (id, lesson_id, teacher_id, wants, reason, colleague_id, starts_at, ends_at, asked_at)
      values (${r.id}, ${r.lessonId}, ${r.teacherId}, ${r.wants}, ${r.reason}, ${r.colleagueId}, ${r.startsAt}, ${r.endsAt}, ${now})
          on conflict (lesson_id) where state = 'asked' do nothing`) === 1
  );
}

/** Answers how many waited: none or one. */
export function endRequest(
  tx: Tx,
  lessonId: string,
  end: { state: Exclude<RequestState, "asked">; by: string | null; answer?: string },
  now: Temporal.Instant,
): Promise<number> {
  return tx.run`
    update courses.lesson_request
       set state = ${end.state}, answered_at = ${now}, answered_by = ${end.by}, answer = ${end.answer ?? null}
     where lesson_id = ${lessonId} and state = 'asked'`;
}

/** The same for all lessons of a class. */
export async function endRequestsOfClass(
  tx: Tx,
  classId: string,
  by: string | null,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    update courses.lesson_request r set state = 'settled', answered_at = ${now}, answered_by = ${by}
      from courses.lesson l where l.id = r.lesson_id and l.class_id = ${classId} and r.state = 'asked'`;
}

export interface Waiting extends Pick<LessonRequest, "lessonId" | "wants"> {
  classId: string;
  title: string;
  teacher: string;
  at: Temporal.Instant;
}

/** What waits for an answer at these organisations and those below them, the soonest lesson first. What is over waits for none. */
export function requestsWaiting(
  db: Db,
  paths: readonly string[],
  { now, limit }: { now: Temporal.Instant; limit: number },
): Promise<Waiting[]> {
  return db.many<Waiting>`
    select r.lesson_id, r.wants, l.class_id, c.title, t.name as teacher, l.starts_at as at
      from courses.lesson_request r join courses.lesson l on l.id = r.lesson_id join courses.class k on k.id = l.class_id
      join courses.course c on c.id = k.course_id join courses.teacher t on t.id = r.teacher_id
     where r.state = 'asked' and coalesce(r.ends_at, l.ends_at) > ${now}
       and exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(k.org_path, p.path))
     order by l.starts_at, r.id limit ${limit}`;
}
