/** SQL of who may act for whom. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";

export interface Relation {
  id: string;
  kind: "guardian" | "helper";
  ward: string;
  agent: string;
  consent: "guardian" | "code" | "paper";
  consentedAt: Temporal.Instant;
  consentVersion: string;
  paper: string | null;
  notedBy: string | null;
  validTo: Temporal.Instant | null;
}

/** Records a relation; false when it stands already (`relation_once`) or the other way round (`relation_guardian_one_way`). */
export async function insertRelation(tx: Tx, row: Relation): Promise<boolean> {
  const made = await tx.run`
    insert into people.relation (id, kind, ward, agent, consent, consented_at, consent_version, paper, noted_by, valid_to)
    values (${row.id}, ${row.kind}, ${row.ward}, ${row.agent}, ${row.consent}, ${row.consentedAt}, ${row.consentVersion},
            ${row.paper}, ${row.notedBy}, ${row.validTo})
    on conflict do nothing`;
  return made === 1;
}

/** Many guardianships of accounts that were made this moment, in one statement. */
export async function insertGuardianships(
  tx: Tx,
  rows: readonly Pick<Relation, "id" | "ward" | "agent">[],
  { consentedAt, consentVersion }: Pick<Relation, "consentedAt" | "consentVersion">,
): Promise<void> {
  await tx.run`
    insert into people.relation (id, kind, ward, agent, consent, consented_at, consent_version)
    select n.id, 'guardian', n.ward, n.agent, 'guardian', ${consentedAt}, ${consentVersion}
      from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ ward }) => ward)}::uuid[],
                  ${rows.map(({ agent }) => agent)}::uuid[]) as n(id, ward, agent)`;
}

/** A relation that has not been ended. It may have run out. */
export function relationById(db: Db, id: string): Promise<Relation | null> {
  return db.maybeOne<Relation>`
    select id, kind, ward, agent, consent, consented_at, consent_version, paper, noted_by, valid_to
      from people.relation where id = ${id} and ended_at is null`;
}

/** Ends what stands between the two of this kind, so that a new consent can take its place. */
export function endBetween(
  tx: Tx,
  pair: { ward: string; agent: string; kind: Relation["kind"]; by: string | null; now: Temporal.Instant },
): Promise<number> {
  return tx.run`
    update people.relation set ended_at = ${pair.now}, ended_by = ${pair.by}
     where ward = ${pair.ward} and agent = ${pair.agent} and kind = ${pair.kind} and ended_at is null`;
}

export async function endRelation(
  tx: Tx,
  id: string,
  by: { account: string | null; now: Temporal.Instant },
): Promise<void> {
  await tx.run`
    update people.relation set ended_at = ${by.now}, ended_by = ${by.account} where id = ${id} and ended_at is null`;
}

export interface RelationView {
  id: string;
  kind: "guardian" | "helper";
  consent: Relation["consent"];
  consentedAt: Temporal.Instant;
  validTo: Temporal.Instant | null;
  /** The other one of the two. */
  other: string;
  subject: string;
  name: string | null;
  born: string | null;
}

/** For whom this account may act now. */
export function wardsOf(db: Db, agent: string, now: Temporal.Instant): Promise<RelationView[]> {
  return db.many<RelationView>`
    select r.id, r.kind, r.consent, r.consented_at, r.valid_to, a.id as other, a.subject, a.name, a.born
      from people.relation r join people.account a on a.id = r.ward
     where r.agent = ${agent} and r.ended_at is null and (r.valid_to is null or r.valid_to > ${now}) and a.status = 'active'
     order by r.kind, r.consented_at limit 200`;
}

/** Who may act for this account now. */
export function agentsOf(db: Db, ward: string, now: Temporal.Instant): Promise<RelationView[]> {
  return db.many<RelationView>`
    select r.id, r.kind, r.consent, r.consented_at, r.valid_to, a.id as other, a.subject, a.name, null::date as born
      from people.relation r join people.account a on a.id = r.agent
     where r.ward = ${ward} and r.ended_at is null and (r.valid_to is null or r.valid_to > ${now}) and a.status = 'active'
     order by r.kind, r.consented_at limit 200`;
}

/** Locks a person's relations until the end of the transaction: who is the last guardian must not change meanwhile. */
export async function lockWard(tx: Tx, ward: string): Promise<void> {
  await tx.run`select 1 from people.account where id = ${ward} for update`;
}

/** Guardianships end by themselves on the day of full age: born on or before `born`. */
export function endByAge(tx: Tx, born: string, now: Temporal.Instant): Promise<number> {
  return tx.run`
    update people.relation r set ended_at = ${now}
      from people.account a
     where a.id = r.ward and r.kind = 'guardian' and r.ended_at is null and a.born <= ${born}`;
}
