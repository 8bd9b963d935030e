/** SQL of what numbers got, and what became of that in the city. */
import { type Db, sql, type Tx } from "#platform/db";
import { listed } from "../claim-state.ts";
import type { Against } from "../offer.ts";
import { toldOf } from "./people-store.ts";

export interface ResultRow {
  number: string;
  code: string;
  nth: number;
  rank: number;
  result: "given" | "waiting" | "enough" | "overlaps";
  turn: number | null;
}

export async function insertResults(tx: Tx, drawId: string, rows: readonly ResultRow[]): Promise<void> {
  const of = <T>(pick: (row: ResultRow) => T): T[] => rows.map(pick);
  await tx.run`
    insert into booking.draw_result (draw_id, number, code, nth, rank, result, turn)
    select ${drawId}, number, code, nth, rank, result, turn
      from unnest(${of(({ number }) => number)}::text[], ${of(({ code }) => code)}::text[], ${of(({ nth }) => nth)}::int[],
                  ${of(({ rank }) => rank)}::int[], ${of(({ result }) => result)}::text[], ${of(({ turn }) => turn)}::int[])
           as r(number, code, nth, rank, result, turn)`;
}

export interface DrawnEntry {
  number: string;
  subject: string | null;
  size: number;
  rank: number;
  result: "given" | "waiting";
  turn: number | null;
}

/** Who got a place of this lot or waits for one, in the order of the draw; their entries are locked, so that whose they are stays. */
export function drawnFor(tx: Tx, drawId: string, code: string): Promise<DrawnEntry[]> {
  return tx.many<DrawnEntry>`
    select r.number, e.subject, e.size, r.rank, r.result, r.turn
      from booking.draw_result r join booking.draw_entry e on e.draw_id = r.draw_id and e.number = r.number
     where r.draw_id = ${drawId} and r.code = ${code} and r.result in ('given', 'waiting')
     order by r.rank for share of e`;
}

export type Became = "confirmed" | "held" | "waiting" | "passed-over" | "cancelled" | "withdrawn";

export async function setBecame(
  tx: Tx,
  { drawId, code }: { drawId: string; code: string },
  rows: readonly { number: string; became: Became; because?: Against; claimId?: string }[],
): Promise<void> {
  const of = <T>(pick: (row: (typeof rows)[number]) => T): T[] => rows.map(pick);
  await tx.run`
    update booking.draw_result r set became = n.became, because = n.because::jsonb, claim_id = n.claim_id
      from unnest(${of(({ number }) => number)}::text[], ${of(({ became }) => became)}::text[],
                  ${of(({ because }) => (because ? JSON.stringify(because) : null))}::text[], ${of(({ claimId }) => claimId ?? null)}::uuid[])
           as n(number, became, because, claim_id)
     where r.draw_id = ${drawId} and r.code = ${code} and r.number = n.number`;
}

export interface Result extends ResultRow {
  became: Became | null;
  because: Against | null;
}

const resultColumns = sql.raw("r.number, r.code, r.nth, r.rank, r.result, r.turn, r.became, r.because");

/** Results of one number. */
export function resultsOf(db: Db, drawId: string, number: string): Promise<Result[]> {
  return db.many<Result>`
    select ${resultColumns} from booking.draw_result r where r.draw_id = ${drawId} and r.number = ${number} order by r.nth`;
}

/** What became of a result, as far as one's own claim says it by now. */
export type Stands = Became | "given-back" | "lapsed";

/** The same as they stand now, for who is on the entry: what was confirmed since, given back, or not confirmed in time is so. */
export function ownResultsOf(
  db: Db,
  drawId: string,
  number: string,
): Promise<(Omit<Result, "became"> & { became: Stands | null })[]> {
  return db.many`
    select r.number, r.code, r.nth, r.rank, r.result, r.turn, r.because,
           case when c.state = 'cancelled' then case when o.state = 'closed' then 'cancelled' else 'given-back' end
                when c.state = 'expired' then 'lapsed'
                when c.state = any(${listed}::text[]) then 'confirmed' else r.became end as became
      from booking.draw_result r join booking.draw_entry e on e.draw_id = r.draw_id and e.number = r.number
      left join booking.claim c on c.id = r.claim_id and c.subject = e.subject
      left join booking.offer o on o.id = c.offer_id
     where r.draw_id = ${drawId} and r.number = ${number} order by r.nth`;
}

/** Results in the order of the draw, of so many ranks after one. */
export function results(
  db: Db,
  drawId: string,
  { after, ranks }: { after: number; ranks: number },
): Promise<Result[]> {
  return db.many<Result>`
    select ${resultColumns} from booking.draw_result r
     where r.draw_id = ${drawId} and r.rank > ${after} and r.rank <= ${after + ranks} order by r.rank, r.nth`;
}

/** What became of the results, counted. */
export function countBecame(
  db: Db,
  drawId: string,
): Promise<{ became: Became | null; result: ResultRow["result"]; count: number }[]> {
  return db.many`
    select became, result, count(*)::int as count from booking.draw_result where draw_id = ${drawId} group by became, result`;
}

export function passedOver(
  db: Db,
  drawId: string,
): Promise<{ number: string; code: string; because: Against }[]> {
  return db.many`
    select number, code, because from booking.draw_result
     where draw_id = ${drawId} and became = 'passed-over' order by rank, nth`;
}

/**
 * Each person who is told of the draw, with the best that became of the entry they are on, whether they made it (`own`), and where it waits
 * its place in the line as it is: who was drawn and found too few places comes first.
 */
export function toTell(
  db: Db,
  drawId: string,
): Promise<{ subject: string; own: boolean; best: Became | null; turn: number | null; drawn: boolean }[]> {
  return db.many`
    with line as (
      select number, code, row_number() over (partition by code order by result = 'waiting', rank)::int as turn
        from booking.draw_result where draw_id = ${drawId} and became = 'waiting')
    select t.subject, t.subject = e.subject as own,
           case when bool_or(r.became = 'held') then 'held' when bool_or(r.became = 'confirmed') then 'confirmed'
                when bool_or(r.became = 'passed-over') then 'passed-over' when bool_or(r.became = 'waiting') then 'waiting'
                when bool_or(r.became = 'cancelled') then 'cancelled' end as best,
           min(line.turn) as turn, bool_or(r.result = 'given') as drawn
      from booking.draw_entry e join booking.draw_result r on r.draw_id = e.draw_id and r.number = e.number
      left join line on line.number = r.number and line.code = r.code
      cross join lateral ${toldOf} as t
     where e.draw_id = ${drawId} and e.subject is not null group by t.subject, e.subject order by t.subject`;
}
