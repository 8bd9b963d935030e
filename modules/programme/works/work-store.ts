/** SQL of works and of the events that show them. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { WorkText } from "./contract.ts";

export interface Work extends WorkText {
  id: string;
  organisationId: string;
  orgPath: string;
  publishedAt: Temporal.Instant | null;
  version: number;
}

const columns = sql.raw(
  "id, organisation_id, org_path, title, kind, year, summary, credits, rights_holder, allowed, awards, published_at, version",
);

export function work(db: Db, id: string): Promise<Work | null> {
  return db.maybeOne<Work>`select ${columns} from programme.work where id = ${id}`;
}

export function lockWork(tx: Tx, id: string): Promise<Work | null> {
  return tx.maybeOne<Work>`select ${columns} from programme.work where id = ${id} for no key update`;
}

export function publishedWorks(db: Db, kind: string | null): Promise<Work[]> {
  return db.many<Work>`
    select ${columns} from programme.work
     where published_at is not null and (${kind}::text is null or kind = ${kind}) order by year desc, id limit 500`;
}

/** Published works, for who looks for what there is. */
export const publicWorks = () =>
  sql`select w.id, w.changed_at from programme.work w where w.published_at is not null`;

/** Works of these organisations and those below them. */
export function worksBelow(db: Db, paths: readonly string[]): Promise<Work[]> {
  return db.many<Work>`
    select ${columns} from programme.work
     where org_path like any (select p || '%' from unnest(${paths}::text[]) as p) order by changed_at desc, id limit 500`;
}

export async function insertWork(
  tx: Tx,
  w: WorkText & { id: string; organisationId: string; orgPath: string },
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into programme.work (id, organisation_id, org_path, title, kind, year, summary, credits, rights_holder, allowed, awards, changed_at)
    values (${w.id}, ${w.organisationId}, ${w.orgPath}, ${w.title}, ${w.kind}, ${w.year}, ${w.summary}, ${JSON.stringify(w.credits)},
            ${w.rightsHolder}, ${w.allowed}, ${JSON.stringify(w.awards)}, ${now})`;
}

export async function updateWork(tx: Tx, id: string, w: WorkText, now: Temporal.Instant): Promise<number> {
  const { version } = await tx.one<{ version: number }>`
    update programme.work
       set title = ${w.title}, kind = ${w.kind}, year = ${w.year}, summary = ${w.summary}, credits = ${JSON.stringify(w.credits)},
           rights_holder = ${w.rightsHolder}, allowed = ${w.allowed}, awards = ${JSON.stringify(w.awards)}, version = version + 1,
           changed_at = ${now}
     where id = ${id} returning version`;
  return version;
}

export async function setPublished(
  tx: Tx,
  id: string,
  published: boolean,
  now: Temporal.Instant,
): Promise<number> {
  const { version } = await tx.one<{ version: number }>`
    update programme.work
       set published_at = case when ${published} then ${now}::timestamptz end, version = version + 1, changed_at = ${now}
     where id = ${id} returning version`;
  return version;
}

/** Published events that show a work, by their first session, newest first. */
export function showingsOf(
  db: Db,
  workId: string,
): Promise<{ id: string; title: string; firstAt: Temporal.Instant | null }[]> {
  return db.many`
    select e.id, e.title, (select min(s.starts_at) from programme.session s where s.event_id = e.id and s.cancelled_at is null) as first_at
      from programme.work_showing w join programme.event e on e.id = w.event_id and e.state = 'published'
     where w.work_id = ${workId} order by 3 desc nulls last, e.id`;
}

/** An event is held by the organisation, one below it, or jointly by one of them. */
const heldBy = (orgPath: string) => sql`(starts_with(e.org_path, ${orgPath}) or exists (
  select from programme.joint_organiser j where j.event_id = e.id and starts_with(j.org_path, ${orgPath})))`;

export async function holdsEvent(db: Db, orgPath: string, eventId: string): Promise<boolean> {
  const row =
    await db.maybeOne`select id from programme.event e where e.id = ${eventId} and ${heldBy(orgPath)}`;
  return row !== null;
}

/** Events of the organisation that may show it, last changed first. */
export function eventsFor(
  db: Db,
  { orgPath, id }: Pick<Work, "orgPath" | "id">,
): Promise<{ id: string; title: string }[]> {
  return db.many`
    select e.id, e.title from programme.event e
     where ${heldBy(orgPath)} and e.state = 'published'
       and not exists (select from programme.work_showing w where w.work_id = ${id} and w.event_id = e.id)
     order by e.changed_at desc, e.id limit 100`;
}

export async function setShowing(
  tx: Tx,
  { workId, eventId, shown }: { workId: string; eventId: string; shown: boolean },
): Promise<void> {
  if (shown)
    await tx.run`insert into programme.work_showing (work_id, event_id) values (${workId}, ${eventId}) on conflict do nothing`;
  else await tx.run`delete from programme.work_showing where work_id = ${workId} and event_id = ${eventId}`;
}
