/** SQL of entries. Persons by subject key only; a draw knows numbers. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import { taking } from "../claim-state.ts";
import type { DrawGroup } from "./groups.ts";
import { toldOf } from "./people-store.ts";
import type { EntryWish } from "./rules.ts";

export interface Entry extends EntryWish {
  id: string;
  drawId: string;
  subject: string | null;
  number: string;
  choices: string[];
  /** Of the draw's groups those it was found to be of. */
  groups: string[];
  /** By which others come onto it; null: it was made before there were any. */
  code: string | null;
  state: "entered" | "withdrawn" | "left-out";
}

const columns = sql.raw(
  "e.id, e.draw_id, e.subject, e.number, e.size, e.choices, e.groups, e.code, e.most, e.state",
);

export function entryOf(db: Db, drawId: string, subject: string): Promise<Entry | null> {
  return db.maybeOne<Entry>`
    select ${columns} from booking.draw_entry e where e.draw_id = ${drawId} and e.subject = ${subject}`;
}

/** The entry somebody is on, their own or another's; else their own that was withdrawn. */
export function entryWith(db: Db, drawId: string, subject: string): Promise<Entry | null> {
  return db.maybeOne<Entry>`
    select ${columns} from booking.draw_entry e
      left join booking.draw_entry_person p on p.draw_id = e.draw_id and p.entry_id = e.id and p.subject = ${subject}
     where e.draw_id = ${drawId} and (e.subject = ${subject} or p.subject is not null) order by p.subject is null limit 1`;
}

/** Locks an entry before who is on it changes: by its id or code, or of whoever made it. */
export function lockEntry(
  tx: Tx,
  { drawId, ...by }: { drawId: string } & ({ id: string } | { code: string } | { subject: string }),
): Promise<Entry | null> {
  const which =
    "id" in by
      ? sql`e.id = ${by.id}`
      : "code" in by
        ? sql`e.code = ${by.code}`
        : sql`e.subject = ${by.subject}`;
  return tx.maybeOne<Entry>`
    select ${columns} from booking.draw_entry e where e.draw_id = ${drawId} and ${which} for no key update`;
}

/** The draw of an entry that others come onto by this code. */
export async function drawOfCode(db: Db, code: string): Promise<string | null> {
  const row = await db.maybeOne<{ drawId: string }>`
    select draw_id from booking.draw_entry where code = ${code} and state = 'entered'`;
  return row?.drawId ?? null;
}

/** So many come by it from now on. */
export async function resize(tx: Tx, id: string, size: number, now: Temporal.Instant): Promise<void> {
  await tx.run`update booking.draw_entry set size = ${size}, changed_at = ${now} where id = ${id}`;
}

/** Makes the entry of a person, or changes it; the number and code it was given stay. False: another has this number or code. */
export async function putEntry(
  tx: Tx,
  e: EntryWish & {
    id: string;
    drawId: string;
    subject: string;
    number: string;
    code: string;
    groups: readonly string[];
  },
  now: Temporal.Instant,
): Promise<boolean> {
  const changed = await tx.run`
    update booking.draw_entry set size = ${e.size}, choices = ${[...e.choices]}::text[], groups = ${[...e.groups]}::text[],
           most = ${e.most}, code = coalesce(code, ${e.code}), state = 'entered', changed_at = ${now}
     where draw_id = ${e.drawId} and subject = ${e.subject}`;
  if (changed > 0) return true;
  const made = await tx.run`
    insert into booking.draw_entry (id, draw_id, subject, number, code, size, choices, groups, most, state, made_at, changed_at)
    values (${e.id}, ${e.drawId}, ${e.subject}, ${e.number}, ${e.code}, ${e.size}, ${[...e.choices]}::text[], ${[...e.groups]}::text[],
            ${e.most}, 'entered', ${now}, ${now})
        on conflict do nothing`;
  return made > 0;
}

export function withdraw(tx: Tx, drawId: string, subject: string, now: Temporal.Instant): Promise<number> {
  return tx.run`
    update booking.draw_entry set state = 'withdrawn', changed_at = ${now}
     where draw_id = ${drawId} and subject = ${subject} and state = 'entered'`;
}

/** All that are in the draw. */
export function entered(db: Db, drawId: string): Promise<(Entry & { subject: string })[]> {
  return db.many<Entry & { subject: string }>`
    select ${columns} from booking.draw_entry e where e.draw_id = ${drawId} and e.state = 'entered' order by e.number`;
}

export interface WhoChose {
  offerId: string;
  drawId: string;
  title: string;
  opensAt: Temporal.Instant;
  closesAt: Temporal.Instant;
  subjects: string[];
}

/** Whose entries chose these offers, by the draw that is still to give their places. */
export function whoChose(db: Db, offerIds: readonly string[]): Promise<WhoChose[]> {
  return db.many<WhoChose>`
    select l.offer_id, d.id as draw_id, d.title, d.opens_at, d.closes_at, array_agg(t.subject order by t.subject) as subjects
      from booking.draw_lot l join booking.draw d on d.id = l.draw_id
      join booking.draw_entry e on e.draw_id = d.id and e.state = 'entered' and l.code = any(e.choices)
      cross join lateral ${toldOf} as t
     where l.offer_id = any(${[...offerIds]}::uuid[]) and l.ended_at is null
     group by l.offer_id, d.id order by l.offer_id`;
}

