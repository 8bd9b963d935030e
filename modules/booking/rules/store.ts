/** SQL of rules: versions in force, what offers are of, and what people have claimed elsewhere. */
import { Temporal } from "temporal-polyfill";
import { type Db, locks, newId, sql, type Tx } from "#platform/db";
import { taking } from "../claim-state.ts";
import type { Span } from "../occasions.ts";
import type { PastClaim } from "./against.ts";
import type { HouseRule, RuledOffer } from "./rule.ts";
import { allTermsIn, type OwnTerms } from "./terms.ts";

const columns = sql.raw("id, org_path, kind, only_for, channel, effect, terms, basis");

/** Rules in force at `asked.at`, of the organisations that a condition finds. */
const inForce = (ofWhom: string) =>
  sql.raw(`
    select id, org_path, kind, only_for, channel, effect, terms, basis from (
      select distinct on (org_path, kind, only_for, channel) * from booking.house_rule
       where ${ofWhom} and since <= asked.at
       order by org_path, kind, only_for, channel, version desc) latest
     where effect <> 'repealed' and (until is null or until > asked.at)`);
const inForceOf = inForce("org_path = any(asked.paths)");
/** Those that reach the offer `o`. */
export const inForceOver = inForce("starts_with(o.org_path, org_path)");

/** The rules these organisations have in force at a moment. */
export function rulesInForce(
  db: Db,
  orgPaths: readonly string[],
  at: Temporal.Instant,
): Promise<HouseRule[]> {
  return db.many<HouseRule>`
    select rule.* from (select ${at}::timestamptz as at, ${[...new Set(orgPaths)]}::text[] as paths) asked
           cross join lateral (${inForceOf}) rule`;
}

export interface Version extends HouseRule {
  version: number;
  since: Temporal.Instant;
  until: Temporal.Instant | null;
  setAt: Temporal.Instant;
}

/** All versions these organisations ever wrote, each rule together, the latest first. */
export function versionsOf(db: Db, orgPaths: readonly string[]): Promise<Version[]> {
  return db.many<Version>`
    select ${columns}, version, since, until, set_at from booking.house_rule where org_path = any(${[...orgPaths]}::text[])
     order by org_path, kind, only_for nulls first, channel nulls first, version desc`;
}

/** Writes the version after one; null where that is not the last any more. Of two at once the constraint on versions lets one win. */
export async function insertVersion(
  tx: Tx,
  rule: Omit<Version, "id" | "version"> & { after: number },
): Promise<number | null> {
  const made = await tx.maybeOne<{ version: number }>`
    insert into booking.house_rule (id, org_path, kind, only_for, channel, version, effect, terms, since, until, basis, set_at)
    select ${newId()}, ${rule.orgPath}, ${rule.kind}, ${rule.onlyFor}, ${rule.channel}, ${rule.after} + 1, ${rule.effect},
           ${rule.terms === null ? null : JSON.stringify(rule.terms)}::jsonb, ${rule.since}, ${rule.until}, ${rule.basis}, ${rule.setAt}
     where ${rule.after} = (select coalesce(max(version), 0) from booking.house_rule
                             where org_path = ${rule.orgPath} and kind = ${rule.kind}
                               and only_for is not distinct from ${rule.onlyFor}::text
                               and channel is not distinct from ${rule.channel}::text)
        on conflict on constraint house_rule_version do nothing
    returning version`;
  return made?.version ?? null;
}

/** What an offer is of, and its own rules. */
export interface OfferOf extends RuledOffer {
  id: string;
  ref: string;
  placeId: string | null;
  seriesId: string | null;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
}

export interface OfferOfRow extends Omit<OfferOf, "own"> {
  own: OwnTerms;
  minLevel: number;
}

export const offerOfColumns = sql.raw(
  `o.id, o.org_path, o.kind, o.ref, o.sort, o.place_id, o.series_id, o.starts_at, o.ends_at, coalesce(o.rules -> 'own', '{}') as own,
   (o.rules ->> 'minLevel')::int as min_level`,
);

/** A level an offer names itself is a rule of its own like any other. */
export function withOwnRules({ minLevel, own, ...offer }: OfferOfRow): OfferOf {
  return { ...offer, own: allTermsIn({ ...own, ...(minLevel > 0 && { level: { level: minLevel } }) }) };
}

