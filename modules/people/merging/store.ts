/** SQL of joining two accounts. */
import type { Temporal } from "temporal-polyfill";
import { subjectsOfActs } from "#platform/audit";
import type { Db, Tx } from "#platform/db";
import type { Compared, InCommon } from "./alike.ts";

export interface ComparedRow extends Compared {
  subject: string;
}

export function comparedBySubject(db: Db, subjects: string[]): Promise<ComparedRow[]> {
  return db.many<ComparedRow>`
    select a.id, a.subject, a.kind, a.status, a.name, a.born, a.phone_hash is not null as has_phone,
           (select coalesce(jsonb_object_agg(d.kind, d.count), '{}')
              from (select kind, count(*) from people.document where account = a.id group by kind) d) as documents
      from people.account a where a.subject = any(${subjects}::uuid[])`;
}

/** An account with the likeness of one that tells name and birth date itself. */
export interface Born {
  id: string;
  subject: string;
  birth: Buffer | null;
}

/** What an account has in common with each of others. */
export async function inCommon(db: Db, one: Born, others: Born[]): Promise<({ id: string } & InCommon)[]> {
  const corrected = await subjectsOfActs(
    db,
    [one, ...others].map(({ subject }) => subject),
    ["account.renamed-at-desk", "document.corrected"],
  );
  const common = await db.many<{ id: string } & Omit<InCommon, "corrected">>`
    with asked as (
      select id, birth from unnest(${others.map(({ id }) => id)}::uuid[], ${others.map(({ birth }) => birth)}::bytea[]) as a(id, birth)),
    known as (
      select account as id, likeness from people.document
       where likeness is not null and (account = ${one.id} or account in (select id from asked))
      union select id, birth from asked where birth is not null
      union select ${one.id}::uuid, ${one.birth}::bytea where ${one.birth}::bytea is not null)
    select a.id,
           exists (
             select from people.document_claim c join people.document d on d.id = c.document
              where (c.account = a.id and d.account = ${one.id}) or (c.account = ${one.id} and d.account = a.id)) as same_document,
           exists (
             select from known k join known own on own.likeness = k.likeness
              where k.id = a.id and own.id = ${one.id}) as name_and_birth,
           exists (
             select from people.relation r join people.relation own on own.agent = r.agent
              where r.ward = a.id and own.ward = ${one.id} and r.kind = 'guardian' and own.kind = 'guardian'
                and r.ended_at is null and own.ended_at is null) as same_guardian
      from asked a`;
  const subjectOf = new Map(others.map(({ id, subject }) => [id, subject]));
  return common.map((each) => ({
    ...each,
    corrected: [one.subject, subjectOf.get(each.id)].some((subject) => subject && corrected.has(subject)),
  }));
}

/** Is one the other's guardian, now or once, or would joining them make somebody guardian and ward of the same person? */
export async function areFamily(db: Db, one: string, other: string): Promise<boolean> {
  const { family } = await db.one<{ family: boolean }>`
    select exists (
             select from people.relation
              where kind = 'guardian' and ((ward = ${one} and agent = ${other}) or (ward = ${other} and agent = ${one})))
        or exists (
             select from people.relation a join people.relation b on a.ward = b.agent
              where a.kind = 'guardian' and b.kind = 'guardian' and a.ended_at is null and b.ended_at is null
                and ((a.agent = ${one} and b.ward = ${other}) or (a.agent = ${other} and b.ward = ${one}))) as family`;
  return family;
}

/** Other living residents who may be the same: by name, or by name and birth date on a document. */
export async function candidates(
  db: Db,
  one: { id: string; name: string | null; birth: Buffer | null },
): Promise<string[]> {
  const rows = await db.many<{ subject: string }>`
    with likenesses as (
      select likeness from people.document where account = ${one.id} and likeness is not null
      union select ${one.birth}::bytea where ${one.birth}::bytea is not null)
    select a.subject from people.account a
     where a.id <> ${one.id} and a.kind = 'resident' and a.status = 'active'
       and (lower(a.name) = lower(${one.name})
            or a.id in (select d.account from people.document d join likenesses l on l.likeness = d.likeness)
            or a.id in (select d.account from people.document_claim c join people.document d on d.id = c.document where c.account = ${one.id})
            or a.id in (select c.account from people.document_claim c join people.document d on d.id = c.document where d.account = ${one.id}))
     order by a.id limit 50`;
  return rows.map(({ subject }) => subject);
}

