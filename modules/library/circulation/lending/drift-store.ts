/** SQL that compares what lending has written down in several places, and puts it right. */
import { type Db, sql, type Tx } from "#platform/db";
import type { CopyFacts } from "./divergence.ts";

const factsOf = sql`
  i.id, i.away, l.id is not null as lent, l.lost_on is not null and i.status <> 'lost' as is_lost_and_there,
  case when h.id is not null then jsonb_build_object('id', h.id, 'state', h.state, 'hasIt', coalesce(h.subject = l.subject, false)) end as hold,
  case when t.id is not null then jsonb_build_object('id', t.id, 'forHold', t.hold_id, 'holdIsOfIt',
    exists (select from library.hold o where o.id = t.hold_id and o.item_id = i.id)) end as way`;
const joined = sql`
  left join library.loan l on l.item_id = i.id left join library.hold h on h.item_id = i.id
  left join library.transit t on t.item_id = i.id and t.ended_on is null`;

/** So many copies behind one: those that lending has to do with, and the last that was looked at; null: there is none behind. */
export async function copiesAfter(
  db: Db,
  after: number,
  limit: number,
): Promise<{ last: number | null; facts: CopyFacts[] }> {
  const { last } = await db.one<{ last: number | null }>`
    select max(id) as last from (select id from library.item where id > ${after}::bigint order by id limit ${limit}::int) i`;
  if (last === null) return { last, facts: [] };
  const facts = await db.many<CopyFacts>`
    select ${factsOf} from library.item i ${joined}
     where i.id > ${after}::bigint and i.id <= ${last}::bigint
       and (i.away is not null or l.id is not null or h.id is not null or t.id is not null) order by i.id`;
  return { last, facts };
}

/** These copies, locked, as they are now. */
export async function lockFacts(tx: Tx, ids: readonly number[]): Promise<CopyFacts[]> {
  await tx.run`select from library.item where id = any(${[...ids]}::bigint[]) order by id for no key update`;
  return tx.many<CopyFacts>`
    select ${factsOf} from library.item i ${joined} where i.id = any(${[...ids]}::bigint[]) order by i.id`;
}

export async function forgetHold(tx: Tx, wayId: string): Promise<void> {
  await tx.run`update library.transit set hold_id = null where id = ${wayId}::uuid`;
}

export interface ReaderDrift {
  subject: string;
  loans: boolean;
  holds: boolean;
  owes: boolean;
  held: boolean;
  /** Nobody's card: that they have or owe something is no matter of counting. */
  ended: boolean;
}

const counted = sql`
  select r.subject, r.ended_on is not null as ended,
         r.loans <> (select count(*) from library.loan l where l.subject = r.subject) as loans,
         r.holds <> (select count(*) from library.hold h where h.subject = r.subject) as holds,
         r.owes_fen <> (select coalesce(sum(f.amount_fen), 0) from library.fee f where f.subject = r.subject and f.settled_on is null) as owes,
         exists (select from (select owner_path, type, count(*) as n from library.loan l where l.subject = r.subject group by owner_path, type) have
                   full join (select owner_path, type, loans from library.held_count c where c.subject = r.subject) said using (owner_path, type)
                  where coalesce(have.n, 0) <> coalesce(said.loans, 0)) as held
    from looked r`;

/** So many readers behind one whose counts differ from their rows, and the last that was looked at. */
export async function readersAfter(
  db: Db,
  after: string,
  limit: number,
): Promise<{ last: string | null; drift: ReaderDrift[] }> {
  const row = await db.maybeOne<{ last: string | null }>`
    select subject as last from (select subject from library.reader where subject > ${after}::uuid order by subject limit ${limit}::int) r
     order by subject desc limit 1`;
  if (!row) return { last: null, drift: [] };
  const drift = await db.many<ReaderDrift>`
    with looked as (select subject, loans, holds, owes_fen, ended_on from library.reader where subject > ${after}::uuid and subject <= ${row.last}::uuid), counted as (${counted})
    select subject, ended, loans, holds, owes, held from counted where loans or holds or owes or held order by subject`;
  return { last: row.last, drift };
}

/** A reader's counts are those of their rows; the reader is locked first, so that no loan falls between. */
export async function recount(tx: Tx, subject: string): Promise<void> {
  await tx.run`select from library.reader where subject = ${subject}::uuid for update`;
  await tx.run`
    update library.reader r
       set loans = (select count(*) from library.loan l where l.subject = r.subject),
           holds = (select count(*) from library.hold h where h.subject = r.subject),
           owes_fen = (select coalesce(sum(f.amount_fen), 0) from library.fee f where f.subject = r.subject and f.settled_on is null)
     where r.subject = ${subject}::uuid`;
  await tx.run`
    insert into library.held_count as c (subject, owner_path, type, loans)
    select ${subject}::uuid, owner_path, type, sum(n) from (
      select owner_path, type, 1 as n from library.loan where subject = ${subject}::uuid
      union all select owner_path, type, 0 from library.held_count where subject = ${subject}::uuid) n
     group by owner_path, type
    on conflict (subject, owner_path, type) do update set loans = excluded.loans`;
}

/** Copies that did not come in a box that is closed, and that nobody is told of; told where it is said. */
export function untoldMissing(db: Db, limit: number): Promise<{ itemId: number; boxId: string }[]> {
  return db.many<{ itemId: number; boxId: string }>`
    select t.item_id, t.box_id from library.transit t join library.box b on b.id = t.box_id
     where t.ended_on is null and b.state = 'received'
       and not exists (select from library.box_finding f where f.box_id = t.box_id and f.item_id = t.item_id and f.settled_on is null)
     order by t.item_id limit ${limit}::int`;
}

export async function tellMissing(
  tx: Tx,
  { itemId, boxId, on }: { itemId: number; boxId: string; on: string },
): Promise<void> {
  await tx.run`
    insert into library.box_finding (box_id, kind, item_id, barcode, found_on)
    select ${boxId}::uuid, 'missing', i.id, i.barcode, ${on}::date from library.item i
     where i.id = ${itemId}::bigint and exists (select from library.transit t where t.item_id = i.id and t.box_id = ${boxId}::uuid and t.ended_on is null)
    on conflict (box_id, coalesce(item_id, 0), barcode) do update set kind = 'missing', settled_on = null, how = null, turned_up_id = null`;
}
