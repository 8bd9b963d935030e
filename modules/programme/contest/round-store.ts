/** SQL of rounds: who is in them, scores, results, records. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { Category } from "./contest-store.ts";
import type { Award, Criterion, Outcome, RankRule, Stage, Unit } from "./contract.ts";

export interface Round {
  id: string;
  categoryId: string;
  eventId: string;
  orgPath: string;
  stage: Stage;
  rule: RankRule | null;
  criteria: Criterion[];
  enteredBy: string | null;
  enteredAt: Temporal.Instant | null;
  publishedAt: Temporal.Instant | null;
  awardsReason: string | null;
  /** Counts how often results were entered. */
  version: number;
}

export interface Result {
  roundId: string;
  entryId: string;
  status: Outcome;
  value: number | null;
  place: number | null;
  advances: boolean;
  award: Award | null;
  reason: string | null;
}

/** What is shown of an entry wherever it stands in a round. */
export interface InRound {
  entryId: string;
  number: number;
  title: string;
  description: string;
  link: string | null;
  teamName: string | null;
  subject: string | null;
  namePublic: boolean;
}

const columns = sql.raw(
  "r.id, r.category_id, c.event_id, e.org_path, r.stage, r.rule, r.criteria, r.entered_by, r.entered_at, r.published_at, r.awards_reason, r.version",
);
const from = sql.raw(
  "programme.contest_round r join programme.contest_category c on c.id = r.category_id join programme.event e on e.id = c.event_id",
);
/** Stages come in this order, whenever they were added. */
const order = sql.raw("array_position(array['preliminary', 'semi-final', 'final'], r.stage)");
const after = (stage: Stage) =>
  sql`${order} > array_position(array['preliminary', 'semi-final', 'final'], ${stage})`;
const inRound = sql.raw(
  "n.id as entry_id, n.number, n.title, n.description, n.link, n.team_name, n.subject, n.name_public",
);

/** Rounds of a contest: those of a category in their order. */
export function roundsOf(db: Db, eventId: string): Promise<Round[]> {
  return db.many<Round>`select ${columns} from ${from} where c.event_id = ${eventId} order by r.category_id, ${order}`;
}

export function round(db: Db, id: string): Promise<Round | null> {
  return db.maybeOne<Round>`select ${columns} from ${from} where r.id = ${id}`;
}

/** The round for changing: scores wait for results and their publication, and those for one another. */
export function lockRound(tx: Tx, id: string): Promise<Round | null> {
  return tx.maybeOne<Round>`select ${columns} from ${from} where r.id = ${id} for no key update of r`;
}

/** The round as it stays for now: jurors do not wait for one another, but whoever enters results and they do. */
export function keepRound(tx: Tx, id: string): Promise<Round | null> {
  return tx.maybeOne<Round>`select ${columns} from ${from} where r.id = ${id} for share of r`;
}

/**
 * Locks all rounds of a category and answers how far they are: `scored` from the first point on, `entered` from the first results, also
 * of those that were taken back.
 */
export async function lockRoundsOf(
  tx: Tx,
  categoryId: string,
): Promise<{ scored: boolean; entered: boolean }> {
  await tx.run`
    select id from programme.contest_round where category_id = ${categoryId} order by id for no key update`;
  return tx.one<{ scored: boolean; entered: boolean }>`
    select coalesce(bool_or(r.entered_at is not null or w.has_results), false) as entered,
           coalesce(bool_or(r.entered_at is not null or w.has_results or w.has_scores), false) as scored
      from programme.contest_round r
     cross join lateral (
           select exists (select from programme.contest_result s where s.round_id = r.id) as has_results,
                  exists (select from programme.contest_score s where s.round_id = r.id) as has_scores) w
     where r.category_id = ${categoryId}`;
}

