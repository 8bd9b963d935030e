/** SQL of entries and their members. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { EntryState } from "./contract.ts";

export interface Entry {
  id: string;
  categoryId: string;
  eventId: string;
  number: number;
  subject: string | null;
  title: string;
  description: string;
  link: string | null;
  teamName: string | null;
  namePublic: boolean;
  code: string | null;
  members: number;
  state: EntryState;
  reason: string | null;
  madeAt: Temporal.Instant;
}

const columns = sql.raw(
  "n.id, n.category_id, n.event_id, n.number, n.subject, n.title, n.description, n.link, n.team_name, n.name_public, n.code, " +
    "n.members, n.state, n.reason, n.made_at",
);

export interface NewEntry
  extends Pick<Entry, "id" | "title" | "description" | "link" | "teamName" | "namePublic" | "code"> {
  categoryId: string;
  subject: string;
  now: Temporal.Instant;
}

/**
 * Takes a place of a category, gives the next number and makes the entry with its first member, in one statement. `took` is false when no
 * place is left or entries are not taken; took without a number means that this person is in the category already (the caller must roll back).
 */
export function makeEntry(tx: Tx, n: NewEntry): Promise<{ took: boolean; number: number | null }> {
  return tx.one<{ took: boolean; number: number | null }>`
    with place as (
      update programme.contest_category c set taken = c.taken + 1
        from programme.contest k
       where c.id = ${n.categoryId} and k.event_id = c.event_id and c.taken < c.places
         and ${n.now}::timestamptz >= k.opens_at and ${n.now}::timestamptz < k.closes_at
      returning c.id, c.event_id, c.team_to, k.rules_version),
    numbered as (
      update programme.contest k set next_number = k.next_number + 1 from place
       where k.event_id = place.event_id returning k.next_number - 1 as number),
    made as (
      insert into programme.contest_entry (id, category_id, event_id, number, subject, title, description, link, team_name, name_public,
             code, most_members, made_at, changed_at)
      select ${n.id}::uuid, place.id, place.event_id, numbered.number, ${n.subject}::uuid, ${n.title}, ${n.description}, ${n.link}, ${n.teamName},
             ${n.namePublic}::boolean, ${n.code}, place.team_to, ${n.now}::timestamptz, ${n.now}::timestamptz
        from place cross join numbered
      returning id, category_id, number),
    member as (
      insert into programme.contest_member (entry_id, category_id, subject, agreed_at, rules_version)
      select made.id, made.category_id, ${n.subject}::uuid, ${n.now}::timestamptz, place.rules_version from made cross join place
          on conflict do nothing
      returning entry_id)
    select exists (select from place) as took, (select made.number from made join member on member.entry_id = made.id) as number`;
}

/** Adds a member of a team, in one statement. `took` is false when the team is whole; took without `joined`: they are in the category already. */
export function addMember(
  tx: Tx,
  { entryId, subject, now }: { entryId: string; subject: string; now: Temporal.Instant },
): Promise<{ took: boolean; joined: boolean }> {
  return tx.one<{ took: boolean; joined: boolean }>`
    with seat as (
      update programme.contest_entry set members = members + 1
       where id = ${entryId} and members < most_members and state in ('submitted', 'accepted')
      returning id, category_id, event_id),
    member as (
      insert into programme.contest_member (entry_id, category_id, subject, agreed_at, rules_version)
      select seat.id, seat.category_id, ${subject}::uuid, ${now}::timestamptz, k.rules_version
        from seat join programme.contest k on k.event_id = seat.event_id
          on conflict do nothing
      returning entry_id)
    select exists (select from seat) as took, exists (select from member) as joined`;
}

/** Takes a person out of these entries, of all where none are named; answers those they were in. */
export async function removeMember(
  tx: Tx,
  subject: string,
  entryIds: readonly string[] | null,
): Promise<string[]> {
  const left = await tx.many<{ id: string }>`
    with gone as (
      delete from programme.contest_member
       where subject = ${subject} and (${entryIds}::uuid[] is null or entry_id = any(${entryIds}::uuid[]))
      returning entry_id)
    update programme.contest_entry n set members = n.members - 1 from gone where n.id = gone.entry_id returning n.id`;
  return left.map(({ id }) => id);
}

export interface NewCaptain {
  captain: string;
  title: string;
  teamName: string;
}

/** Makes whoever joined next captain of each team whose captain is in it no more. */
export function handTeamsOn(tx: Tx, gone: string, now: Temporal.Instant): Promise<NewCaptain[]> {
  return tx.many<NewCaptain>`
    with heir as (
      select distinct on (m.entry_id) m.entry_id, m.subject
        from programme.contest_entry n join programme.contest_member m on m.entry_id = n.id
       where n.subject = ${gone} and n.team_name is not null
         and not exists (select from programme.contest_member o where o.entry_id = n.id and o.subject = ${gone})
       order by m.entry_id, m.agreed_at, m.subject)
    update programme.contest_entry n set subject = heir.subject, changed_at = ${now}
      from heir, programme.event e where n.id = heir.entry_id and e.id = n.event_id
    returning n.subject as captain, e.title, n.team_name`;
}

export function lockEntry(tx: Tx, id: string): Promise<Entry | null> {
  return tx.maybeOne<Entry>`select ${columns} from programme.contest_entry n where n.id = ${id} for no key update`;
}

export function entryByCode(db: Db, code: string): Promise<Entry | null> {
  return db.maybeOne<Entry>`
    select ${columns} from programme.contest_entry n where n.code = ${code} and n.state in ('submitted', 'accepted')`;
}

