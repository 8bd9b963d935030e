/** SQL of what a person's copy has of what they owed, and of how often they were believed. */
import type { Db } from "#platform/db";

type Rows = Promise<Record<string, unknown>[]>;

export function feesForCopy(db: Db, subject: string): Rows {
  return db.many<Record<string, unknown>>`
    select kind, amount_fen, made_on::text as made_on, settled_on::text as settled_on, how, reason, note, receipt, refund_id is not null as given_back
      from library.fee where subject = ${subject} order by made_on, id`;
}

export function believedForCopy(db: Db, subject: string): Rows {
  return db.many<Record<string, unknown>>`
    select year, times from library.believed where subject = ${subject} order by year`;
}
