/** SQL of how many holds readers of a house may have, and how long its places look for a copy. */
import type { Temporal } from "temporal-polyfill";
import { type Db, newId, sql, type Tx } from "#platform/db";

export interface HoldTerms {
  /** At once, of a reader whose library is of this house. */
  most: number;
  /** Open days, behind the day it was asked. */
  pullDays: number;
}

/** What holds where nobody has said anything. */
export const usualTerms: HoldTerms = { most: 10, pullDays: 1 };

/** What holds on a day for a house: what was said last by the nearest above it. */
const inForce = (path: ReturnType<typeof sql>, on: string) => sql`
  select t.most, t.pull_days from library.hold_terms t
   where starts_with(${path}, t.org_path) and t.since <= ${on}::date
   order by length(t.org_path) desc, t.since desc, t.set_at desc limit 1`;

export async function holdTermsOf(db: Db, orgPath: string, on: string): Promise<HoldTerms> {
  return (await db.maybeOne<HoldTerms>`${inForce(sql`${orgPath}`, on)}`) ?? usualTerms;
}

/** Of many houses; those of which nothing was said are missing. */
export async function pullDaysOf(
  db: Db,
  orgPaths: readonly string[],
  on: string,
): Promise<Map<string, number>> {
  const rows = await db.many<{ path: string; pullDays: number }>`
    select p.path, t.pull_days from unnest(${[...new Set(orgPaths)]}::text[]) as p(path)
      cross join lateral (${inForce(sql`p.path`, on)}) t`;
  return new Map(rows.map(({ path, pullDays }) => [path, pullDays]));
}

/** What these houses say themselves, as of a day. */
export function saidBy(
  db: Db,
  orgPaths: readonly string[],
  on: string,
): Promise<(HoldTerms & { orgPath: string; since: string; basis: string })[]> {
  return db.many`
    select distinct on (org_path) org_path, since::text, most, pull_days, basis from library.hold_terms
     where org_path = any(${[...orgPaths]}::text[]) and since <= ${on}::date
     order by org_path, since desc, set_at desc`;
}

export async function insertHoldTerms(
  tx: Tx,
  terms: HoldTerms & { organisationId: string; orgPath: string; since: string; basis: string },
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into library.hold_terms (id, organisation_id, org_path, since, most, pull_days, basis, set_at)
    values (${newId()}, ${terms.organisationId}, ${terms.orgPath}, ${terms.since}::date, ${terms.most}, ${terms.pullDays}, ${terms.basis}, ${now})`;
}
