/** SQL of records asked for by a number. */
import type { Db } from "#platform/db";

/** Standing records with this ISBN or ISSN, newest first. */
export function recordsNumbered(db: Db, number: string, limit: number): Promise<{ id: number }[]> {
  return db.many<{ id: number }>`
    select r.id from library.record_number n join library.record r on r.id = n.record_id and r.state = 'standing'
     where n.number = ${number} order by r.id desc limit ${limit}`;
}

/** Standing records of items with this barcode, whoever owns them. */
export function recordsBarcoded(db: Db, barcode: string, limit: number): Promise<{ id: number }[]> {
  return db.many<{ id: number }>`
    select distinct r.id from library.item i join library.record r on r.id = i.record_id and r.state = 'standing'
     where i.barcode = ${barcode} and i.status <> 'withdrawn' order by r.id desc limit ${limit}`;
}