export async function insertRound(
  tx: Tx,
  r: Pick<Round, "id" | "categoryId" | "stage" | "rule" | "criteria">,
  now: Temporal.Instant,
): Promise<boolean> {
  const rows = await tx.run`
    insert into programme.contest_round (id, category_id, stage, rule, criteria, made_at)
    values (${r.id}, ${r.categoryId}, ${r.stage}, ${r.rule}, ${JSON.stringify(r.criteria)}, ${now})
        on conflict do nothing`;
  return rows > 0;
}

/** The round before this one in its category, or null for the first. */
export function roundBefore(
  db: Db,
  { categoryId, stage }: Pick<Round, "categoryId" | "stage">,
): Promise<Round | null> {
  return db.maybeOne<Round>`
    select ${columns} from ${from}
     where r.category_id = ${categoryId} and r.stage <> ${stage} and not (${after(stage)}) order by ${order} desc limit 1`;
}

/** Whether a round of a later stage is there, at all or with scores or results. */
export async function laterRound(
  db: Db,
  { categoryId, stage }: Pick<Round, "categoryId" | "stage">,
): Promise<"none" | "set" | "begun"> {
  const { set, begun } = await db.one<{ set: boolean; begun: boolean }>`
    select count(*) > 0 as set,
           coalesce(bool_or(r.entered_at is not null or exists (select from programme.contest_score s where s.round_id = r.id)), false) as begun
      from programme.contest_round r where r.category_id = ${categoryId} and ${after(stage)}`;
  return begun ? "begun" : set ? "set" : "none";
}

/** The condition that an entry `n` is in a round: accepted, and after the first round let through by the one before, once that is public. */
function isIn({ categoryId }: Pick<Round, "categoryId">, before: Round | null) {
  return sql`n.category_id = ${categoryId} and n.state = 'accepted'
         and (${before === null}::boolean
              or exists (select from programme.contest_result s
                          where s.round_id = ${before?.publishedAt ? before.id : null}::uuid and s.entry_id = n.id and s.advances))`;
}

/** Who is in a round, by number: all, or at most `limit` after a number. */
export function entriesIn(
  db: Db,
  round: Pick<Round, "categoryId">,
  before: Round | null,
  { after, limit }: { after: number; limit: number | null } = { after: 0, limit: null },
): Promise<InRound[]> {
  return db.many<InRound>`
    select ${inRound} from programme.contest_entry n
     where ${isIn(round, before)} and n.number > ${after}::bigint order by n.number limit ${limit}::int`;
}

export async function isInRound(
  db: Db,
  round: Pick<Round, "categoryId">,
  before: Round | null,
  entryId: string,
): Promise<boolean> {
  return (
    (await db.maybeOne`select n.id from programme.contest_entry n where n.id = ${entryId} and ${isIn(round, before)}`) !==
    null
  );
}

/** How many are in a round, and of how many of them a juror has given points or stands aside. */
export function progressOf(
  db: Db,
  round: Pick<Round, "id" | "categoryId">,
  before: Round | null,
  jurorId: string,
): Promise<{ total: number; done: number }> {
  return db.one<{ total: number; done: number }>`
    select count(*)::int as total, count(coalesce(s.entry_id, k.entry_id))::int as done
      from programme.contest_entry n
      left join programme.contest_score s on s.round_id = ${round.id} and s.entry_id = n.id and s.juror_id = ${jurorId}
      left join programme.contest_conflict k on k.juror_id = ${jurorId} and k.entry_id = n.id
     where ${isIn(round, before)}`;
}

/** What a juror gave each of these entries in a round, null for nothing yet; and whether they stand aside. */
export function judgedBy(
  db: Db,
  { roundId, jurorId }: Pick<Score, "jurorId"> & { roundId: string },
  entryIds: readonly string[],
): Promise<{ entryId: string; points: number[] | null; aside: boolean }[]> {
  return db.many`
    select n.id as entry_id, s.points, k.entry_id is not null as aside
      from unnest(${[...entryIds]}::uuid[]) as n(id)
      left join programme.contest_score s on s.round_id = ${roundId} and s.entry_id = n.id and s.juror_id = ${jurorId}
      left join programme.contest_conflict k on k.juror_id = ${jurorId} and k.entry_id = n.id`;
}

