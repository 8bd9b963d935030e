/**
 * SQL of what houses did for one another in some days: of past loans by the day they were written down, of ways and boxes by the day they ended. None of
 * these rows is changed afterwards.
 */
import type { Db } from "#platform/db";

export interface Days {
  /** The first day, and the first behind. */
  from: string;
  until: string;
}

export interface PastLoans {
  ownerId: string;
  placeId: string;
  returnedPlaceId: string;
  lent: number;
  returned: number;
}

/** One pass over the index of the days (`past_loan_counted`), however many there are; undone loans never were. */
export function loansBetween(db: Db, { from, until }: Days): Promise<PastLoans[]> {
  return db.many<PastLoans>`
    select owner_id, place_id, returned_place_id, count(*)::int as lent, (count(*) filter (where how = 'returned'))::int as returned
      from library.past_loan
     where counted_on >= ${from}::date and counted_on < ${until}::date and how <> 'undone'
     group by owner_id, place_id, returned_place_id`;
}

export interface Carried {
  fromId: string;
  toId: string;
  copies: number;
  forReaders: number;
  lost: number;
}

/** What arrived, and what was given up on its way. */
export function carriedBetween(db: Db, { from, until }: Days): Promise<Carried[]> {
  return db.many<Carried>`
    select from_id, to_id, (count(*) filter (where how = 'received'))::int as copies,
           (count(*) filter (where how = 'received' and reason = 'hold'))::int as for_readers, (count(*) filter (where how = 'lost'))::int as lost
      from library.transit
     where ended_on >= ${from}::date and ended_on < ${until}::date and how in ('received', 'lost') group by from_id, to_id`;
}

export interface BoxesCarried {
  fromId: string;
  toId: string;
  boxes: number;
}

/** Boxes by the day they were closed. */
export function boxesBetween(db: Db, { from, until }: Days, zone: string): Promise<BoxesCarried[]> {
  return db.many<BoxesCarried>`
    select from_id, to_id, count(*)::int as boxes from library.box
     where state = 'received' and received_at >= ${from}::date::timestamp at time zone ${zone}::text
       and received_at < ${until}::date::timestamp at time zone ${zone}::text
     group by from_id, to_id`;
}