/** What these offers are of. */
export async function offersRuled(db: Db, ids: readonly string[]): Promise<OfferOf[]> {
  const rows = await db.many<OfferOfRow>`
    select ${offerOfColumns} from booking.offer o where o.id = any(${[...ids]}::uuid[])`;
  return rows.map(withOwnRules);
}

export type OfferIs = Pick<OfferOf, "sort" | "placeId" | "seriesId">;

/** Notes what offers are of: their sort, where they are and what they are part of. Those of which it is known are left alone. */
export async function describeOffers(
  tx: Tx,
  offers: readonly { offerId: string; is: OfferIs }[],
): Promise<void> {
  await tx.run`
    with news as (
      select d.* from booking.offer o
        join unnest(${offers.map(({ offerId }) => offerId)}::uuid[], ${offers.map(({ is }) => is.sort)}::text[],
                    ${offers.map(({ is }) => is.placeId)}::uuid[], ${offers.map(({ is }) => is.seriesId)}::uuid[])
               as d(id, sort, place_id, series_id) using (id)
       where (o.sort, o.place_id, o.series_id) is distinct from (d.sort, d.place_id, d.series_id)
       order by o.id for no key update of o)
    update booking.offer o set sort = n.sort, place_id = n.place_id, series_id = n.series_id from news n where o.id = n.id`;
}

/** Until the end of the transaction nobody else counts what these people hold: in one order, before any pool is locked. */
export async function lockPeople(tx: Tx, subjects: readonly string[]): Promise<void> {
  await tx.run`
    select pg_advisory_xact_lock(key) from (
      select distinct hashtextextended(subject, ${locks.claimant}) as key from unnest(${[...subjects]}::text[]) as s(subject) order by key) keys`;
}

/** What these people hold or held on occasions between two moments, as far as it counts. */
export async function claimsBetween(
  db: Db,
  subjects: readonly string[],
  { from, to }: { from: Temporal.Instant; to: Temporal.Instant },
): Promise<(PastClaim & { subject: string; offerId: string })[]> {
  type Row = Omit<PastClaim, "alone"> & {
    subject: string;
    offerId: string;
    alone: { startsAt: string; endsAt: string }[];
  };
  const rows = await db.many<Row>`
    select c.subject, c.offer_id, o.org_path, o.kind, o.sort, o.place_id, o.series_id, o.starts_at,
           coalesce((select json_agg(json_build_object('startsAt', lower(r), 'endsAt', upper(r))) from unnest(c.span) r), '[]') as alone
      from booking.claim c join booking.offer o on o.id = c.offer_id
     where c.subject = any(${[...subjects]}::uuid[]) and c.state = any(${taking}::text[])
       and o.starts_at < ${to} and o.ends_at > ${from}`;
  const at = Temporal.Instant.from;
  return rows.map(({ alone, ...row }) => ({
    ...row,
    alone: alone.map(({ startsAt, endsAt }) => ({ startsAt: at(startsAt), endsAt: at(endsAt) })),
  }));
}

/** When these take place, as one value. */
const multirange = (times: readonly Span[]) => sql`
  (select coalesce(range_agg(tstzrange(t.starts_at, t.ends_at)), '{}')
     from unnest(${times.map(({ startsAt }) => startsAt.toString())}::timestamptz[],
                 ${times.map(({ endsAt }) => endsAt.toString())}::timestamptz[]) as t(starts_at, ends_at))`;

/** Tells the database when claims take place that were taken where nobody holds two places at one time; it refuses a second. */
export async function setSpans(tx: Tx, claimIds: readonly string[], times: readonly Span[]): Promise<void> {
  await tx.run`
    update booking.claim set span = nullif(${multirange(times)}, '{}') where id = any(${[...claimIds]}::uuid[])`;
}

/** Who is moved to another time, or becomes one with another holder, did not choose it: these are not held to one place at a time. */
export async function clearSpans(tx: Tx, of: { offerId: string } | { subject: string }): Promise<void> {
  const which = "offerId" in of ? sql`offer_id = ${of.offerId}` : sql`subject = ${of.subject}`;
  await tx.run`update booking.claim set span = null where ${which} and span is not null`;
}

/** Of an offer with many occasions only those stay that take place when they did: what was moved nobody chose. */
export async function trimSpans(tx: Tx, offerId: string, times: readonly Span[]): Promise<void> {
  await tx.run`
    update booking.claim c set span = nullif(c.span * stay.times, '{}')
      from (select ${multirange(times)} as times) stay
     where c.offer_id = ${offerId} and c.span is not null and not c.span <@ stay.times`;
}
