/** SQL of what stands for a book's return. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { Guarantee as AnyWay } from "../../rules/terms.ts";

export type Way = Exclude<AnyWay, "none">;

export interface Guarantee {
  id: string;
  subject: string;
  way: Way;
  since: Temporal.Instant;
  /** Null: until somebody ends it. */
  until: Temporal.Instant | null;
  amountFen: number | null;
  guarantor: string | null;
  reason: string;
  receipt: string;
  creditCheck: string;
}

const columns = sql`id, subject, way, since, until, amount_fen, guarantor, reason, receipt, credit_check`;

/** Those that nobody has ended, also such as are over by now; the newest first. */
export function guaranteesOf(db: Db, subjects: readonly string[]): Promise<Guarantee[]> {
  return db.many<Guarantee>`
    select ${columns} from library.guarantee where subject = any(${[...subjects]}::uuid[]) and ended_at is null order by since desc, id`;
}

/** For whom somebody stands. */
export function guaranteedBy(db: Db, guarantor: string): Promise<Guarantee[]> {
  return db.many<Guarantee>`
    select ${columns} from library.guarantee where guarantor = ${guarantor} and ended_at is null order by since, id`;
}

export function guaranteeById(db: Db, id: string): Promise<Guarantee | null> {
  return db.maybeOne<Guarantee>`select ${columns} from library.guarantee where id = ${id} and ended_at is null`;
}

/** False where one of this way stands already (`guarantee_one_of_a_way`). */
export async function insertGuarantee(tx: Tx, row: Guarantee): Promise<boolean> {
  const made = await tx.run`
    insert into library.guarantee (id, subject, way, since, until, amount_fen, guarantor, reason, receipt, credit_check)
    values (${row.id}, ${row.subject}, ${row.way}, ${row.since}, ${row.until}, ${row.amountFen}, ${row.guarantor}, ${row.reason}, ${row.receipt},
            ${row.creditCheck})
    on conflict (subject, way) where ended_at is null do nothing`;
  return made === 1;
}

export async function setUntil(tx: Tx, id: string, until: Temporal.Instant): Promise<void> {
  await tx.run`update library.guarantee set until = ${until} where id = ${id} and ended_at is null`;
}

/** False when it has ended already. Of credit nothing is kept: what was answered is people's to remember, and to forget. */
export async function endGuarantee(
  tx: Tx,
  id: string,
  { now, backReceipt = "" }: { now: Temporal.Instant; backReceipt?: string },
): Promise<boolean> {
  const forgotten = await tx.run`
    delete from library.guarantee where id = ${id} and way = 'credit' and ended_at is null`;
  const ended = await tx.run`
    update library.guarantee set ended_at = ${now}, back_receipt = ${backReceipt} where id = ${id} and ended_at is null`;
  return forgotten + ended === 1;
}

/** Those that are over by themselves and not yet ended, the earliest first. */
export function overGuarantees(db: Db, now: Temporal.Instant, limit: number): Promise<Guarantee[]> {
  return db.many<Guarantee>`
    select ${columns} from library.guarantee where ended_at is null and until <= ${now} order by until, id limit ${limit}`;
}

/** The next readers behind one, with the check that their credit rests on, where there is any. */
export function creditsAfter(
  db: Db,
  after: string | null,
  limit: number,
): Promise<{ subject: string; homePath: string; creditCheck: string | null }[]> {
  return db.many<{ subject: string; homePath: string; creditCheck: string | null }>`
    select r.subject, r.home_path, g.credit_check
      from library.reader r
      left join library.guarantee g on g.subject = r.subject and g.way = 'credit' and g.ended_at is null
     where r.ended_on is null and r.kind = 'person' and (${after}::uuid is null or r.subject > ${after}::uuid)
     order by r.subject limit ${limit}`;
}
