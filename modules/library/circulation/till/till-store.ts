/** SQL of the till: the reader who stands there. */
import type { Db } from "#platform/db";

export interface ReaderRow {
  kind: "person" | "group";
  name: string;
  category: string;
  homeId: string;
  validUntil: string | null;
  suspendedUntil: string | null;
  blocked: string;
  endedOn: string | null;
  loans: number;
  holds: number;
  owesFen: number;
  card: string | null;
  overdue: number;
  earliestDue: string | null;
  /** What somebody should talk about with them. */
  talks: string[];
}

/** The reader, not locked, or null. Nobody's loans are counted but those that are overdue. */
export function readerRow(db: Db, subject: string, on: string): Promise<ReaderRow | null> {
  return db.prepared.maybeOne<ReaderRow>`
    select r.kind, r.name, r.category, r.home_id, r.valid_until::text, r.suspended_until::text, r.blocked, r.ended_on::text, r.loans, r.holds, r.owes_fen,
           (select c.number from library.card c where c.subject = r.subject and c.state = 'active') as card,
           (select count(*)::int from library.loan l where l.subject = r.subject and l.due_on < ${on}::date and l.lost_on is null and l.claimed_on is null) as overdue,
           (select min(l.due_on)::text from library.loan l where l.subject = r.subject and l.lost_on is null and l.claimed_on is null) as earliest_due,
           array(select t.rule from library.reader_talk t where t.subject = r.subject order by t.rule) as talks
      from library.reader r where r.subject = ${subject}::uuid`;
}

export interface LoanRow {
  id: string;
  recordId: number;
  title: string;
  barcode: string;
  dueOn: string;
  renewals: number;
  recalled: boolean;
  trouble: "lost" | "claimed" | null;
}

/** What a reader has, the earliest due first, behind a loan of that day. */
export function loansOf(
  db: Db,
  subject: string,
  { after, limit }: { after: { dueOn: string; id: string } | null; limit: number },
): Promise<LoanRow[]> {
  return db.prepared.many<LoanRow>`
    select l.id, l.record_id, r.title, i.barcode, l.due_on::text, l.renewals, l.recalled_on is not null as recalled,
           case when l.lost_on is not null then 'lost' when l.claimed_on is not null then 'claimed' end as trouble
      from library.loan l join library.item i on i.id = l.item_id join library.record r on r.id = l.record_id
     where l.subject = ${subject}::uuid
       and (${after?.dueOn ?? null}::date is null or (l.due_on, l.id) > (${after?.dueOn ?? null}::date, ${after?.id ?? null}::uuid))
     order by l.due_on, l.id limit ${limit}::int`;
}

/** How much stands on the hold shelf of a place for each of these readers; who has nothing there is left out. */
export async function readyCounts(
  db: Db,
  subjects: readonly string[],
  placeId: string,
): Promise<Map<string, number>> {
  if (subjects.length === 0) return new Map();
  const rows = await db.prepared.many<{ subject: string; count: number }>`
    select subject, count(*)::int as count from library.hold
     where subject = any(${subjects}::uuid[]) and state = 'ready' and pickup_id = ${placeId}::uuid group by subject`;
  return new Map(rows.map(({ subject, count }) => [subject, count]));
}

/** What stands on the hold shelf of a place for a reader. */
export function readyAt(
  db: Db,
  subject: string,
  placeId: string,
): Promise<{ title: string; slot: string; until: string | null }[]> {
  return db.prepared.many<{ title: string; slot: string; until: string | null }>`
    select r.title, h.slot, h.ready_until::text as until from library.hold h join library.record r on r.id = h.record_id
     where h.subject = ${subject}::uuid and h.state = 'ready' and h.pickup_id = ${placeId}::uuid order by h.ready_until, h.id limit 50`;
}