/** Entries of a contest, those that nobody has decided about first, by number; at most `limit` after the one named. */
export function entriesOf(
  db: Db,
  eventId: string,
  { after, limit }: { after: { decided: boolean; number: number } | null; limit: number },
): Promise<Entry[]> {
  return db.many<Entry>`
    select ${columns} from programme.contest_entry n
     where n.event_id = ${eventId}
       and (n.state <> 'submitted', n.number) > (${after?.decided ?? false}::boolean, ${after?.number ?? 0}::bigint)
     order by n.state <> 'submitted', n.number limit ${limit}`;
}

export async function countEntries(db: Db, eventId: string): Promise<number> {
  const { count } = await db.one<{ count: number }>`
    select count(*)::int as count from programme.contest_entry where event_id = ${eventId}`;
  return count;
}

/** Entries of a category that nobody has decided about. */
export function undecidedIn(db: Db, categoryId: string): Promise<{ number: number }[]> {
  return db.many<{ number: number }>`
    select number from programme.contest_entry where category_id = ${categoryId} and state = 'submitted' order by number`;
}

/** Accepted teams of a category with fewer members than it asks for. */
export function teamsTooSmall(db: Db, categoryId: string): Promise<{ id: string; number: number }[]> {
  return db.many<{ id: string; number: number }>`
    select n.id, n.number from programme.contest_entry n join programme.contest_category c on c.id = n.category_id
     where n.category_id = ${categoryId} and n.state = 'accepted' and n.members < c.team_from order by n.number`;
}

/** Whoever is in an entry of a contest that goes on. */
export function entrantsOf(db: Db, eventId: string): Promise<{ subject: string }[]> {
  return db.many<{ subject: string }>`
    select distinct m.subject from programme.contest_member m join programme.contest_entry n on n.id = m.entry_id
     where n.event_id = ${eventId}`;
}

export async function hasEntries(db: Db, eventId: string): Promise<boolean> {
  return (
    (await db.maybeOne`select id from programme.contest_entry where event_id = ${eventId} limit 1`) !== null
  );
}

export interface OwnEntry extends Entry {
  contest: string;
  category: string;
  teamFrom: number;
  teamTo: number;
  /** Results of a first round are entered: nobody leaves any more. */
  begun: boolean;
  /** Why they were, as public results say. */
  disqualified: string | null;
}

/** What somebody has entered or is a member of, newest first. */
export function entriesOfSubject(db: Db, subject: string): Promise<OwnEntry[]> {
  return db.many<OwnEntry>`
    select ${columns}, e.title as contest, c.name as category, c.team_from, c.team_to,
           exists (select from programme.contest_round r where r.category_id = c.id
                     and (r.entered_at is not null or exists (select from programme.contest_result s where s.round_id = r.id))) as begun,
           (select string_agg(s.reason, '；') from programme.contest_result s join programme.contest_round r on r.id = s.round_id
             where s.entry_id = n.id and r.published_at is not null) as disqualified
      from programme.contest_entry n join programme.contest_category c on c.id = n.category_id join programme.event e on e.id = n.event_id
     where n.subject = ${subject} or n.id in (select entry_id from programme.contest_member where subject = ${subject})
     order by n.made_at desc, n.id limit 200`;
}

/** Who is in these entries, by entry. */
export async function membersOf(db: Db, entryIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db.many<{ entryId: string; subject: string }>`
    select entry_id, subject from programme.contest_member where entry_id = any(${entryIds}::uuid[]) order by entry_id, agreed_at, subject`;
  return new Map(
    [...Map.groupBy(rows, ({ entryId }) => entryId)].map(([id, of]) => [
      id,
      of.map(({ subject }) => subject),
    ]),
  );
}

/** Which of these people are in an entry that the jury of a contest decides about, in one category or in any. */
export async function judgedAmong(
  db: Db,
  { eventId, categoryId = null }: { eventId: string; categoryId?: string | null },
  subjects: readonly string[],
): Promise<string[]> {
  const rows = await db.many<{ subject: string }>`
    select distinct m.subject from programme.contest_member m join programme.contest_category c on c.id = m.category_id
     where m.subject = any(${subjects}::uuid[]) and c.event_id = ${eventId} and c.decided = 'jury'
       and (${categoryId}::uuid is null or c.id = ${categoryId}::uuid)`;
  return rows.map(({ subject }) => subject);
}

export async function acceptEntry(tx: Tx, id: string, now: Temporal.Instant): Promise<void> {
  await tx.run`update programme.contest_entry set state = 'accepted', changed_at = ${now} where id = ${id}`;
}

/** Refuses or withdraws entries, gives their places back and lets their members go, in one statement. */
export async function endEntries(
  tx: Tx,
  ids: readonly string[],
  { as, reason }: { as: "refused" | "withdrawn"; reason: string | null },
  now: Temporal.Instant,
): Promise<number> {
  return tx.run`
    with ended as (
      update programme.contest_entry set state = ${as}, reason = ${reason}, changed_at = ${now}, code = null, members = 0
       where id = any(${ids}::uuid[]) and state in ('submitted', 'accepted') returning id, category_id),
    gone as (delete from programme.contest_member m using ended where m.entry_id = ended.id),
    given as (
      update programme.contest_category c set taken = c.taken - g.places
        from (select category_id, count(*)::int as places from ended group by category_id) g where c.id = g.category_id)
    select id from ended`;
}

/** Whose entry it is, as a permission needs it. */
export function entryTarget(db: Db, id: string): Promise<{ eventId: string; orgPath: string } | null> {
  return db.maybeOne`
    select e.id as event_id, e.org_path from programme.contest_entry n join programme.event e on e.id = n.event_id where n.id = ${id}`;
}
