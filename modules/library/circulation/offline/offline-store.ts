/** SQL of what tills did without a line. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";

export interface NewStep {
  id: string;
  nth: number;
  madeBy: string;
  kind: "lend" | "return";
  card: string | null;
  barcode: string;
  at: Temporal.Instant;
  isDoubtful: boolean;
}

/** Each once, whoever sends it again. Answers of how many were new. */
export function insertSteps(
  tx: Tx,
  from: { placeId: string; placePath: string; device: string; sentBy: string },
  steps: readonly NewStep[],
): Promise<number> {
  const of = <K extends keyof NewStep>(key: K) => steps.map((step) => step[key]);
  return tx.run`
    insert into library.offline_step (id, place_id, place_path, device, nth, made_by, sent_by, kind, card, barcode, at, doubtful)
    select n.id, ${from.placeId}::uuid, ${from.placePath}, ${from.device}::uuid, n.nth, n.made_by, ${from.sentBy}::uuid, n.kind, n.card, n.barcode,
           n.at, n.doubtful
      from unnest(${of("id")}::uuid[], ${of("nth")}::int[], ${of("madeBy")}::uuid[], ${of("kind")}::text[], ${of("card")}::text[],
                  ${of("barcode")}::text[], ${of("at").map(String)}::timestamptz[], ${of("isDoubtful")}::boolean[])
           as n(id, nth, made_by, kind, card, barcode, at, doubtful)
     order by n.id
    on conflict (id) do nothing`;
}

/** A device that does not count goes on behind what it has sent. */
export async function nextOf(tx: Tx, device: string): Promise<number> {
  const { next } = await tx.one<{ next: number }>`
    select coalesce(max(nth) + 1, 0) as next from library.offline_step where device = ${device}`;
  return next;
}

/** When a device did the last that it did before this one; null: nothing is known of it. */
export async function doneBefore(tx: Tx, device: string, nth: number): Promise<Temporal.Instant | null> {
  const [row] = await tx.many<{ at: Temporal.Instant }>`
    select at from library.offline_step where device = ${device} and nth < ${nth}::int order by nth desc, at desc limit 1`;
  return row?.at ?? null;
}

export interface Step {
  id: string;
  placeId: string;
  placePath: string;
  madeBy: string;
  sentBy: string;
  kind: "lend" | "return";
  card: string | null;
  barcode: string;
  issuerId: string | null;
  ownerId: string | null;
  at: Temporal.Instant;
  isDoubtful: boolean;
  state: "waiting" | "open" | "done" | "closed";
}

const columns = sql.raw(
  "id, place_id, place_path, made_by, sent_by, kind, card, barcode, issuer_id, owner_id, at, doubtful as is_doubtful, state",
);

/** The next in the order in which they happened, locked. Whoever comes while another is at it waits for it: what happened after it is not done before it. */
export function nextWaiting(tx: Tx): Promise<Step | null> {
  return tx.prepared.maybeOne<Step>`
    select ${columns} from library.offline_step where state = 'waiting' order by at, device, nth limit 1 for update`;
}

/** One that the desk decides, locked; null where it is settled already. */
export function lockOpen(tx: Tx, id: string): Promise<Step | null> {
  return tx.maybeOne<Step>`
    select ${columns} from library.offline_step where id = ${id} and state in ('open', 'waiting') for update`;
}

export const stepPath = (db: Db, id: string): Promise<{ orgPath: string } | null> =>
  db.maybeOne<{ orgPath: string }>`select place_path as org_path from library.offline_step where id = ${id}`;

export interface Settled {
  state: "open" | "done" | "closed";
  rules: readonly string[];
  loanId: string | null;
  dueOn: string | null;
  goes: Goes | null;
}

export interface Goes {
  to: "shelf" | "hold-shelf" | "place";
  shelf: string;
  placeId: string | null;
  reason: string;
}

/** What became of it. Settled, it names neither card nor copy any more: a loan leads to the copy while it lasts. */
export async function settle(tx: Tx, id: string, to: Settled, on: string): Promise<void> {
  const settledOn = to.state === "open" ? null : on;
  await tx.prepared.run`
    update library.offline_step
       set state = ${to.state}, rules = ${[...to.rules]}::text[], loan_id = ${to.loanId}::uuid, due_on = ${to.dueOn}::date,
           goes = ${to.goes === null ? null : JSON.stringify(to.goes)}::jsonb, settled_on = ${settledOn}::date,
           card = case when ${settledOn}::date is null then card end,
           barcode = case when ${settledOn}::date is null then barcode end
     where id = ${id}::uuid`;
}

