/** SQL of subscriptions and of issues of which something happened. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { Issue, Pattern } from "./pattern.ts";

export interface Subscription {
  id: string;
  organisationId: string;
  orgPath: string;
  placeId: string;
  /** What it is now: a record that was merged is the other. */
  recordId: number;
  title: string;
  supplierId: string | null;
  budgetId: string | null;
  priceFen: number;
  pattern: Pattern;
  startsOn: string;
  endsOn: string;
  grace: number;
  endedAt: Temporal.Instant | null;
  /** The one that it goes on with. */
  follows: string | null;
}

const columns = sql.raw(
  "s.id, s.organisation_id, s.org_path, s.place_id, r.id as record_id, r.title, s.supplier_id, s.budget_id, s.price_fen, s.pattern, s.starts_on::text as starts_on, s.ends_on::text as ends_on, s.grace, s.ended_at, s.follows",
);
const from = sql.raw(
  "library.subscription s join library.record o on o.id = s.record_id join library.record r on r.id = coalesce(o.merged_into, o.id)",
);

export async function insertSubscription(
  tx: Tx,
  s: Omit<Subscription, "title" | "endedAt">,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into library.subscription (id, organisation_id, org_path, place_id, record_id, supplier_id, budget_id, price_fen, pattern, starts_on,
                                      ends_on, grace, follows, made_at)
    values (${s.id}, ${s.organisationId}, ${s.orgPath}, ${s.placeId}, ${s.recordId}, ${s.supplierId}, ${s.budgetId}, ${s.priceFen},
            ${JSON.stringify(s.pattern)}, ${s.startsOn}::date, ${s.endsOn}::date, ${s.grace}, ${s.follows}, ${now})`;
}

export function subscriptionOf(db: Db, id: string): Promise<Subscription | null> {
  return db.maybeOne<Subscription>`select ${columns} from ${from} where s.id = ${id}`;
}

/** Nobody checks in or ends it meanwhile. */
export function lockSubscription(tx: Tx, id: string): Promise<Subscription | null> {
  return tx.maybeOne<Subscription>`select ${columns} from ${from} where s.id = ${id} for update of s`;
}

/** What goes on with it and was not ended. */
export function followerOf(db: Db, id: string): Promise<Subscription | null> {
  return db.maybeOne<Subscription>`select ${columns} from ${from} where s.follows = ${id} and s.ended_at is null`;
}

/** Of these houses, those that still come. */
export function subscriptionsUnder(db: Db, paths: readonly string[], limit: number): Promise<Subscription[]> {
  return db.many<Subscription>`
    select ${columns} from ${from}
     where s.ended_at is null and exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(s.org_path, p.path))
     order by r.title, s.place_id, s.id limit ${limit}`;
}

/** Those of a record, ended ones too: what came is there. */
export function subscriptionsOf(db: Db, recordId: number): Promise<Subscription[]> {
  return db.many<Subscription>`
    select ${columns} from ${from} where r.id = ${recordId} order by s.place_id, s.starts_on, s.id`;
}

/** Which of these records has this ISSN. */
export async function recordsWithIssn(
  db: Db,
  issn: string,
  recordIds: readonly number[],
): Promise<Set<number>> {
  const rows = await db.many<{ id: number }>`
    select record_id as id from library.record_number
     where number = ${issn} and kind = 'issn' and record_id = any(${[...recordIds]}::bigint[])`;
  return new Set(rows.map(({ id }) => id));
}

/** The newest standing record with this ISSN. */
export async function recordWithIssn(db: Db, issn: string): Promise<number | null> {
  const row = await db.maybeOne<{ id: number }>`
    select r.id from library.record_number n join library.record r on r.id = n.record_id and r.state = 'standing'
     where n.number = ${issn} and n.kind = 'issn' order by r.id desc limit 1`;
  return row?.id ?? null;
}

export async function setPattern(tx: Tx, id: string, pattern: Pattern): Promise<void> {
  await tx.run`update library.subscription set pattern = ${JSON.stringify(pattern)} where id = ${id}`;
}

export async function endSubscription(tx: Tx, id: string, now: Temporal.Instant): Promise<void> {
  await tx.run`update library.subscription set ended_at = ${now} where id = ${id}`;
}

export interface KeptIssue extends Issue {
  subscriptionId: string;
  state: "arrived" | "claimed" | "missing";
  arrivedOn: string | null;
  itemId: number | null;
}

/** Of these subscriptions, in order of appearance. */
export function keptIssues(db: Db, ids: readonly string[]): Promise<KeptIssue[]> {
  return db.many<KeptIssue>`
    select subscription_id, year, number, volume, whole, due_on::text as due_on, state, arrived_on::text as arrived_on, item_id
      from library.serial_issue where subscription_id = any(${[...ids]}::uuid[]) order by due_on, year, number`;
}

/** False when it has come already. */
export async function noteIssue(
  tx: Tx,
  subscriptionId: string,
  issue: Issue,
  {
    state,
    arrivedOn,
    claimedAt,
  }: { state: KeptIssue["state"]; arrivedOn: string | null; claimedAt: Temporal.Instant | null },
): Promise<boolean> {
  const rows = await tx.run`
    insert into library.serial_issue as i (subscription_id, year, number, volume, whole, due_on, state, arrived_on, claimed_at)
    values (${subscriptionId}, ${issue.year}, ${issue.number}, ${issue.volume}, ${issue.whole}, ${issue.dueOn}::date, ${state},
            ${arrivedOn}::date, ${claimedAt})
        on conflict (subscription_id, year, number) do update
       set state = excluded.state, arrived_on = excluded.arrived_on, claimed_at = coalesce(excluded.claimed_at, i.claimed_at)
     where i.state <> 'arrived'`;
  return rows === 1;
}

/** As if nothing had happened of it; false for one that is bound, or of which nothing did. */
export async function forgetIssue(
  tx: Tx,
  subscriptionId: string,
  { year, number }: Pick<Issue, "year" | "number">,
): Promise<boolean> {
  const rows = await tx.run`
    delete from library.serial_issue
     where subscription_id = ${subscriptionId} and year = ${year} and number = ${number} and item_id is null`;
  return rows === 1;
}

/** Issues that came become part of an item; answers how many, those that are in another left out. */
export function bindIssues(
  tx: Tx,
  subscriptionId: string,
  { year, from, to, itemId }: { year: number; from: number; to: number; itemId: number },
): Promise<number> {
  return tx.run`
    update library.serial_issue set item_id = ${itemId}
     where subscription_id = ${subscriptionId} and year = ${year} and number between ${from} and ${to} and state = 'arrived' and item_id is null`;
}