/** These cannot be drawn any more: none of what they want is there. */
export async function leaveOut(tx: Tx, ids: readonly string[], now: Temporal.Instant): Promise<void> {
  await tx.run`
    update booking.draw_entry set state = 'left-out', changed_at = ${now} where id = any(${[...ids]}::uuid[])`;
}

/** When somebody last took a place of such occasions of a house, or came along on an entry that did; what was given back is none. */
export async function lastTookAt(
  db: Db,
  { subject, orgPath, kinds }: { subject: string; orgPath: string; kinds: readonly string[] },
): Promise<Temporal.Instant | null> {
  const { at } = await db.one<{ at: Temporal.Instant | null }>`
    with along as (
      select r.claim_id from booking.draw_entry_person p join booking.draw_entry e on e.id = p.entry_id
        join booking.draw_result r on r.draw_id = e.draw_id and r.number = e.number
       where p.subject = ${subject} and r.claim_id is not null)
    select max(c.made_at) as at from booking.claim c join booking.offer o on o.id = c.offer_id
     where (c.subject = ${subject} or c.id in (select claim_id from along)) and c.state = any(${taking}::text[]) and o.org_path = ${orgPath} and o.kind = any(${[...kinds]}::text[])`;
  return at;
}

/** What the house's draws, whoever made the entry they were on, and occasions since then say of these people. Nobody is left out: who has no record is not answered. */
export function earlier(
  db: Db,
  {
    subjects,
    orgPath,
    since,
    now,
  }: { subjects: readonly string[]; orgPath: string; since: Temporal.Instant; now: Temporal.Instant },
): Promise<{ subject: string; losses: number; wins: number; missed: number }[]> {
  return db.many`
    with asked as (select unnest(${[...subjects]}::uuid[]) as subject),
    drawn as (
      select p.subject, bool_or(r.result = 'given' and r.became in ('confirmed', 'held')) as won
        from asked join booking.draw_entry_person p on p.subject = asked.subject join booking.draw_entry e on e.id = p.entry_id
        join booking.draw d on d.id = e.draw_id and d.org_path = ${orgPath}
        join booking.draw_outcome u on u.draw_id = d.id and u.drawn_at > ${since}
        join booking.draw_result r on r.draw_id = d.id and r.number = e.number
       where r.became is null or r.became not in ('cancelled', 'passed-over')
       group by p.subject, p.draw_id),
    missed as (
      select c.subject, count(*)::int as missed
        from asked join booking.claim c on c.subject = asked.subject and c.state = 'no-show'
        join booking.offer o on o.id = c.offer_id and o.org_path = ${orgPath} and o.starts_at > ${since} and o.starts_at <= ${now}
       group by c.subject)
    select a.subject, count(*) filter (where not drawn.won)::int as losses, count(*) filter (where drawn.won)::int as wins,
           coalesce(max(missed.missed), 0)::int as missed
      from asked a left join drawn on drawn.subject = a.subject left join missed on missed.subject = a.subject
     group by a.subject`;
}

export interface OwnEntry extends Entry {
  title: string;
  groupsOfDraw: DrawGroup[];
  madeAt: Temporal.Instant;
}

/** All entries a person has made or is on, the latest first. */
export function entriesOf(db: Db, subject: string): Promise<OwnEntry[]> {
  return db.many<OwnEntry>`
    select ${columns}, e.made_at, d.title, d.groups as groups_of_draw from booking.draw_entry e join booking.draw d on d.id = e.draw_id
     where e.subject = ${subject} or e.id in (select entry_id from booking.draw_entry_person where subject = ${subject})
     order by e.made_at desc, e.id desc`;
}

/** Loosens the entries somebody made from them: what is not frozen is withdrawn, and in a frozen list the number leads to nobody. */
export async function forget(tx: Tx, subject: string, now: Temporal.Instant): Promise<string[]> {
  const rows = await tx.many<{ id: string }>`
    update booking.draw_entry set subject = null, state = 'withdrawn', changed_at = ${now} where subject = ${subject} returning id`;
  return rows.map(({ id }) => id);
}

/** Of a draw in which both have an entry the earlier stays, and the other leads to nobody. */
export async function loosenLater(
  tx: Tx,
  [one, other]: readonly [string, string],
  now: Temporal.Instant,
): Promise<string[]> {
  const rows = await tx.many<{ id: string }>`
    with later as (
      select distinct on (e.draw_id) e.id from booking.draw_entry e
        join booking.draw_entry other on other.draw_id = e.draw_id and other.id <> e.id and other.subject in (${one}, ${other})
       where e.subject in (${one}, ${other})
       order by e.draw_id, e.state = 'entered', e.made_at desc, e.id desc)
    update booking.draw_entry e set subject = null, state = 'withdrawn', changed_at = ${now} from later where later.id = e.id
    returning e.id`;
  return rows.map(({ id }) => id);
}

/** One person's entries become another's. */
export function move(tx: Tx, from: string, into: string): Promise<number> {
  return tx.run`update booking.draw_entry set subject = ${into} where subject = ${from}`;
}