export interface Pair {
  from: string;
  into: string;
}

/** Told the same twice: the message that the one that stays has is enough. */
export function dropNoticesTwice(tx: Tx, { from, into }: Pair): Promise<number> {
  return tx.run`
    delete from people.notice n using people.notice other
     where n.account = ${from} and other.account = ${into} and n.once = other.once`;
}

export function moveNotices(tx: Tx, { from, into }: Pair): Promise<number> {
  return tx.run`update people.notice set account = ${into} where account = ${from}`;
}

/** Copies that came to one of them as a guardian came to the other. */
export async function moveDeliveries(tx: Tx, { from, into }: Pair): Promise<void> {
  await tx.run`
    delete from people.delivery d using people.delivery other
     where d.recipient = ${from} and other.recipient = ${into} and d.notice = other.notice and d.channel = other.channel
       and d.outcome <> 'put-off' and other.outcome <> 'put-off'`;
  await tx.run`update people.delivery set recipient = ${into} where recipient = ${from}`;
}

/** Both are shown by one guardian's document, or both guardians' stand for one child: the one that was looked at stays. */
export function dropGuardianDocumentTwice(tx: Tx, { from, into }: Pair): Promise<number> {
  return tx.run`
    with as_one as (
      select id, row_number() over (
               partition by case account when ${from} then ${into} else account end,
                            case guardian when ${from} then ${into} else guardian end
               order by level desc, ${into}::uuid in (account, guardian) desc, id) as place
        from people.document
       where kind = 'by-guardian' and (account in (${from}, ${into}) or guardian in (${from}, ${into})))
    delete from people.document d using as_one o where o.id = d.id and o.place > 1`;
}

export async function moveDocuments(tx: Tx, { from, into }: Pair): Promise<number> {
  await tx.run`delete from people.document_claim where account in (${from}, ${into})`;
  await tx.run`update people.document set guardian = ${into} where guardian = ${from}`;
  await tx.run`update people.document_try set account = ${into} where account = ${from}`;
  return tx.run`update people.document set account = ${into} where account = ${from}`;
}

/** One was the other's helper: nobody helps themselves. */
export function dropRelationsBetween(tx: Tx, { from, into }: Pair): Promise<number> {
  return tx.run`
    delete from people.relation
     where (ward = ${from} and agent = ${into}) or (ward = ${into} and agent = ${from})`;
}

/** Both stand in the same relation to somebody: the one that lasts longer stays. Answers to whom. */
export function endRelationsTwice(
  tx: Tx,
  { from, into }: Pair,
  by: { account: string | null; now: Temporal.Instant },
): Promise<{ name: string | null }[]> {
  return tx.many<{ name: string | null }>`
    with living as (
      select id, kind, case when ward in (${from}, ${into}) then 'ward' else 'agent' end as side,
             case when ward in (${from}, ${into}) then agent else ward end as other,
             row_number() over (
               partition by kind, ward in (${from}, ${into}), case when ward in (${from}, ${into}) then agent else ward end
               order by coalesce(valid_to, 'infinity') desc, consented_at desc, id) as place
        from people.relation
       where ended_at is null and (ward in (${from}, ${into}) or agent in (${from}, ${into}))),
    ended as (
      update people.relation r set ended_at = ${by.now}, ended_by = ${by.account}
        from living l where l.id = r.id and l.place > 1 returning l.other)
    select a.name from ended e join people.account a on a.id = e.other`;
}

/** How many guardians the two would have as one. */
export async function guardiansOf(db: Db, wards: string[]): Promise<number> {
  const { count } = await db.one<{ count: number }>`
    select count(distinct agent)::int as count from people.relation
     where ward = any(${wards}::uuid[]) and kind = 'guardian' and ended_at is null`;
  return count;
}

