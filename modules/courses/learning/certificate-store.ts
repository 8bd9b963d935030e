/** SQL of certificates. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";

export interface Certificate {
  id: string;
  number: string;
  classId: string;
  claimId: string;
  subject: string | null;
  name: string;
  lessons: number;
  attended: number;
  issuedOn: string;
}

/** As it was given, and whether it still holds. */
export interface Given extends Certificate {
  withdrawnAt: Temporal.Instant | null;
  withdrawnBecause: string | null;
}

const columns = sql.raw(
  "id, number, class_id, claim_id, subject, name, lessons, attended, issued_on, withdrawn_at, withdrawn_because",
);

export function certificateBy(db: Db, number: string): Promise<Given | null> {
  return db.maybeOne<Given>`select ${columns} from courses.certificate where number = ${number}`;
}

/** Withdrawn ones too, the one that holds last. */
export function certificatesOfClaims(db: Db, claimIds: readonly string[]): Promise<Given[]> {
  return db.many<Given>`
    select ${columns} from courses.certificate
     where claim_id = any(${[...claimIds]}::uuid[]) order by withdrawn_at nulls last, id`;
}

/** False where it was withdrawn already. */
export async function withdrawCertificate(
  tx: Tx,
  id: string,
  { by, because, now }: { by: string; because: string; now: Temporal.Instant },
): Promise<boolean> {
  return (
    (await tx.run`
      update courses.certificate set withdrawn_at = ${now}, withdrawn_by = ${by}, withdrawn_because = ${because}
       where id = ${id} and withdrawn_at is null`) === 1
  );
}

/** Of those that had none that holds, the ones that were written. A claim has one, whoever presses at the same moment. */
export async function insertCertificates(
  tx: Tx,
  certificates: readonly Certificate[],
  { by, now }: { by: string; now: Temporal.Instant },
): Promise<Set<string>> {
  const rows = await tx.many<{ id: string }>`
    insert into courses.certificate (id, number, class_id, claim_id, subject, name, lessons, attended, issued_on, issued_at, issued_by)
    select n.id, n.number, n.class_id, n.claim_id, n.subject, n.name, n.lessons, n.attended, n.issued_on, ${now}, ${by}
      from unnest(${certificates.map((c) => c.id)}::uuid[], ${certificates.map((c) => c.number)}::text[],
                  ${certificates.map((c) => c.classId)}::uuid[], ${certificates.map((c) => c.claimId)}::uuid[],
                  ${certificates.map((c) => c.subject)}::uuid[], ${certificates.map((c) => c.name)}::text[],
                  ${certificates.map((c) => c.lessons)}::int[], ${certificates.map((c) => c.attended)}::int[],
                  ${certificates.map((c) => c.issuedOn)}::date[])
           as n(id, number, class_id, claim_id, subject, name, lessons, attended, issued_on)
        on conflict (claim_id) where withdrawn_at is null do nothing
    returning id`;
  return new Set(rows.map(({ id }) => id));
}
