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

/**
 * Records a relation, a guardian's in the place that is free. False when it stands already (`relation_once`), the other way
 * round (`relation_guardian_one_way`), or both places are taken (`relation_two_guardians`).
 */
export async function insertRelation(tx: Tx, row: Relation): Promise<boolean> {
  const made = await tx.run`
    insert into people.relation (id, kind, ward, agent, consent, consented_at, consent_version, paper, noted_by, valid_to,
                                 guardian_place)
    values (${row.id}, ${row.kind}, ${row.ward}, ${row.agent}, ${row.consent}, ${row.consentedAt}, ${row.consentVersion},
            ${row.paper}, ${row.notedBy}, ${row.validTo},
            case when exists (
              select from people.relation g
               where g.ward = ${row.ward} and g.kind = 'guardian' and g.ended_at is null and g.guardian_place = 1) then 2 else 1 end)
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
  /** A ward's, for its guardian alone. */
  born: string | null;
}

export interface WardView extends RelationView {
  /** Whether they have a phone of their own to sign in with. */
  signsIn: boolean;
  /** Names of their guardians besides this one. */
  otherGuardians: (string | null)[];
}

/** For whom this account may act now, children first: all of them, or a page of `limit` from behind a relation. */
export function wardsOf(
  db: Db,
  agent: string,
  now: Temporal.Instant,
  { after = null, limit = null }: { after?: string | null; limit?: number | null } = {},
): Promise<WardView[]> {
  return db.many<WardView>`
    select r.id, r.kind, r.consent, r.consented_at, r.valid_to, a.id as other, a.subject, a.name,
           case r.kind when 'guardian' then a.born end as born, a.phone_hash is not null as signs_in,
           array(select g.name from people.relation o join people.account g on g.id = o.agent
                  where o.ward = r.ward and o.id <> r.id and o.kind = 'guardian' and o.ended_at is null
                  order by o.guardian_place) as other_guardians
      from people.relation r join people.account a on a.id = r.ward
     where r.agent = ${agent} and r.ended_at is null and (r.valid_to is null or r.valid_to > ${now}) and a.status = 'active'
       and (${after}::uuid is null or (r.kind, r.consented_at, r.id) > (
             select l.kind, l.consented_at, l.id from people.relation l where l.id = ${after}))
     order by r.kind, r.consented_at, r.id limit ${limit}`;
}

export interface AgentView extends RelationView {
  /** Their own. */
  level: 0 | 1 | 2 | 3;
}

/** Guardians of these people, in pairs of subject keys: people without one are in none. */
export function guardiansBySubject(
  db: Db,
  wards: readonly string[],
): Promise<{ ward: string; guardian: string }[]> {
  return db.many<{ ward: string; guardian: string }>`
    select a.subject as ward, g.subject as guardian
      from people.account a
      join people.relation r on r.ward = a.id and r.kind = 'guardian' and r.ended_at is null
      join people.account g on g.id = r.agent
     where a.subject = any(${wards}::uuid[])`;
}

/** Whom these people are guardians of, in pairs of subject keys: people without a ward are in none. */
export function wardsBySubject(
  db: Db,
  guardians: readonly string[],
): Promise<{ ward: string; guardian: string }[]> {
  return db.many<{ ward: string; guardian: string }>`
    select a.subject as ward, g.subject as guardian
      from people.account g
      join people.relation r on r.agent = g.id and r.kind = 'guardian' and r.ended_at is null
      join people.account a on a.id = r.ward
     where g.subject = any(${guardians}::uuid[])`;
}

export interface FamilyMember {
  /** Whose family: one of those who were asked for. */
  of: string;
  subject: string;
  name: string | null;
  as: "ward" | "guardian";
  /** Has a phone of their own to sign in with. */
  signsIn: boolean;
}

/** Whom these people are guardians of, and who their guardians are. */
export function familyOf(db: Db, subjects: readonly string[]): Promise<FamilyMember[]> {
  return db.many<FamilyMember>`
    select own.subject as of, other.subject, other.name, case when r.ward = own.id then 'guardian' else 'ward' end as "as",
           other.phone_hash is not null as signs_in
      from people.account own
      join people.relation r on r.kind = 'guardian' and r.ended_at is null and own.id in (r.ward, r.agent)
      join people.account other on other.id = case when r.ward = own.id then r.agent else r.ward end and other.status = 'active'
     where own.subject = any(${[...subjects]}::uuid[]) order by r.consented_at, r.id`;
}

/** Who may act for this account now. */
export function agentsOf(db: Db, ward: string, now: Temporal.Instant): Promise<AgentView[]> {
  return db.many<AgentView>`
    select r.id, r.kind, r.consent, r.consented_at, r.valid_to, a.id as other, a.subject, a.name, null::date as born, a.level
      from people.relation r join people.account a on a.id = r.agent
     where r.ward = ${ward} and r.ended_at is null and (r.valid_to is null or r.valid_to > ${now}) and a.status = 'active'
     order by r.kind, r.consented_at, r.id`;
}

/**
 * Locks what persons have until the end of the transaction, documents and relations: who is the last guardian, or what stands for
 * whom, must not change meanwhile. Several are locked in one statement, in the order of their ids; only a guardian is locked
 * before and apart from their wards, whose level falls with the guardian's document.
 */
export async function lockPersons(tx: Tx, ...accounts: string[]): Promise<void> {
  await tx.run`select 1 from people.account where id = any(${accounts}::uuid[]) order by id for update`;
}

/** Guardianships end by themselves on the day of full age: born on or before `born`. Answers which. */
export function endByAge(
  tx: Tx,
  born: string,
  now: Temporal.Instant,
): Promise<{ id: string; ward: string; guardian: string }[]> {
  return tx.many<{ id: string; ward: string; guardian: string }>`
    update people.relation r set ended_at = ${now}
      from people.account a, people.account g
     where a.id = r.ward and g.id = r.agent and r.kind = 'guardian' and r.ended_at is null and a.born <= ${born}
    returning r.id, a.subject as ward, g.subject as guardian`;
}

/** Wards born within some days, with their guardians; both days included. */
export function wardsBorn(
  db: Db,
  { from, to }: { from: string; to: string },
): Promise<{ ward: string; signsIn: boolean; guardian: string }[]> {
  return db.many<{ ward: string; signsIn: boolean; guardian: string }>`
    select a.subject as ward, a.phone_hash is not null as signs_in, g.subject as guardian
      from people.account a
      join people.relation r on r.ward = a.id and r.kind = 'guardian' and r.ended_at is null
      join people.account g on g.id = r.agent
     where a.born between ${from}::date and ${to}::date and a.status = 'active'`;
}

/** Has this account acted for somebody, or a document of its own? */
export async function hasOwnLife(db: Db, account: string): Promise<boolean> {
  const { found } = await db.one<{ found: boolean }>`
    select exists (select from people.relation where agent = ${account})
        or exists (select from people.document where account = ${account}) as found`;
  return found;
}

export async function noteAgreed(
  tx: Tx,
  account: string,
  { version, now }: { version: string; now: Temporal.Instant },
): Promise<void> {
  await tx.run`
    update people.account set agreed_at = ${now}, agreed_version = ${version} where id = ${account}`;
}
