/** SQL of wishes and of who has them. */
import type { Temporal } from "temporal-polyfill";
import { type Db, locks, sql, type Tx } from "#platform/db";
import type { WishState } from "./wish.ts";

export interface Wish {
  id: string;
  organisationId: string;
  orgPath: string;
  title: string;
  author: string;
  isbn: string | null;
  publisher: string;
  titleKey: string;
  authorKey: string;
  state: WishState;
  reason: string;
  recordId: number | null;
  askedAt: Temporal.Instant;
}

const columns = sql.raw(
  "w.id, w.organisation_id, w.org_path, w.title, w.author, w.isbn, w.publisher, w.title_key, w.author_key, w.state, w.reason, w.record_id, w.asked_at",
);
const open = sql.raw("w.state in ('asked', 'considered', 'ordered')");

/** Whoever wishes of this house waits for who does so now: what is the same title is seen, and the month counted, one after the other. */
export async function lockWishesOf(tx: Tx, organisationId: string): Promise<void> {
  await tx.run`select pg_advisory_xact_lock(${locks.wishes}, hashtext(${organisationId}))`;
}

/** The open wish for the same title: by ISBN, or by title and author where one of the two names no ISBN, or no author. */
export function openWish(
  db: Db,
  of: Pick<Wish, "organisationId" | "isbn" | "titleKey" | "authorKey">,
): Promise<Wish | null> {
  return db.maybeOne<Wish>`
    select ${columns} from library.wish w
     where w.organisation_id = ${of.organisationId} and ${open}
       and (w.isbn = ${of.isbn}
            or ((w.isbn is null or ${of.isbn}::text is null) and w.title_key = ${of.titleKey}
                and (w.author_key = '' or ${of.authorKey} = '' or w.author_key = ${of.authorKey})))
     order by w.isbn is not distinct from ${of.isbn}::text desc, w.asked_at, w.id limit 1`;
}

export async function insertWish(
  tx: Tx,
  w: Omit<Wish, "state" | "reason" | "recordId" | "askedAt">,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into library.wish (id, organisation_id, org_path, title, author, isbn, publisher, title_key, author_key, asked_at, changed_at)
    values (${w.id}, ${w.organisationId}, ${w.orgPath}, ${w.title}, ${w.author}, ${w.isbn}, ${w.publisher}, ${w.titleKey}, ${w.authorKey},
            ${now}, ${now})`;
}

/** What the next reader knows of the title and the first did not. */
export async function fillWish(
  tx: Tx,
  id: string,
  w: Pick<Wish, "isbn" | "author" | "authorKey" | "publisher">,
): Promise<void> {
  await tx.run`
    update library.wish
       set isbn = coalesce(isbn, ${w.isbn}), publisher = case publisher when '' then ${w.publisher} else publisher end,
           author_key = case author_key when '' then ${w.authorKey} else author_key end, author = case author_key when '' then ${w.author} else author end
     where id = ${id}`;
}

export interface Wisher {
  wishId: string;
  subject: string;
  placeId: string;
  why: string;
}

/** False when they have this wish. */
export async function insertWisher(tx: Tx, one: Wisher, now: Temporal.Instant): Promise<boolean> {
  const rows = await tx.run`
    insert into library.wisher (wish_id, subject, place_id, why, wished_at)
    values (${one.wishId}, ${one.subject}, ${one.placeId}, ${one.why}, ${now}) on conflict do nothing`;
  return rows === 1;
}

/** How many titles somebody has wished of a house since then. */
export async function wishesSince(
  db: Db,
  { subject, organisationId, since }: { subject: string; organisationId: string; since: Temporal.Instant },
): Promise<number> {
  const { count } = await db.one<{ count: number }>`
    select count(*)::int as count from library.wisher r join library.wish w on w.id = r.wish_id
     where r.subject = ${subject} and w.organisation_id = ${organisationId} and r.wished_at >= ${since}`;
  return count;
}

/** How many a month, by path of the house: the nearest rule at or above it. */
export async function monthly(db: Db, orgPaths: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.many<{ path: string; aMonth: number }>`
    select distinct on (h.path) h.path, r.a_month
      from unnest(${[...orgPaths]}::text[]) as h(path) join library.wish_rule r on starts_with(h.path, r.org_path)
     order by h.path, length(r.org_path) desc`;
  return new Map(rows.map(({ path, aMonth }) => [path, aMonth]));
}

export async function setMonthly(
  tx: Tx,
  orgPath: string,
  aMonth: number,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into library.wish_rule (org_path, a_month, set_at) values (${orgPath}, ${aMonth}, ${now})
        on conflict (org_path) do update set a_month = excluded.a_month, set_at = excluded.set_at`;
}

export function wishOf(db: Db, id: string): Promise<Wish | null> {
  return db.maybeOne<Wish>`select ${columns} from library.wish w where w.id = ${id}`;
}

/** Nobody decides them meanwhile, nor leaves them. */
export function lockWishes(tx: Tx, ids: readonly string[]): Promise<Wish[]> {
  return tx.many<Wish>`
    select ${columns} from library.wish w where w.id = any(${[...ids]}::uuid[]) order by w.id for update`;
}

