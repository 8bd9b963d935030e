/** SQL of copies that are lost, or that their readers say to have returned. No query here answers with a reader and a title. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import { keepVersions } from "../../catalogue/items/item-store.ts";

/** The loan is lost, and not looked for any more. */
export async function markLost(tx: Tx, loanId: string, on: string): Promise<void> {
  await tx.run`update library.loan set lost_on = ${on}::date, claimed_on = null, checked_on = null where id = ${loanId}`;
}

/** How a copy is whose loan went wrong. */
export async function setGone(
  tx: Tx,
  itemId: number,
  { status, now }: { status: "lost" | "missing"; now: Temporal.Instant },
): Promise<void> {
  await keepVersions(tx, [itemId], { why: "edited", now });
  await tx.run`
    update library.item set status = ${status}, version = version + 1, changed_at = ${now}::timestamptz
     where id = ${itemId} and status <> ${status}`;
}

/** The reader says that it was returned, or that it was not after all. */
export async function setClaimed(tx: Tx, loanId: string, on: string | null): Promise<void> {
  await tx.run`
    update library.loan set claimed_on = ${on}::date, claim_checks = 0, checked_on = null where id = ${loanId}`;
}

/** Once more it is not on its shelf; false: somebody has looked that day. */
export async function countCheck(tx: Tx, loanId: string, on: string): Promise<boolean> {
  const counted = await tx.run`
    update library.loan set claim_checks = least(claim_checks + 1, 99), checked_on = ${on}::date
     where id = ${loanId} and checked_on is distinct from ${on}::date`;
  return counted === 1;
}

/** Once more in this year they are believed; false: that was often enough. One statement, so that two desks do not believe once too often. */
export async function believe(
  tx: Tx,
  subject: string,
  { year, most }: { year: number; most: number },
): Promise<boolean> {
  const counted = await tx.run`
    insert into library.believed as b (subject, year, times) select ${subject}::uuid, ${year}::smallint, 1 where ${most}::int > 0
    on conflict (subject, year) do update set times = b.times + 1 where b.times < ${most}::int`;
  return counted === 1;
}

export interface Astray {
  loanId: string;
  title: string;
  barcode: string;
  callNumber: string;
  shelf: string;
  dueOn: string;
  claimedOn: string | null;
  lostOn: string | null;
  checks: number;
  checkedOn: string | null;
  itemId: number;
  priceFen: number | null;
  ruleId: string;
  ownerPath: string;
}

const astrayColumns = sql`
  l.id as loan_id, r.title, i.barcode, i.call_number, i.shelf, l.due_on::text, l.claimed_on::text, l.lost_on::text, l.claim_checks as checks,
  l.checked_on::text, l.item_id, i.price_fen, l.rule_id, l.owner_path`;

/** What a place has to look for: copies at home there, or lent there, that readers say to have returned; the longest unlooked-for first. */
export function claimedAt(db: Db, placeId: string): Promise<Astray[]> {
  return db.many<Astray>`
    select ${astrayColumns} from library.loan l join library.item i on i.id = l.item_id join library.record r on r.id = l.record_id
     where l.claimed_on is not null and ${placeId}::uuid in (i.place_id, l.place_id)
     order by l.checked_on nulls first, i.shelf, i.call_number, l.id limit 200`;
}

/** Lost copies that are at home at a place and not settled yet. */
export function lostAt(db: Db, placeId: string): Promise<Astray[]> {
  return db.many<Astray>`
    select ${astrayColumns} from library.loan l join library.item i on i.id = l.item_id join library.record r on r.id = l.record_id
     where l.lost_on is not null and i.place_id = ${placeId} order by l.lost_on, l.id limit 200`;
}

export function astray(db: Db, loanId: string): Promise<Astray | null> {
  return db.maybeOne<Astray>`
    select ${astrayColumns} from library.loan l join library.item i on i.id = l.item_id join library.record r on r.id = l.record_id
     where l.id = ${loanId}`;
}

export async function loanOfItem(db: Db, itemId: number): Promise<string | null> {
  const row = await db.maybeOne<{ id: string }>`select id from library.loan where item_id = ${itemId}`;
  return row?.id ?? null;
}

/** What was lent by a rule, ought to have been back by a day, and is neither lost nor looked for; behind a loan. */
export function longOverdue(
  db: Db,
  { ruleId, before }: { ruleId: string; before: string },
  { after, limit }: { after: string | null; limit: number },
): Promise<{ id: string }[]> {
  return db.many<{ id: string }>`
    select id from library.loan
     where rule_id = ${ruleId} and due_on <= ${before}::date and lost_on is null and claimed_on is null
       and (${after}::uuid is null or id > ${after}::uuid)
     order by id limit ${limit}`;
}

/** How many of each reader's will be lost by a rule in these days. */
export function soonLost(
  db: Db,
  { ruleId, from, to }: { ruleId: string; from: string; to: string },
  { after, limit }: { after: string | null; limit: number },
): Promise<{ subject: string; count: number }[]> {
  return db.many<{ subject: string; count: number }>`
    select subject, count(*)::int as count from library.loan
     where rule_id = ${ruleId} and due_on between ${from}::date and ${to}::date and lost_on is null and claimed_on is null
       and (${after}::uuid is null or subject > ${after}::uuid)
     group by subject order by subject limit ${limit}`;
}

export async function checksOf(db: Db, loanId: string): Promise<number> {
  const { checks } = await db.one<{ checks: number }>`
    select claim_checks as checks from library.loan where id = ${loanId}`;
  return checks;
}
