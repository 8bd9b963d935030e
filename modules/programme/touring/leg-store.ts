/** SQL of the legs of touring exhibitions, and of what was found of their crates. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { CheckMoment, LegState } from "./contract.ts";
import type { CratesWrong } from "./leg.ts";

export interface Leg {
  id: string;
  touringId: string;
  ownerId: string;
  ownerPath: string;
  title: string;
  organisationId: string;
  orgPath: string;
  placeId: string;
  /** Both are days on which it is shown. */
  from: string;
  through: string;
  betweenDays: number;
  state: LegState;
  message: string;
  because: string | null;
  eventId: string | null;
  sentOn: string | null;
  arrivedOn: string | null;
  leftOn: string | null;
  homeOn: string | null;
  version: number;
  troubled: boolean;
}

/** Something was found wrong and nothing has come of it. */
const open = sql`k.settled_at is null and (k.damaged or cardinality(k.missing) > 0 or cardinality(k.wrong) > 0)`;

const legs = sql`
  select l.id, l.touring_id, l.owner_id, t.org_path as owner_path, t.title, l.organisation_id, l.org_path, l.place_id,
         lower(l.shown) as "from", upper(l.shown) - 1 as through, l.between_days, l.state, l.message, l.because, l.event_id,
         l.sent_on, l.arrived_on, l.left_on, l.home_on, l.version,
         exists (select from programme.touring_check k where k.leg_id = l.id and ${open}) as troubled
    from programme.touring_leg l join programme.touring t on t.id = l.touring_id`;

/** As `takesDays` in leg.ts. */
const takesDays = sql`l.state not in ('asked', 'refused', 'cancelled')`;

const mostLegs = 300;

export function leg(db: Db, id: string): Promise<Leg | null> {
  return db.maybeOne<Leg>`${legs} where l.id = ${id}`;
}

/** The leg of an event. */
export function legOfEvent(db: Db, eventId: string): Promise<Leg | null> {
  return db.maybeOne<Leg>`${legs} where l.event_id = ${eventId}`;
}

/** Of one touring exhibition in the order of their days, the last ones. */
export function legsOf(db: Db, touringId: string): Promise<Leg[]> {
  return db.many<Leg>`
    select * from (${legs} where l.touring_id = ${touringId} order by l.shown desc, l.id desc limit ${mostLegs}) last order by "from", id`;
}

/** Legs that houses at or below these paths lend or have: those that go on first, the soonest first. */
export function legsBelow(db: Db, paths: readonly string[], limit: number): Promise<Leg[]> {
  const below = sql`like any (select p || '%' from unnest(${[...paths]}::text[]) as p)`;
  return db.many<Leg>`
    ${legs} where l.org_path ${below} or t.org_path ${below}
     order by l.state in ('refused', 'cancelled', 'handed-on', 'home'),
              case when l.state not in ('refused', 'cancelled', 'handed-on', 'home') then lower(l.shown) end, lower(l.shown) desc, l.id limit ${limit}`;
}

/** Agreed legs whose exhibition is public, of tours one of which was on since a day; by tour and days. */
export function publicLegs(
  db: Db,
  since: Temporal.PlainDate,
): Promise<(Leg & { summary: string; languages: ("zh" | "ug" | "kk" | "ru" | "en")[] })[]> {
  return db.many`
    with shown as (
      select l.id, l.touring_id, max(upper(l.shown)) over (partition by l.touring_id) as last_day
        from programme.touring_leg l join programme.event e on e.id = l.event_id and e.state = 'published' and e.cancelled_at is null
       where ${takesDays})
    select leg.*, t.summary, t.languages
      from (${legs}) leg join shown on shown.id = leg.id join programme.touring t on t.id = leg.touring_id
     where shown.last_day > ${since.toString()}::date order by shown.last_day desc, leg.touring_id, leg."from", leg.id limit ${mostLegs}`;
}

/** Another agreed leg whose days, with the way before them, touch these. */
export function inTheWay(
  tx: Tx,
  {
    id,
    touringId,
    from,
    through,
    betweenDays,
  }: Pick<Leg, "id" | "touringId" | "from" | "through" | "betweenDays">,
): Promise<Leg | null> {
  return tx.maybeOne<Leg>`
    ${legs}
     where l.touring_id = ${touringId} and l.id <> ${id} and ${takesDays}
       and l.occupied && daterange(${from}::date - ${betweenDays}::int, ${through}::date + 1) order by l.shown limit 1`;
}

/** The leg that has the crates now: on their way there, there, or on their way home from there. */
export function holdingCrates(tx: Tx, touringId: string): Promise<Leg | null> {
  return tx.maybeOne<Leg>`${legs} where l.touring_id = ${touringId} and l.state in ('on-its-way', 'arrived', 'returning')`;
}

