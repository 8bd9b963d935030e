/** SQL of contests, their categories and their jury. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { PublicationState } from "#platform/publishing";
import type { LinkNeed, Unit } from "./contract.ts";

export interface Contest {
  eventId: string;
  title: string;
  orgPath: string;
  state: PublicationState;
  cancelledAt: Temporal.Instant | null;
  opensAt: Temporal.Instant;
  closesAt: Temporal.Instant;
  rules: string;
  link: LinkNeed;
}

export interface Category {
  id: string;
  eventId: string;
  name: string;
  discipline: string;
  ageFrom: number | null;
  ageTo: number | null;
  teamFrom: number;
  teamTo: number;
  places: number;
  taken: number;
  decided: "jury" | "measured";
  unit: Unit | null;
  better: "lower" | "higher" | null;
}

export interface Juror {
  id: string;
  name: string;
  code: string | null;
  subject: string | null;
  /** They work for the organiser. */
  ofHouse: boolean;
}

const contestColumns = sql.raw(
  "k.event_id, e.title, e.org_path, e.state, e.cancelled_at, k.opens_at, k.closes_at, k.rules, k.link",
);
const categoryColumns = sql.raw(
  "c.id, c.event_id, c.name, c.discipline, c.age_from, c.age_to, c.team_from, c.team_to, c.places, c.taken, c.decided, c.unit, c.better",
);

export function contest(db: Db, eventId: string): Promise<Contest | null> {
  return db.maybeOne<Contest>`
    select ${contestColumns} from programme.contest k join programme.event e on e.id = k.event_id where k.event_id = ${eventId}`;
}

export async function hasContest(db: Db, eventId: string): Promise<boolean> {
  return (await db.maybeOne`select event_id from programme.contest where event_id = ${eventId}`) !== null;
}

/** Makes a contest or changes it; other rules are a version of their own. */
export async function putContest(
  tx: Tx,
  { eventId, opensAt, closesAt, rules, link }: Omit<Contest, "title" | "orgPath" | "state" | "cancelledAt">,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    with put as (
      insert into programme.contest as k (event_id, opens_at, closes_at, rules, link, changed_at)
      values (${eventId}, ${opensAt}, ${closesAt}, ${rules}, ${link}, ${now})
          on conflict (event_id) do update
         set opens_at = excluded.opens_at, closes_at = excluded.closes_at, rules = excluded.rules, link = excluded.link,
             changed_at = excluded.changed_at, rules_version = k.rules_version + (k.rules <> excluded.rules)::int
      returning k.event_id, k.rules_version, k.rules, k.changed_at)
    insert into programme.contest_rules (event_id, version, rules, made_at)
    select event_id, rules_version, rules, changed_at from put
        on conflict do nothing`;
}

export function categoriesOf(db: Db, eventId: string): Promise<Category[]> {
  return db.many<Category>`
    select ${categoryColumns} from programme.contest_category c where c.event_id = ${eventId} order by c.made_at, c.id`;
}

export function category(db: Db, id: string): Promise<Category | null> {
  return db.maybeOne<Category>`select ${categoryColumns} from programme.contest_category c where c.id = ${id}`;
}

export async function insertCategory(
  tx: Tx,
  c: Omit<Category, "taken">,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into programme.contest_category (id, event_id, name, discipline, age_from, age_to, team_from, team_to, places, decided, unit,
           better, made_at)
    values (${c.id}, ${c.eventId}, ${c.name}, ${c.discipline}, ${c.ageFrom}, ${c.ageTo}, ${c.teamFrom}, ${c.teamTo}, ${c.places},
            ${c.decided}, ${c.unit}, ${c.better}, ${now})`;
}

/** More or fewer places; null when more are taken. */
export function setPlaces(tx: Tx, id: string, places: number): Promise<{ id: string } | null> {
  return tx.maybeOne<{ id: string }>`
    update programme.contest_category set places = ${places} where id = ${id} and taken <= ${places} returning id`;
}

export interface ChangeTarget {
  eventId: string;
  orgPath: string;
  /** Somebody has entered by what would be changed. */
  entered: boolean;
}