export interface Score {
  entryId: string;
  jurorId: string;
  points: number[];
}

export function scoresOf(db: Db, roundId: string): Promise<Score[]> {
  return db.many<Score>`select entry_id, juror_id, points from programme.contest_score where round_id = ${roundId}`;
}

/** How many jurors gave points in each of these rounds, and how many of them work for the organiser. */
export async function jurorsIn(
  db: Db,
  roundIds: readonly string[],
): Promise<Map<string, { jurors: number; ofHouse: number }>> {
  const rows = await db.many<{ roundId: string; jurors: number; ofHouse: number }>`
    select s.round_id, count(distinct j.id)::int as jurors, (count(distinct j.id) filter (where j.of_house))::int as of_house
      from programme.contest_score s join programme.contest_juror j on j.id = s.juror_id
     where s.round_id = any(${roundIds}::uuid[]) group by s.round_id`;
  return new Map(rows.map(({ roundId, ...count }) => [roundId, count]));
}

/** Gives a score, or changes it. */
export async function putScore(
  tx: Tx,
  { roundId, entryId, jurorId, points, reason }: Score & { roundId: string; reason: string | null },
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into programme.contest_score (round_id, entry_id, juror_id, points, given_at)
    values (${roundId}, ${entryId}, ${jurorId}, ${points}::int[], ${now})
        on conflict (round_id, entry_id, juror_id) do update
       set points = excluded.points, changed_at = ${now}, reason = ${reason}`;
}

/** Who stands aside from which entry, in one contest. */
export function conflictsOf(db: Db, eventId: string): Promise<{ entryId: string; jurorId: string }[]> {
  return db.many<{ entryId: string; jurorId: string }>`
    select k.entry_id, k.juror_id
      from programme.contest_conflict k join programme.contest_juror j on j.id = k.juror_id where j.event_id = ${eventId}`;
}

/** Declares that a juror stands aside; what they gave in rounds that are not public goes. */
export async function declareConflict(
  tx: Tx,
  { jurorId, entryId }: { jurorId: string; entryId: string },
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into programme.contest_conflict (juror_id, entry_id, declared_at) values (${jurorId}, ${entryId}, ${now}) on conflict do nothing`;
  await tx.run`
    delete from programme.contest_score s using programme.contest_round r
     where s.juror_id = ${jurorId} and s.entry_id = ${entryId} and r.id = s.round_id and r.published_at is null`;
}

/** Lets the points of all other jurors in a round go. */
export async function keepScoresOf(tx: Tx, roundId: string, jurorIds: readonly string[]): Promise<void> {
  await tx.run`delete from programme.contest_score where round_id = ${roundId} and juror_id <> all (${jurorIds}::uuid[])`;
}

/** Writes the results of a round in place of those that were there. */
export async function putResults(
  tx: Tx,
  roundId: string,
  results: readonly Omit<Result, "roundId">[],
  { by, awardsReason, now }: { by: string; awardsReason: string | null; now: Temporal.Instant },
): Promise<void> {
  await tx.run`delete from programme.contest_result where round_id = ${roundId}`;
  await tx.run`
    insert into programme.contest_result (round_id, entry_id, status, value, place, advances, award, reason)
    select ${roundId}, r.entry_id, r.status, r.value, r.place, r.advances, r.award, r.reason
      from unnest(${results.map((r) => r.entryId)}::uuid[], ${results.map((r) => r.status)}::text[], ${results.map((r) => r.value)}::numeric[],
                  ${results.map((r) => r.place)}::int[], ${results.map((r) => r.advances)}::boolean[], ${results.map((r) => r.award)}::text[],
                  ${results.map((r) => r.reason)}::text[])
           as r(entry_id, status, value, place, advances, award, reason)`;
  await tx.run`
    update programme.contest_round
       set entered_by = ${by}, entered_at = ${now}, awards_reason = ${awardsReason}, version = version + 1 where id = ${roundId}`;
}

