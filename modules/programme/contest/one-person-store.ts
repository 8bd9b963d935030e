/** SQL of one person in contests, for their copy, their end and their joining. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import { endEntries, handTeamsOn, type NewCaptain, removeMember } from "./entry-store.ts";

export function seatsOf(
  db: Db,
  subject: string,
): Promise<{ contest: string; name: string; ofHouse: boolean; appointedAt: Temporal.Instant }[]> {
  return db.many`
    select e.title as contest, j.name, j.of_house, j.appointed_at
      from programme.contest_juror j join programme.event e on e.id = j.event_id where j.subject = ${subject} order by j.appointed_at`;
}

/** Removes a person; answers how many rows were removed or loosened, which teams they left and who is captain of theirs now. */
export async function forget(
  tx: Tx,
  subject: string,
  now: Temporal.Instant,
): Promise<{ rows: number; left: string[]; captains: NewCaptain[] }> {
  const open = await tx.many<{ id: string }>`
    select id from programme.contest_entry n
     where n.subject = ${subject} and n.state in ('submitted', 'accepted') and ${aloneIn(subject)}
       and not exists (select from programme.contest_result s where s.entry_id = n.id)`;
  await endEntries(
    tx,
    open.map(({ id }) => id),
    { as: "withdrawn", reason: null },
    now,
  );
  const left = await removeMember(tx, subject, null);
  const captains = await handTeamsOn(tx, subject, now);
  await tx.run`
    update programme.contest_result set reason = null
     where reason is not null and entry_id in (select id from programme.contest_entry where subject = ${subject})`;
  const entries = await tx.run`
    update programme.contest_entry
       set subject = null, title = '', description = '', link = null, team_name = null, name_public = false, code = null, changed_at = ${now}
     where subject = ${subject}`;
  const seats = await tx.run`
    update programme.contest_juror set subject = null, name = '', ended_at = coalesce(ended_at, ${now}) where subject = ${subject}`;
  return { rows: left.length + entries + seats, left, captains };
}

const aloneIn = (subject: string) =>
  sql`not exists (select from programme.contest_member o where o.entry_id = n.id and o.subject <> ${subject})`;

/** Entries of the first person in categories in which the second is, too. */
export function inBoth(
  db: Db,
  from: string,
  into: string,
): Promise<{ entryId: string; contest: string; category: string }[]> {
  return db.many`
    select f.entry_id, e.title as contest, c.name as category
      from programme.contest_member f join programme.contest_member i on i.category_id = f.category_id and i.subject = ${into}
      join programme.contest_category c on c.id = f.category_id join programme.event e on e.id = c.event_id
     where f.subject = ${from} order by f.entry_id`;
}

/** Takes a person out of these entries: what they are alone in without results is withdrawn, a team goes on without them, with who is captain now. */
export async function giveUp(
  tx: Tx,
  subject: string,
  entryIds: readonly string[],
  now: Temporal.Instant,
): Promise<NewCaptain[]> {
  const own = await tx.many<{ id: string }>`
    select id from programme.contest_entry n
     where n.id = any(${entryIds}::uuid[]) and n.subject = ${subject} and ${aloneIn(subject)}
       and not exists (select from programme.contest_result s where s.entry_id = n.id)`;
  await endEntries(
    tx,
    own.map(({ id }) => id),
    { as: "withdrawn", reason: null },
    now,
  );
  await removeMember(tx, subject, entryIds);
  return handTeamsOn(tx, subject, now);
}

/** Moves what is left of one person to another; of two seats in one jury the second ends. */
export async function move(tx: Tx, from: string, into: string, now: Temporal.Instant): Promise<number> {
  await tx.run`
    update programme.contest_juror j set ended_at = ${now}
     where j.subject = ${from} and j.ended_at is null
       and exists (select from programme.contest_juror o where o.event_id = j.event_id and o.subject = ${into} and o.ended_at is null)`;
  const seats = await tx.run`update programme.contest_juror set subject = ${into} where subject = ${from}`;
  const members = await tx.run`update programme.contest_member set subject = ${into} where subject = ${from}`;
  const entries = await tx.run`update programme.contest_entry set subject = ${into} where subject = ${from}`;
  return seats + members + entries;
}

/** Ends the seats of somebody who is in what that jury decides, and answers of which contests. */
export function endPartialSeats(
  tx: Tx,
  subject: string,
  now: Temporal.Instant,
): Promise<{ contest: string }[]> {
  return tx.many<{ contest: string }>`
    update programme.contest_juror j set ended_at = ${now} from programme.event e
     where j.subject = ${subject} and j.ended_at is null and e.id = j.event_id
       and exists (select from programme.contest_member m join programme.contest_category c on c.id = m.category_id
                    where m.subject = ${subject} and c.event_id = j.event_id and c.decided = 'jury')
    returning e.title as contest`;
}
