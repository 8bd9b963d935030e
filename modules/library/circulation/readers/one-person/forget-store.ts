/** SQL of a reader of whom nothing is left. */
import type { Tx } from "#platform/db";

/** Copies that are kept for them, before the reader: locks are taken in one order. */
export async function lockKeptItems(tx: Tx, subject: string): Promise<void> {
  await tx.run`
    select 1 from library.item i where i.id in (select item_id from library.hold where subject = ${subject} and item_id is not null)
     order by i.id for no key update`;
}

/** Beside other readers: what they carried for them, stood for, came for. */
export async function forgetMentions(tx: Tx, subject: string): Promise<number> {
  const carried = await tx.run`update library.loan set carried_by = null where carried_by = ${subject}`;
  const stood = await tx.run`delete from library.guarantee where guarantor = ${subject}`;
  const came = await tx.run`delete from library.proxy where agent = ${subject}`;
  return carried + stood + came;
}

/** Cards, guarantees, settled fees, and with the reader what was read, proxies, codes and how often they were believed. */
export async function removeRows(tx: Tx, subject: string): Promise<number> {
  const read = await tx.run`delete from library.reading where subject = ${subject}`;
  const cards = await tx.run`delete from library.card where subject = ${subject}`;
  const guarantees = await tx.run`delete from library.guarantee where subject = ${subject}`;
  const fees = await tx.run`delete from library.fee where subject = ${subject}`;
  // The money of a day stays counted; whose it was, and what was said of them, does not.
  const papers = await tx.run`
    update library.settlement set subject = null, reason = '', undone_why = '' where subject = ${subject}`;
  await tx.run`delete from library.reader where subject = ${subject}`;
  return read + cards + guarantees + fees + papers;
}
