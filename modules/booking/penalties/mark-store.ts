/** SQL of marks, of the visits that forgive them, and of what was given back. */
import type { Temporal } from "temporal-polyfill";
import { type Db, locks, newId, sql, type Tx } from "#platform/db";
import { heldBeforeMove } from "../claiming/claim-store.ts";
import type { Offer } from "../offers/offer.ts";
import type { Mark, Visit } from "./standing.ts";
import type { Rule } from "./terms.ts";

interface MarkRow extends Omit<Mark, "rule"> {
  ruleId: string;
  madeBy: string | null;
  /** Why it does not count, and who said so; an amnesty of the day counts too. */
  waivedBecause: string | null;
}

export interface KeptMark extends Mark {
  madeBy: string | null;
  waivedBecause: string | null;
}

/** Marks `m` with the claim `c` or the reservation `v` they are of. */
export const marksWithTheirs = sql`
  booking.penalty_mark m left join booking.claim c on c.id = m.claim_id left join booking.reservation v on v.id = m.reservation_id`;

/** A mark whose claim says otherwise by now (who was missed has come after all) is none, nor giving back late of who booked again and did not come. */
export const stands = sql`
  (v.state in ('no-show', 'released') or m.cause = 'late-cancel' or (m.cause, c.state) in (('missed', 'no-show'), ('late', 'attended')))
   and not exists (select from booking.claim came
                    where came.offer_id = m.offer_id and came.subject = m.subject and came.id <> c.id and came.state = 'attended')
   and not (m.cause = 'late-cancel'
            and exists (select from booking.penalty_mark missed join booking.claim again on again.id = missed.claim_id
                         where missed.offer_id = m.offer_id and missed.subject = m.subject and missed.cause = 'missed'
                           and again.state = 'no-show'))`;

/** The day of a mark `m` is excused by the amnesty `a`. */
export const excusedBy = sql`
  a.day = m.day and starts_with(m.org_path, a.org_path) and (a.place_id is null or a.place_id = m.place_id)`;

const marks = sql`
  select m.id, m.offer_id, m.reservation_id, m.subject, m.rule_id, m.cause, m.at, m.day, m.org_path, m.kind, m.place_id, m.made_by,
         coalesce(m.waived_because, a.because) as waived_because
    from ${marksWithTheirs}
    left join lateral (
      select because from booking.penalty_amnesty a where ${excusedBy} order by a.made_at limit 1) a on true
   where ${stands}`;

async function withRules(db: Db, rows: readonly MarkRow[]): Promise<KeptMark[]> {
  const rules = await db.many<Rule>`
    select id, org_path, only_for, version, since, basis, terms from booking.penalty_rule
     where id = any(${[...new Set(rows.map(({ ruleId }) => ruleId))]}::uuid[])`;
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return rows.flatMap(({ ruleId, ...mark }) => {
    const rule = byId.get(ruleId);
    return rule ? [{ ...mark, rule }] : [];
  });
}

/** All marks of these people, waived ones too. One statement where nobody has any. */
export async function marksOf(db: Db, subjects: readonly string[]): Promise<KeptMark[]> {
  const rows =
    await db.many<MarkRow>`${marks} and m.subject = any(${[...subjects]}::uuid[]) order by m.at, m.id`;
  return rows.length === 0 ? [] : withRules(db, rows);
}

export async function marksById(db: Db, ids: readonly string[]): Promise<KeptMark[]> {
  return withRules(db, await db.many<MarkRow>`${marks} and m.id = any(${[...ids]}::uuid[])`);
}

export async function markById(db: Db, id: string): Promise<KeptMark | null> {
  const [mark = null] = await marksById(db, [id]);
  return mark;
}

/** Marks at occasions of organisations at or below a path, the latest first. */
export async function marksUnder(
  db: Db,
  path: string,
  { day, limit }: { day: string | null; limit: number },
): Promise<KeptMark[]> {
  return withRules(
    db,
    await db.many<MarkRow>`
      ${marks} and starts_with(m.org_path, ${path}) and (${day}::date is null or m.day = ${day}::date)
       order by m.day desc, m.at desc, m.id desc limit ${limit}`,
  );
}

