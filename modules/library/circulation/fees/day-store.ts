/** SQL of a place's day: what was settled there, and who counted the money. */
import type { Db, Tx } from "#platform/db";
import type { FeeKind, NewSettlement } from "./fee-store.ts";

export interface DayLine {
  how: NewSettlement["how"];
  kind: FeeKind;
  ownerId: string;
  fees: number;
  amountFen: number;
}

/** By how and kind; what was taken back is not in it, and fees of readers who are erased are not told apart any more. */
export function linesOfDay(db: Db, placeId: string, day: string): Promise<DayLine[]> {
  return db.many<DayLine>`
    select s.how, f.kind, f.owner_id, count(*)::int as fees, sum(f.amount_fen)::bigint as amount_fen
      from library.settlement s join library.fee f on f.settlement_id = s.id or f.refund_id = s.id
     where s.place_id = ${placeId} and s.settled_on = ${day}::date and s.undone_by is null
     group by s.how, f.kind, f.owner_id order by s.how, f.kind, f.owner_id`;
}

export interface DayClerk {
  clerk: string;
  papers: number;
  undone: number;
  cashFen: number;
}

/** By whose hands it went: money in less money out. */
export function clerksOfDay(db: Db, placeId: string, day: string): Promise<DayClerk[]> {
  return db.many<DayClerk>`
    select clerk, (count(*) filter (where undone_by is null))::int as papers, (count(*) filter (where undone_by is not null))::int as undone,
           coalesce(sum(case how when 'paid' then amount_fen when 'refunded' then -amount_fen else 0 end)
                      filter (where undone_by is null), 0)::bigint as cash_fen
      from library.settlement where place_id = ${placeId} and settled_on = ${day}::date group by clerk order by clerk`;
}

export interface Closing {
  expectedFen: number;
  countedFen: number;
  difference: string;
  closedBy: string;
}

export function closingOf(db: Db, placeId: string, day: string): Promise<Closing | null> {
  return db.maybeOne<Closing>`
    select expected_fen, counted_fen, difference, closed_by from library.cash_day
     where place_id = ${placeId} and on_day = ${day}::date and closed_by is not null`;
}

/** The day, locked: no paper gets a number of it meanwhile. */
export async function lockDay(tx: Tx, placeId: string, day: string): Promise<void> {
  await tx.run`insert into library.cash_day (place_id, on_day) values (${placeId}, ${day}::date) on conflict do nothing`;
  await tx.run`select 1 from library.cash_day where place_id = ${placeId} and on_day = ${day}::date for update`;
}

export async function setClosed(tx: Tx, placeId: string, day: string, closing: Closing): Promise<void> {
  await tx.run`
    update library.cash_day
       set expected_fen = ${closing.expectedFen}, counted_fen = ${closing.countedFen}, difference = ${closing.difference}, closed_by = ${closing.closedBy}
     where place_id = ${placeId} and on_day = ${day}::date`;
}
