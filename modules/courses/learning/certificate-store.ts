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

const columns = sql.raw("id, number, class_id, claim_id, subject, name, lessons, attended, issued_on");

export function certificateBy(db: Db, number: string): Promise<Certificate | null> {
  return db.maybeOne<Certificate>`select ${columns} from courses.certificate where number = ${number}`;
}

export function certificatesOfClaims(db: Db, claimIds: readonly string[]): Promise<Certificate[]> {
  return db.many<Certificate>`
    select ${columns} from courses.certificate where claim_id = any(${[...claimIds]}::uuid[]) order by issued_on, id`;
}

/** Of those that had none, the ones that were written. A claim has one certificate, whoever presses at the same moment. */
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
        on conflict (claim_id) do nothing
    returning id`;
  return new Set(rows.map(({ id }) => id));
}