/** When these people came to something, since a moment. */
export function visitsOf(db: Db, subjects: readonly string[], since: Temporal.Instant): Promise<Visit[]> {
  return db.many<Visit>`
    select c.subject, o.ends_at as at, o.org_path, o.kind
      from booking.claim c join booking.offer o on o.id = c.offer_id
     where c.subject = any(${[...subjects]}::uuid[]) and c.state = 'attended' and o.ends_at >= ${since}
       and not exists (select from booking.penalty_mark m where m.claim_id = c.id and m.subject = c.subject)
     union all
    select v.subject, v.checked_in_at, r.org_path, 'reservation-' || r.kind
      from booking.reservation v join booking.resource r on r.id = v.resource_id
     where v.subject = any(${[...subjects]}::uuid[]) and v.checked_in_at >= ${since}`;
}

export interface NewMarks {
  offer: Offer;
  rule: Rule;
  at: Temporal.Instant;
  day: string;
  placeId: string | null;
  madeBy: string | null;
}

/** What was made at such a moment was so when there was such a rule already. */
const bookedUnder = (
  { orgPath, onlyFor }: Pick<Rule, "orgPath" | "onlyFor">,
  madeAt: ReturnType<typeof sql.raw>,
) => sql`
  ${madeAt} >= (select min(first.made_at) from booking.penalty_rule first
                 where first.org_path = ${orgPath} and first.only_for is not distinct from ${onlyFor})`;

/**
 * Marks everybody named who did not come to an offer that is settled, or came later than the grace; who booked before it was moved,
 * or before there was any such rule, is excused. Called twice it marks once; who was marked for coming late and did not come is marked anew. Answers the marks made.
 */
export async function markMissed(
  tx: Tx,
  { offer, rule, at, day, placeId, madeBy }: NewMarks,
  graceMinutes: number | null,
): Promise<{ id: string; subject: string }[]> {
  return tx.many<{ id: string; subject: string }>`
    insert into booking.penalty_mark as m (id, claim_id, offer_id, subject, rule_id, cause, at, day, org_path, kind, place_id, made_by)
    select gen_random_uuid(), c.id, o.id, c.subject, ${rule.id}, case c.state when 'no-show' then 'missed' else 'late' end,
           ${at}::timestamptz, ${day}::date, o.org_path, o.kind, ${placeId}::uuid, ${madeBy}::uuid
      from booking.claim c join booking.offer o on o.id = c.offer_id
     where o.id = ${offer.id} and c.subject is not null
       and ${bookedUnder(rule, sql.raw("c.made_at"))}
       and (c.state = 'no-show' and not ${heldBeforeMove}
            or c.state = 'attended' and c.checked_in_at > o.starts_at + make_interval(mins => ${graceMinutes}::int))
        on conflict on constraint penalty_mark_once do nothing
    returning m.id, m.subject`;
}

/** Marks one who gave back too late, with the same excuses; nothing where they have such a mark already. */
export function markLateCancel(
  tx: Tx,
  { rule, at, day, placeId, madeBy }: NewMarks,
  { claimId, subject }: { claimId: string; subject: string },
): Promise<{ id: string; subject: string }[]> {
  return tx.many<{ id: string; subject: string }>`
    insert into booking.penalty_mark (id, claim_id, offer_id, subject, rule_id, cause, at, day, org_path, kind, place_id, made_by)
    select ${newId()}::uuid, c.id, o.id, ${subject}::uuid, ${rule.id}::uuid, 'late-cancel', ${at}::timestamptz, ${day}::date,
           o.org_path, o.kind, ${placeId}::uuid, ${madeBy}::uuid
      from booking.claim c join booking.offer o on o.id = c.offer_id
     where c.id = ${claimId} and not ${heldBeforeMove} and ${bookedUnder(rule, sql.raw("c.made_at"))}
        on conflict on constraint penalty_mark_once do nothing
    returning id, subject`;
}

/** Marks whoever did not come to these reservations; who reserved before there was any such rule is excused. Called twice it marks once. */
export function markMissedReservations(
  tx: Tx,
  ids: readonly string[],
  {
    rule,
    day,
    kind,
    orgPath,
    placeId,
  }: { rule: Rule; day: string; kind: string; orgPath: string; placeId: string | null },
): Promise<{ id: string; subject: string }[]> {
  return tx.many<{ id: string; subject: string }>`
    insert into booking.penalty_mark as m (id, reservation_id, subject, rule_id, cause, at, day, org_path, kind, place_id)
    select gen_random_uuid(), v.id, v.subject, ${rule.id}, 'missed', lower(v.during), ${day}::date, ${orgPath}, ${kind}, ${placeId}::uuid
      from booking.reservation v
     where v.id = any(${[...ids]}::uuid[]) and v.subject is not null and v.state in ('no-show', 'released')
       and ${bookedUnder(rule, sql.raw("v.made_at"))}
        on conflict on constraint penalty_mark_reservation_once do nothing
    returning m.id, m.subject`;
}

