/** SQL of claims that are handed on. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";

/** Writes the code of a claim, in place of one that nobody has used. None where it was handed on already. */
export function setCode(
  tx: Tx,
  { claimId, hash, until }: { claimId: string; hash: Buffer; until: Temporal.Instant },
  now: Temporal.Instant,
): Promise<number> {
  return tx.run`
    insert into booking.transfer as t (claim_id, code_hash, made_at, until) values (${claimId}, ${hash}, ${now}, ${until})
        on conflict (claim_id) do update set code_hash = excluded.code_hash, made_at = excluded.made_at, until = excluded.until
     where t.taken_at is null`;
}

/** The claim a code hands on, while it may. */
export async function claimOfCode(db: Db, hash: Buffer, now: Temporal.Instant): Promise<string | null> {
  const row = await db.maybeOne<{ claimId: string }>`
    select claim_id from booking.transfer where code_hash = ${hash} and taken_at is null and until > ${now}`;
  return row?.claimId ?? null;
}

/** When whoever holds a claim took it over; null where it is still whose it was first. */
export async function takenOverAt(db: Db, claimId: string): Promise<Temporal.Instant | null> {
  const row = await db.maybeOne<{ takenAt: Temporal.Instant | null }>`
    select taken_at from booking.transfer where claim_id = ${claimId}`;
  return row?.takenAt ?? null;
}

/** The code is used and the claim another's, in one statement. None where somebody was faster. */
export function handOn(
  tx: Tx,
  { hash, from, to, by }: { hash: Buffer; from: string; to: string; by: string | null },
  now: Temporal.Instant,
): Promise<number> {
  return tx.run`
    with used as (
      update booking.transfer set taken_at = ${now}
       where code_hash = ${hash} and taken_at is null and until > ${now} returning claim_id)
    update booking.claim c set subject = ${to}, made_by = ${by}, changed_at = ${now}
      from used where c.id = used.claim_id and c.subject = ${from} and c.state = 'confirmed'`;
}