/** Who is guardian of the one that ends takes the place that is free with the one that stays. */
export async function moveRelations(tx: Tx, { from, into }: Pair): Promise<number> {
  await tx.run`update people.relation set ended_by = ${into} where ended_by = ${from}`;
  return tx.run`
    update people.relation
       set ward = case when ward = ${from} then ${into} else ward end,
           agent = case when agent = ${from} then ${into} else agent end,
           guardian_place = case when ward = ${from} and guardian_place in (
               select guardian_place from people.relation
                where ward = ${into} and kind = 'guardian' and ended_at is null)
             then 3 - guardian_place else guardian_place end
     where ward = ${from} or agent = ${from}`;
}

/** The same phone shows both passes: it is one phone. */
export async function dropDevicesTwice(tx: Tx, { from, into }: Pair): Promise<number> {
  return tx.run`
    delete from people.pass_device d using people.pass_device other
     where d.account = ${from} and other.account = ${into} and d.public_key = other.public_key`;
}

export function moveDevices(tx: Tx, { from, into }: Pair): Promise<number> {
  return tx.run`update people.pass_device set account = ${into} where account = ${from}`;
}

export async function moveCodes(tx: Tx, { from, into }: Pair): Promise<void> {
  await tx.run`delete from people.family_code where ward = ${from}`;
  await tx.run`update people.family_code set made_by = ${into} where made_by = ${from}`;
  await tx.run`update people.code_sent set asked_by = ${into} where asked_by = ${from}`;
}

export interface Numbered {
  id: string;
  subject: string;
  phoneHash: Buffer | null;
  phoneSealed: Buffer | null;
}

/** An account with its number, and those that went into it before. */
export function numbersOf(db: Db, account: string): Promise<(Numbered & { merged: boolean })[]> {
  return db.many<Numbered & { merged: boolean }>`
    select id, subject, phone_hash, phone_sealed, status = 'merged' as merged from people.account
     where id = ${account} or merged_into = ${account} order by status = 'merged', id`;
}

/** Whoever has agreed themself under either account has agreed. */
export async function moveAgreement(tx: Tx, { from, into }: Pair): Promise<void> {
  await tx.run`
    update people.account a set agreed_at = f.agreed_at, agreed_version = f.agreed_version
      from people.account f where a.id = ${into} and f.id = ${from} and a.agreed_at is null`;
}

/** Empties the account that ends; its number, sealed for the one that stays, still leads there. */
export async function endAccount(
  tx: Tx,
  { from, into }: Pair,
  number: { phoneHash: Buffer | null; phoneSealed: Buffer | null },
): Promise<void> {
  await tx.run`
    update people.account
       set status = 'merged', merged_into = ${into}, name = null, born = null, level = 0,
           agreed_at = null, agreed_version = null, phone_hash = ${number.phoneHash}, phone_sealed = ${number.phoneSealed}
     where id = ${from}`;
}

/** Those that went into the one that ends now lead on, with their numbers sealed for the one that stays. */
export async function leadOn(tx: Tx, id: string, into: string, phoneSealed: Buffer | null): Promise<void> {
  await tx.run`update people.account set merged_into = ${into}, phone_sealed = ${phoneSealed} where id = ${id}`;
}

/** What the one that stays did not know itself. */
export async function takeFacts(
  tx: Tx,
  into: string,
  facts: {
    name: string | null;
    born: string | null;
    level: number;
    phoneHash: Buffer | null;
    phoneSealed: Buffer | null;
  },
): Promise<void> {
  await tx.run`
    update people.account
       set name = coalesce(name, ${facts.name}), born = coalesce(born, ${facts.born}::date),
           level = greatest(level, ${facts.level}::smallint),
           phone_sealed = case when phone_hash is null then ${facts.phoneSealed}::bytea else phone_sealed end,
           phone_hash = coalesce(phone_hash, ${facts.phoneHash}::bytea)
     where id = ${into}`;
}
