/** The same of `library.item i` in SQL; `library.counts(i.status)` says whether it counts at all. */
import { sql } from "#platform/db";

/** It stands where a reader can take it: what `library.holding.available` counts. */
export const isAvailable = sql`(i.status = 'available' and i.away is null)`;
/** It ought to stand at its place. */
export const isExpected = sql`(i.status in ('available', 'reference', 'damaged', 'missing') and i.away is null)`;
export const standing = sql`coalesce(i.away, i.status)`;
/** A loan, a hold or a way between places hangs on it: it cannot go without a trace. */
export const isInLending = sql`
  (i.away is not null or exists (select from library.loan l where l.item_id = i.id)
   or exists (select from library.hold h where h.item_id = i.id or h.wanted_item_id = i.id)
   or exists (select from library.transit t where t.item_id = i.id))`;
