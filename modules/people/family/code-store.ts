/** SQL of the codes guardians give. */
import type { Temporal } from "temporal-polyfill";
import type { Tx } from "#platform/db";

export interface FamilyCode {
  id: string;
  ward: string;
  opens: "guardianship" | "own-sign-in";
  codeHash: Buffer;
  madeBy: string;
  madeAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
}

/** Keeps a code in place of the one that was open for the same. */
export async function putCode(tx: Tx, row: FamilyCode): Promise<void> {
  await tx.run`
    delete from people.family_code where ward = ${row.ward} and opens = ${row.opens} and used_at is null`;
  await tx.run`
    insert into people.family_code (id, ward, opens, code_hash, made_by, made_at, expires_at)
    values (${row.id}, ${row.ward}, ${row.opens}, ${row.codeHash}, ${row.madeBy}, ${row.madeAt}, ${row.expiresAt})`;
}

/** Uses a living code up, once; null when it is used, over, for something else, or its giver is no guardian any more. */
export function takeCode(
  tx: Tx,
  asked: { codeHash: Buffer; opens: FamilyCode["opens"]; now: Temporal.Instant },
): Promise<{ ward: string; madeBy: string } | null> {
  return tx.maybeOne<{ ward: string; madeBy: string }>`
    update people.family_code c set used_at = ${asked.now}
     where c.code_hash = ${asked.codeHash} and c.opens = ${asked.opens} and c.used_at is null and c.expires_at > ${asked.now}
       and exists (
         select from people.relation r
          where r.ward = c.ward and r.agent = c.made_by and r.kind = 'guardian' and r.ended_at is null)
    returning c.ward, c.made_by`;
}

/** Codes are good for a day; a day later nothing of them is left. */
export function forgetFamilyCodes(tx: Tx, before: Temporal.Instant): Promise<number> {
  return tx.run`delete from people.family_code where expires_at < ${before}`;
}