/** Whose contest an event is or can be, as a permission needs it. */
export function contestTarget(db: Db, eventId: string): Promise<ChangeTarget | null> {
  return db.maybeOne<ChangeTarget>`
    select e.id as event_id, e.org_path, exists (select from programme.contest_entry n where n.event_id = e.id) as entered
      from programme.event e where e.id = ${eventId}`;
}

/** Whose category it is, as a permission needs it. */
export function categoryTarget(db: Db, id: string): Promise<ChangeTarget | null> {
  return db.maybeOne<ChangeTarget>`
    select e.id as event_id, e.org_path, exists (select from programme.contest_entry n where n.event_id = e.id) as entered
      from programme.contest_category c join programme.event e on e.id = c.event_id where c.id = ${id}`;
}

/** Ended seats whose points in a round stand. */
export function endedJurorsOf(db: Db, roundId: string): Promise<Juror[]> {
  return db.many<Juror>`
    select j.id, j.name, j.code, j.subject, j.of_house from programme.contest_juror j
     where j.ended_at is not null
       and exists (select from programme.contest_score s where s.round_id = ${roundId} and s.juror_id = j.id)`;
}

/** Living seats of a jury, in the order of their appointment. */
export function jurorsOf(db: Db, eventId: string): Promise<Juror[]> {
  return db.many<Juror>`
    select id, name, code, subject, of_house from programme.contest_juror
     where event_id = ${eventId} and ended_at is null order by appointed_at, id`;
}

export function jurorTarget(db: Db, id: string): Promise<{ eventId: string; orgPath: string } | null> {
  return db.maybeOne`
    select e.id as event_id, e.org_path
      from programme.contest_juror j join programme.event e on e.id = j.event_id where j.id = ${id} and j.ended_at is null`;
}

/** Whether this person sits or ever sat in the jury of a contest. */
export async function everSat(db: Db, eventId: string, subject: string): Promise<boolean> {
  const seat = await db.maybeOne`
    select id from programme.contest_juror where event_id = ${eventId} and subject = ${subject} limit 1`;
  return seat !== null;
}

export async function insertJuror(
  tx: Tx,
  { id, eventId, name, code }: Pick<Juror, "id" | "name"> & { eventId: string; code: string },
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into programme.contest_juror (id, event_id, name, code, appointed_at) values (${id}, ${eventId}, ${name}, ${code}, ${now})`;
}

/** Ends a seat. The points it gave stand; none are waited for. */
export async function endJuror(tx: Tx, id: string, now: Temporal.Instant): Promise<void> {
  await tx.run`update programme.contest_juror set ended_at = ${now}, code = null where id = ${id}`;
}

/** Holds a contest until the end: whoever takes a seat in its jury and whoever enters what it judges wait for one another. */
export async function holdContest(tx: Tx, eventId: string): Promise<void> {
  await tx.run`select event_id from programme.contest where event_id = ${eventId} for no key update`;
}

/** Takes the seat of a code; it is of the house when they work there, at `paths`. No `id`: there is none; `again`: this person sits there already. */
export async function takeSeat(
  tx: Tx,
  { code, subject, paths }: { code: string; subject: string; paths: readonly string[] },
): Promise<{ id: string; eventId: string; orgPath: string } | null | "again"> {
  const seat = await tx.maybeOne<{ id: string; eventId: string; orgPath: string; again: boolean }>`
    select j.id, j.event_id, e.org_path,
           exists (select from programme.contest_juror o where o.event_id = j.event_id and o.subject = ${subject} and o.ended_at is null) as again
      from programme.contest_juror j join programme.event e on e.id = j.event_id
     where j.code = ${code} and j.ended_at is null for no key update of j`;
  if (!seat) return null;
  if (seat.again) return "again";
  await tx.run`
    update programme.contest_juror
       set subject = ${subject}, code = null,
           of_house = exists (select from unnest(${[...paths]}::text[]) p
                               where starts_with(${seat.orgPath}, p) or starts_with(p, ${seat.orgPath}))
     where id = ${seat.id}`;
  return seat;
}

/** The living seat of this person in a contest, locked: whoever declares a conflict and whoever scores wait for one another. */
export function lockSeatOf(tx: Tx, eventId: string, subject: string): Promise<Juror | null> {
  return tx.maybeOne<Juror>`
    select id, name, code, subject, of_house from programme.contest_juror
     where event_id = ${eventId} and subject = ${subject} and ended_at is null for no key update`;
}