export async function insertLeg(
  tx: Tx,
  l: Pick<
    Leg,
    | "id"
    | "touringId"
    | "ownerId"
    | "organisationId"
    | "orgPath"
    | "placeId"
    | "from"
    | "through"
    | "betweenDays"
    | "message"
  >,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into programme.touring_leg (id, touring_id, owner_id, organisation_id, org_path, place_id, shown, between_days, message, made_at, changed_at)
    values (${l.id}, ${l.touringId}, ${l.ownerId}, ${l.organisationId}, ${l.orgPath}, ${l.placeId},
            daterange(${l.from}::date, ${l.through}::date + 1), ${l.betweenDays}, ${l.message}, ${now}, ${now})`;
}

/** Agrees on the days, or answers false where they are another's: `touring_leg_one_at_a_time` decides, whoever was first. */
export async function agreeLeg(tx: Tx, id: string, now: Temporal.Instant): Promise<boolean> {
  try {
    await tx.attempt(
      (inner) =>
        inner.run`update programme.touring_leg set state = 'agreed', version = version + 1, changed_at = ${now} where id = ${id}`,
    );
    return true;
  } catch (error) {
    if (!isConstraint(error, "touring_leg_one_at_a_time")) throw error;
    return false;
  }
}

const isConstraint = (error: unknown, name: string) =>
  typeof error === "object" && error !== null && "constraint" in error && error.constraint === name;

export async function endLeg(
  tx: Tx,
  id: string,
  { state, because }: { state: "refused" | "cancelled"; because: string },
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    update programme.touring_leg set state = ${state}, because = ${because}, version = version + 1, changed_at = ${now} where id = ${id}`;
}

/** The crates go there: from home, or from the house before. */
export async function sendLeg(
  tx: Tx,
  id: string,
  on: Temporal.PlainDate,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    update programme.touring_leg set state = 'on-its-way', sent_on = ${on.toString()}, version = version + 1, changed_at = ${now} where id = ${id}`;
}

export async function receiveLeg(
  tx: Tx,
  id: string,
  on: Temporal.PlainDate,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    update programme.touring_leg set state = 'arrived', arrived_on = ${on.toString()}, version = version + 1, changed_at = ${now} where id = ${id}`;
}

/** The crates leave. Days that were agreed and are not used are free again. */
export async function leaveLeg(
  tx: Tx,
  id: string,
  { state, on }: { state: "handed-on" | "returning"; on: Temporal.PlainDate },
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    update programme.touring_leg
       set state = ${state}, left_on = ${on.toString()}, version = version + 1, changed_at = ${now},
           shown = daterange(lower(shown), greatest(lower(shown) + 1, least(upper(shown), ${on.toString()}::date + 1)))
     where id = ${id}`;
}

export async function takeLegHome(
  tx: Tx,
  id: string,
  on: Temporal.PlainDate,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    update programme.touring_leg set state = 'home', home_on = ${on.toString()}, version = version + 1, changed_at = ${now} where id = ${id}`;
}

export async function setEvent(tx: Tx, id: string, eventId: string, now: Temporal.Instant): Promise<void> {
  await tx.run`
    update programme.touring_leg set event_id = ${eventId}, version = version + 1, changed_at = ${now} where id = ${id}`;
}

export interface Check extends CratesWrong {
  at: CheckMoment;
  damaged: boolean;
  words: string;
  notedAt: Temporal.Instant;
  settledAt: Temporal.Instant | null;
  settledHow: string | null;
}

export function checksOf(db: Db, legId: string): Promise<Check[]> {
  return db.many<Check>`
    select at, missing, wrong, damaged, words, noted_at, settled_at, settled_how from programme.touring_check
     where leg_id = ${legId} order by noted_at, at`;
}

export async function insertCheck(
  tx: Tx,
  legId: string,
  check: Pick<Check, "at" | "missing" | "wrong" | "damaged" | "words">,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into programme.touring_check (leg_id, at, missing, wrong, damaged, words, noted_at)
    values (${legId}, ${check.at}, ${check.missing}, ${check.wrong}, ${check.damaged}, ${check.words}, ${now})`;
}

/** False where nothing was wrong, or something has come of it already. */
export async function settleCheck(
  tx: Tx,
  { legId, at, how }: { legId: string; at: CheckMoment; how: string },
  now: Temporal.Instant,
): Promise<boolean> {
  const settled = await tx.run`
    update programme.touring_check k set settled_at = ${now}, settled_how = ${how} where k.leg_id = ${legId} and k.at = ${at} and ${open}`;
  return settled === 1;
}