/** Takes the weight from a mark, by name and with the reason; false when somebody has. */
export async function waiveMark(
  tx: Tx,
  id: string,
  { by, because, now }: { by: string; because: string; now: Temporal.Instant },
): Promise<boolean> {
  const waived = await tx.run`
    update booking.penalty_mark set waived_at = ${now}, waived_by = ${by}, waived_because = ${because}
     where id = ${id} and waived_at is null`;
  return waived === 1;
}

/** Excuses a day; false when it is excused already. */
export async function insertAmnesty(
  tx: Tx,
  one: {
    id: string;
    orgPath: string;
    placeId: string | null;
    day: string;
    because: string;
    by: string;
    now: Temporal.Instant;
  },
): Promise<boolean> {
  const made = await tx.run`
    insert into booking.penalty_amnesty (id, org_path, place_id, day, because, made_by, made_at)
    values (${one.id}, ${one.orgPath}, ${one.placeId}, ${one.day}, ${one.because}, ${one.by}, ${one.now})
        on conflict on constraint penalty_amnesty_once do nothing`;
  return made === 1;
}

export interface Amnesty {
  id: string;
  placeId: string | null;
  day: string;
  because: string;
}

export function amnestiesUnder(db: Db, path: string): Promise<Amnesty[]> {
  return db.many<Amnesty>`
    select id, place_id, day, because from booking.penalty_amnesty
     where starts_with(org_path, ${path}) order by day desc, made_at desc limit 50`;
}

/** Whoever gives back or books again waits for their own other try: limits are counted one after another. */
export async function lockGivingBack(tx: Tx, subject: string): Promise<void> {
  await tx.run`select pg_advisory_xact_lock(${locks.givingBack}, hashtext(${subject}))`;
}

/** Notes that somebody gave a claim of theirs, or some of it, back: it counts once, with the last time, also when others have the rest. */
export async function noteGivenBack(
  tx: Tx,
  { claimId, subject }: { claimId: string; subject: string },
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into booking.given_back (claim_id, subject, at) values (${claimId}, ${subject}, ${now})
        on conflict (claim_id, subject) do update set at = excluded.at`;
}

/** When somebody gave places back since a moment: of offers of one organisation and kind. */
export async function givenBackSince(
  db: Db,
  subject: string,
  { orgPath, onlyFor }: Pick<Rule, "orgPath" | "onlyFor">,
  since: Temporal.Instant,
): Promise<Temporal.Instant[]> {
  const rows = await db.many<{ at: Temporal.Instant }>`
    select b.at from booking.given_back b join booking.claim c on c.id = b.claim_id join booking.offer o on o.id = c.offer_id
     where b.subject = ${subject} and b.at >= ${since} and starts_with(o.org_path, ${orgPath})
       and (${onlyFor}::text is null or o.kind = ${onlyFor})`;
  return rows.map(({ at }) => at);
}

/** How often each of these people gave places of one offer back; who did not is left out. */
export async function givenBackOf(
  db: Db,
  offerId: string,
  subjects: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db.many<{ subject: string; times: number }>`
    select b.subject, count(*)::int as times from booking.given_back b join booking.claim c on c.id = b.claim_id
     where b.subject = any(${[...subjects]}::uuid[]) and c.offer_id = ${offerId} group by b.subject`;
  return new Map(rows.map(({ subject, times }) => [subject, times]));
}

/** Marks of one person, and what they gave back, become another's; of two for the same the one that stays keeps theirs. Answers how many marks moved. */
export async function moveMarks(tx: Tx, from: string, into: string): Promise<number> {
  await tx.run`
    with gone as (delete from booking.given_back where subject = ${from} returning claim_id, at)
    insert into booking.given_back as b (claim_id, subject, at) select claim_id, ${into}, at from gone
        on conflict (claim_id, subject) do update set at = greatest(b.at, excluded.at)`;
  await tx.run`
    delete from booking.penalty_mark m where m.subject = ${from}
       and exists (select from booking.penalty_mark kept where kept.subject = ${into} and kept.offer_id = m.offer_id and kept.cause = m.cause)`;
  return tx.run`update booking.penalty_mark set subject = ${into} where subject = ${from}`;
}

/** Answers how many rows there were. */
export async function forgetMarks(tx: Tx, subject: string): Promise<number> {
  const given = await tx.run`delete from booking.given_back where subject = ${subject}`;
  return given + (await tx.run`delete from booking.penalty_mark where subject = ${subject}`);
}