export async function publishRound(
  tx: Tx,
  roundId: string,
  { by, now }: { by: string; now: Temporal.Instant },
): Promise<void> {
  await tx.run`update programme.contest_round set published_by = ${by}, published_at = ${now} where id = ${roundId}`;
}

/** Takes public results back: the round takes points again, what was entered stays to be entered anew. */
export async function retractRound(tx: Tx, roundId: string): Promise<void> {
  await tx.run`update programme.contest_round set published_by = null, published_at = null, entered_by = null, entered_at = null where id = ${roundId}`;
}

export type ShownResult = Result & InRound;

/** Where a round's results go on: after which place, outcome and number. */
export interface AfterResult {
  roundId: string;
  place: number;
  status: Outcome;
  number: number;
}

/** Stands for no place: after the last of them. */
export const unplaced = 2 ** 31 - 1;

/** Results of rounds with what is shown of their entries, by place, then those without one: all, or of each round at most `limit`. */
export function resultsOf(
  db: Db,
  roundIds: readonly string[],
  { after, limit }: { after: AfterResult | null; limit: number | null } = { after: null, limit: null },
): Promise<ShownResult[]> {
  const sorting = sql`coalesce(s.place, ${unplaced}::int), s.status, n.number`;
  return db.many<ShownResult>`
    select page.* from unnest(${[...roundIds]}::uuid[]) as r(id)
     cross join lateral (
       select s.round_id, s.status, s.value, s.place, s.advances, s.award, s.reason, ${inRound}
         from programme.contest_result s join programme.contest_entry n on n.id = s.entry_id
        where s.round_id = r.id
          and (r.id is distinct from ${after?.roundId ?? null}::uuid
               or (${sorting}) > (${after?.place ?? null}::bigint, ${after?.status ?? null}::text, ${after?.number ?? null}::bigint))
        order by ${sorting} limit ${limit}::int) page
     order by page.round_id, coalesce(page.place, ${unplaced}::int), page.status, page.number`;
}

export interface Best extends InRound {
  discipline: string;
  unit: Unit;
  value: number;
  publishedAt: Temporal.Instant;
  eventId: string;
  contest: string;
}

/** The best ever published in the disciplines of these categories; of equal ones the first. */
export function bestOf(db: Db, categories: readonly Category[]): Promise<Best[]> {
  const asked = categories.filter(({ discipline, unit }) => discipline !== "" && unit !== null);
  return db.many<Best>`
    select distinct on (c.discipline, c.unit, c.better)
           c.discipline, c.unit, s.value, r.published_at, e.id as event_id, e.title as contest, ${inRound}
      from (select distinct * from unnest(${asked.map((c) => c.discipline)}::text[], ${asked.map((c) => c.unit)}::text[],
                                          ${asked.map((c) => c.better)}::text[]) as q(discipline, unit, better)) q
      join programme.contest_category c on c.discipline = q.discipline and c.unit = q.unit and c.better = q.better
      join programme.contest_round r on r.category_id = c.id and r.published_at is not null
      join programme.contest_result s on s.round_id = r.id and s.status = 'ok'
      join programme.contest_entry n on n.id = s.entry_id
      join programme.event e on e.id = c.event_id and e.state = 'published'
     order by c.discipline, c.unit, c.better, case c.better when 'lower' then s.value else -s.value end, r.published_at, n.number`;
}

export interface JurorRound extends Round {
  contest: string;
  category: string;
}

/** Rounds that wait for this person's points: not yet entered, of contests in whose jury they sit and whose event goes on. */
export function roundsToJudge(db: Db, subject: string): Promise<JurorRound[]> {
  return db.many<JurorRound>`
    select ${columns}, e.title as contest, c.name as category from ${from}
      join programme.contest_juror j on j.event_id = c.event_id and j.subject = ${subject} and j.ended_at is null
     where r.rule is not null and r.entered_at is null and e.cancelled_at is null and e.state <> 'withdrawn'
     order by e.title, c.made_at, ${order} limit 100`;
}