export async function setState(
  tx: Tx,
  ids: readonly string[],
  { state, reason, recordId = null }: { state: WishState; reason: string; recordId?: number | null },
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    update library.wish set state = ${state}, reason = ${reason}, record_id = coalesce(${recordId}::bigint, record_id), changed_at = ${now}
     where id = any(${[...ids]}::uuid[])`;
}

/** Who has these wishes. */
export function wishersOf(db: Db, ids: readonly string[]): Promise<{ wishId: string; subject: string }[]> {
  return db.many<{ wishId: string; subject: string }>`
    select wish_id, subject from library.wisher where wish_id = any(${[...ids]}::uuid[]) order by wished_at, subject`;
}

export type CountedWish = Wish & { wishers: number };

/** Of these houses, in these states: most wanted first. */
export function wishesUnder(
  db: Db,
  paths: readonly string[],
  { states, limit }: { states: readonly WishState[]; limit: number },
): Promise<CountedWish[]> {
  return db.many<CountedWish>`
    select ${columns}, (select count(*)::int from library.wisher r where r.wish_id = w.id) as wishers
      from library.wish w
     where w.state = any(${[...states]}::text[]) and exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(w.org_path, p.path))
     order by wishers desc, w.asked_at, w.id limit ${limit}`;
}

/** Where they would fetch them, and why they want them; nobody's name. */
export function wantedAt(
  db: Db,
  wishIds: readonly string[],
): Promise<{ wishId: string; placeId: string; count: number; whys: string[] }[]> {
  return db.many<{ wishId: string; placeId: string; count: number; whys: string[] }>`
    select wish_id, place_id, count(*)::int as count, coalesce(array_agg(why order by wished_at) filter (where why <> ''), '{}') as whys
      from library.wisher where wish_id = any(${[...wishIds]}::uuid[]) group by wish_id, place_id order by count(*) desc, place_id`;
}

export type OwnWish = CountedWish & { placeId: string; wishedAt: Temporal.Instant; why: string };

/** Somebody's wishes, newest first. */
export function wishesBy(db: Db, subject: string, limit: number): Promise<OwnWish[]> {
  return db.many<OwnWish>`
    select ${columns}, r.place_id, r.wished_at, r.why, (select count(*)::int from library.wisher o where o.wish_id = w.id) as wishers
      from library.wisher r join library.wish w on w.id = r.wish_id
     where r.subject = ${subject} order by r.wished_at desc, w.id limit ${limit}`;
}

/** Somebody no longer wants it; a wish that nobody has and nobody has begun on goes. False when they did not. */
export async function leaveWish(tx: Tx, id: string, subject: string): Promise<boolean> {
  const left = await tx.run`delete from library.wisher where wish_id = ${id} and subject = ${subject}`;
  if (left > 0) await forgetUnwanted(tx, [id]);
  return left > 0;
}

/** Answers how many wishes of somebody there were. */
export async function forgetWisher(tx: Tx, subject: string): Promise<number> {
  const gone = await tx.many<{
    wishId: string;
  }>`delete from library.wisher where subject = ${subject} returning wish_id`;
  await forgetUnwanted(
    tx,
    gone.map(({ wishId }) => wishId),
  );
  return gone.length;
}

async function forgetUnwanted(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.run`
    delete from library.wish w where w.id = any(${[...ids]}::uuid[]) and w.state in ('asked', 'considered')
       and not exists (select from library.wisher r where r.wish_id = w.id)
       and not exists (select from library.order_line l where l.wish_id = w.id)`;
}

/** Of two accounts of one person. What both wanted is one wish of theirs. */
export async function moveWisher(
  tx: Tx,
  from: string,
  into: string,
): Promise<{ moved: number; twice: number }> {
  const twice = await tx.run`
    delete from library.wisher f using library.wisher i
     where f.subject = ${from} and i.subject = ${into} and i.wish_id = f.wish_id`;
  const moved = await tx.run`update library.wisher set subject = ${into} where subject = ${from}`;
  return { moved, twice };
}

export async function hasItems(db: Db, placeId: string): Promise<boolean> {
  const { has } = await db.one<{ has: boolean }>`
    select exists (select from library.holding where place_id = ${placeId}) as has`;
  return has;
}

/** More editions of one title are not looked through. */
const mostCalledSo = 200;

/** Standing records with this ISBN or this title, one of each work: those with the ISBN first. */
export async function recordsOf(
  db: Db,
  { isbn, titleKey, limit }: { isbn: string | null; titleKey: string; limit: number },
): Promise<number[]> {
  const rows = await db.many<{ id: number }>`
    select (array_agg(f.id order by f.rank, f.id desc))[1] as id from (
      select n.record_id as id, 0 as rank from library.record_number n where n.kind = 'isbn' and n.number = ${isbn}
      union all
      (select r.id, 1 from library.record r
        where r.title_key = ${titleKey} and ${titleKey} <> '' and r.state = 'standing' order by r.id desc limit ${mostCalledSo})) f
      join library.record r on r.id = f.id and r.state = 'standing' and r.kind = 'bibliographic'
     group by coalesce(r.work_id, -r.id) order by min(f.rank), max(f.id) desc limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** The newest standing record with each of these ISBNs. */
export async function recordsWithIsbns(db: Db, isbns: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.many<{ number: string; id: number }>`
    select n.number, max(r.id) as id from library.record_number n join library.record r on r.id = n.record_id and r.state = 'standing'
     where n.kind = 'isbn' and n.number = any(${[...new Set(isbns)]}::text[]) group by n.number`;
  return new Map(rows.map(({ number, id }) => [number, id]));
}
