/** SQL of what a person's copy has of what they owed, how often they were believed, and what is to be talked about. */
import type { Db } from "#platform/db";

type Rows = Promise<Record<string, unknown>[]>;

export function feesForCopy(db: Db, subject: string): Rows {
  return db.many<Record<string, unknown>>`
    select kind, amount_fen, made_on::text as made_on, settled_on::text as settled_on, how, reason, note, receipt, refund_id is not null as given_back
      from library.fee where subject = ${subject} order by made_on, id`;
}

/** What they borrowed without a line though a counter would not have lent it, until somebody has spoken with them. */
export function talksForCopy(db: Db, subject: string): Rows {
  return db.many<Record<string, unknown>>`
    select rule as borrowed_although, made_on::text as made_on from library.reader_talk where subject = ${subject} order by made_on, rule`;
}

export function believedForCopy(db: Db, subject: string): Rows {
  return db.many<Record<string, unknown>>`
    select year, times from library.believed where subject = ${subject} order by year`;
}