/** Tried once more in vain; after so many times the desk decides. */
export async function countTry(tx: Tx, id: string, most: number): Promise<void> {
  await tx.run`
    update library.offline_step
       set tries = tries + 1, state = case when tries + 1 >= ${most}::int then 'open' else state end,
           rules = case when tries + 1 >= ${most}::int then array['failed'] else rules end
     where id = ${id} and state = 'waiting'`;
}

/** As somebody at the desk says that it was meant. */
export async function correct(
  tx: Tx,
  id: string,
  said: { card: string | null; barcode: string | null; issuerId: string | null; ownerId: string | null },
): Promise<void> {
  await tx.run`
    update library.offline_step
       set card = coalesce(${said.card}, card), barcode = coalesce(${said.barcode}, barcode), issuer_id = ${said.issuerId}::uuid,
           owner_id = ${said.ownerId}::uuid
     where id = ${id}`;
}

/** A loan as far as a step is compared with it. */
export function loanNow(
  tx: Tx,
  itemId: number,
): Promise<{ subject: string; lentAt: Temporal.Instant; channel: string } | null> {
  return tx.prepared.maybeOne<{ subject: string; lentAt: Temporal.Instant; channel: string }>`
    select subject, lent_at, channel from library.loan where item_id = ${itemId}::bigint`;
}

/** Marked once for as long as nobody has spoken with them. Their ids are random: ones with a time in them would be the moment of the loan. */
export async function addTalks(
  tx: Tx,
  rules: readonly string[],
  of: { subject: string; placeId: string; on: string },
): Promise<string[]> {
  if (rules.length === 0) return [];
  const made = await tx.many<{ id: string }>`
    insert into library.reader_talk (id, subject, place_id, rule, made_on)
    select gen_random_uuid(), ${of.subject}::uuid, ${of.placeId}::uuid, n.rule, ${of.on}::date from unnest(${[...rules]}::text[]) as n(rule)
    on conflict (subject, rule) do nothing returning id`;
  return made.map(({ id }) => id);
}

/** Nobody needs it any more: what was talked about is forgotten. */
export function endTalk(tx: Tx, id: string): Promise<number> {
  return tx.run`delete from library.reader_talk where id = ${id}`;
}

export const talkPlace = (db: Db, id: string): Promise<{ placeId: string } | null> =>
  db.maybeOne<{ placeId: string }>`select place_id from library.reader_talk where id = ${id}`;

/** What is told of settled steps is kept so long. */
export async function forgetSettled(tx: Tx, before: string, limit: number): Promise<void> {
  await tx.run`
    delete from library.offline_step where id in (
      select id from library.offline_step where settled_on < ${before}::date order by settled_on limit ${limit}::int)`;
}

export async function progress(
  db: Db,
  { place, device, since }: { place: string; device: string; since: string },
): Promise<{ waiting: number; open: number; done: number }> {
  return db.one<{ waiting: number; open: number; done: number }>`
    select count(*) filter (where state = 'waiting')::int as waiting, count(*) filter (where state = 'open')::int as open,
           count(*) filter (where settled_on is not null)::int as done
      from (select state, settled_on from library.offline_step where place_id = ${place} and state in ('waiting', 'open') and device = ${device}
            union all
            select state, settled_on from library.offline_step where place_id = ${place} and device = ${device} and settled_on >= ${since}::date) s`;
}

export interface OpenRow {
  id: string;
  kind: "lend" | "return";
  at: Temporal.Instant;
  madeBy: string;
  card: string | null;
  barcode: string;
  rules: string[];
}

export function openAt(db: Db, placeId: string, limit: number): Promise<OpenRow[]> {
  return db.many<OpenRow>`
    select id, kind, at, made_by, card, barcode, rules from library.offline_step
     where place_id = ${placeId} and state = 'open' order by at, id limit ${limit}::int`;
}

export async function waitingAt(db: Db, placeId: string): Promise<number> {
  const { count } = await db.one<{ count: number }>`
    select count(*)::int as count from library.offline_step where place_id = ${placeId} and state = 'waiting'`;
  return count;
}

