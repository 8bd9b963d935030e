/** SQL of what a person's copy of lending has: books by their titles, theirs alone to read. */
import type { Db } from "#platform/db";

type Rows = Promise<Record<string, unknown>[]>;

export function loansForCopy(db: Db, subject: string): Rows {
  return db.many<Record<string, unknown>>`
    select r.title, l.lent_at::text as lent_at, l.due_on::text as back_by, l.renewals
      from library.loan l join library.record r on r.id = l.record_id where l.subject = ${subject} order by l.due_on, l.id`;
}

export function holdsForCopy(db: Db, subject: string): Rows {
  return db.many<Record<string, unknown>>`
    select r.title, h.asked_at::text as asked_at, h.state, h.ready_until::text as ready_until
      from library.hold h join library.record r on r.id = h.record_id where h.subject = ${subject} order by h.asked_at, h.id`;
}

export function feesForCopy(db: Db, subject: string): Rows {
  return db.many<Record<string, unknown>>`
    select kind, amount_fen, made_on::text as made_on, settled_on::text as settled_on, how, note, receipt
      from library.fee where subject = ${subject} order by made_on, id`;
}

export function readingForCopy(db: Db, subject: string): Rows {
  return db.many<Record<string, unknown>>`
    select r.title, g.lent_on::text as lent_on, g.returned_on::text as returned_on
      from library.reading g join library.record r on r.id = g.record_id where g.subject = ${subject} order by g.lent_on, r.id`;
}