export interface DoneRow {
  id: string;
  kind: "lend" | "return";
  at: Temporal.Instant;
  state: "done" | "closed";
  madeBy: string;
  rules: string[];
  title: string | null;
  barcode: string | null;
  dueOn: string | null;
  goes: Goes | null;
}

/** The newest settled first; a loan says its title while it lasts. */
export function doneAt(db: Db, placeId: string, limit: number): Promise<DoneRow[]> {
  return db.many<DoneRow>`
    select s.id, s.kind, s.at, s.state, s.made_by, s.rules, r.title, i.barcode, s.due_on::text, s.goes
      from (select * from library.offline_step where place_id = ${placeId} and settled_on is not null
             order by settled_on desc, at desc, id limit ${limit}::int) s
      left join library.loan l on l.id = s.loan_id
      left join library.item i on i.id = l.item_id
      left join library.record r on r.id = i.record_id
     order by s.settled_on desc, s.at desc, s.id`;
}

/** How many of a place's settled steps met something else: more than one of these rules, or another. */
export async function conflictsAt(db: Db, placeId: string, noConflicts: readonly string[]): Promise<number> {
  const { count } = await db.one<{ count: number }>`
    select count(*)::int as count from library.offline_step
     where place_id = ${placeId} and settled_on is not null and not rules <@ ${[...noConflicts]}::text[]`;
  return count;
}

export interface TalkRow {
  id: string;
  subject: string;
  kind: "person" | "group";
  name: string;
  rule: string;
  on: string;
}

export function talksAt(db: Db, placeId: string, limit: number): Promise<TalkRow[]> {
  return db.many<TalkRow>`
    select t.id, t.subject, r.kind, r.name, t.rule, t.made_on::text as on
      from library.reader_talk t join library.reader r on r.subject = t.subject
     where t.place_id = ${placeId} order by t.made_on, t.id limit ${limit}::int`;
}

/** Numbers that are not to be served at a place: lost or ended, and of readers who are kept from borrowing. */
export async function cardsNotServed(
  db: Db,
  { orgPath, on, limit }: { orgPath: string; on: string; limit: number },
): Promise<string[]> {
  const root = orgPath.slice(0, orgPath.indexOf(".") + 1);
  const [own, joined] = [
    sql`r.home_path like ${`${root}%`}`,
    sql`library.card c join library.reader r on r.subject = c.subject`,
  ];
  const rows = await db.many<{ number: string }>`
    select number from (
      (select c.number, c.changed_on from ${joined} where c.state in ('lost', 'ended') and ${own}
        order by c.changed_on desc, c.number limit ${limit}::int)
      union all select c.number, c.changed_on from ${joined} where r.blocked <> '' and ${own}
      union all select c.number, c.changed_on from ${joined} where r.suspended_until is not null and r.suspended_until >= ${on}::date and ${own}) n
     group by number order by max(changed_on) desc, number limit ${limit}::int`;
  return rows.map(({ number }) => number);
}

/** What cards and barcodes look like here: the first three signs and how many there are, the most usual forty. */
export async function shapesAt(
  db: Db,
  { id, orgPath }: { id: string; orgPath: string },
): Promise<{ cards: string[]; copies: string[] }> {
  const root = orgPath.slice(0, orgPath.indexOf(".") + 1);
  const cards = await db.many<{ shape: string }>`
    select left(number, 3) || ' ' || length(number) as shape
      from (select c.number from library.card c join library.reader r on r.subject = c.subject
             where r.home_path like ${`${root}%`} and c.state in ('active', 'alias') limit 5000) s
     group by 1 order by count(*) desc, 1 limit 40`;
  const copies = await db.many<{ shape: string }>`
    select left(barcode, 3) || ' ' || length(barcode) as shape
      from (select barcode from library.item where place_id = ${id} limit 5000) s group by 1 order by count(*) desc, 1 limit 40`;
  return { cards: cards.map(({ shape }) => shape), copies: copies.map(({ shape }) => shape) };
}

/** How many wait for the desk at these places, by place. */
export function openCounts(
  db: Db,
  placeIds: readonly string[],
): Promise<{ placeId: string; count: number }[]> {
  return db.many<{ placeId: string; count: number }>`
    select place_id, count(*)::int as count from library.offline_step
     where place_id = any(${[...placeIds]}::uuid[]) and state = 'open' group by place_id order by place_id`;
}
