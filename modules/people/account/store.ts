/** SQL of accounts. */
import type { Temporal } from "temporal-polyfill";
import type { Role, SessionProof } from "#platform/auth";
import type { Db, Tx } from "#platform/db";
import type { Locale } from "#platform/i18n";

export interface AccountRow {
  id: string;
  subject: string;
  kind: "resident" | "staff";
  name: string | null;
  born: string | null;
  level: 0 | 1 | 2 | 3;
  locale: Locale;
  demo: boolean;
  status: "active" | "left" | "erased" | "merged";
  madeAt: Temporal.Instant;
}

export interface NewAccount {
  id: string;
  subject: string;
  kind: "resident" | "staff";
  name: string | null;
  phoneHash: Buffer | null;
  phoneSealed: Buffer | null;
  born: string | null;
  level: number;
  locale: string;
  demo: boolean;
  madeAt: Temporal.Instant;
}

/** What rules of admission look at in a person. */
export interface RuleFacts {
  subject: string;
  level: 0 | 1 | 2 | 3;
  born: string | null;
}

export function accountById(db: Db, id: string): Promise<AccountRow | null> {
  return db.maybeOne<AccountRow>`
    select id, subject, kind, name, born, level, locale, demo, status, made_at from people.account where id = ${id}`;
}

/** The account of this key; where two were joined, the one that stays. */
export function accountBySubject(db: Db, subject: string): Promise<AccountRow | null> {
  return db.prepared.maybeOne<AccountRow>`
    select a.id, a.subject, a.kind, a.name, a.born, a.level, a.locale, a.demo, a.status, a.made_at
      from people.account k join people.account a on a.id = coalesce(k.merged_into, k.id) where k.subject = ${subject}`;
}

/** The account this number signs in to; where two were joined, the one that stays. */
export function accountByPhone(db: Db, phoneHash: Buffer): Promise<AccountRow | null> {
  return db.maybeOne<AccountRow>`
    select a.id, a.subject, a.kind, a.name, a.born, a.level, a.locale, a.demo, a.status, a.made_at
      from people.account k join people.account a on a.id = coalesce(k.merged_into, k.id) where k.phone_hash = ${phoneHash}`;
}

/** Numbers of accounts that went into this one, sealed for this one. */
export function otherNumbers(
  db: Db,
  account: string,
): Promise<{ id: string; subject: string; sealed: Buffer }[]> {
  return db.many<{ id: string; subject: string; sealed: Buffer }>`
    select m.id, a.subject, m.phone_sealed as sealed from people.account m join people.account a on a.id = m.merged_into
     where m.merged_into = ${account} and m.phone_sealed is not null order by m.id`;
}

export async function forgetOtherNumber(tx: Tx, account: string, id: string): Promise<boolean> {
  const changed = await tx.run`
    update people.account set phone_hash = null, phone_sealed = null
     where id = ${id} and merged_into = ${account} and phone_hash is not null`;
  return changed === 1;
}

/** Every key a person has had: their own, and those of accounts that went into theirs. */
export async function subjectsOf(db: Db, subject: string): Promise<string[]> {
  const rows = await db.many<{ subject: string }>`
    select m.subject from people.account a join people.account m on m.id = a.id or m.merged_into = a.id
     where a.subject = ${subject}`;
  return rows.map((row) => row.subject);
}

/** Makes two first sign-ins with one number wait for each other until the end of the transaction. */
export async function lockPhone(tx: Tx, phoneHash: Buffer): Promise<void> {
  await tx.run`select pg_advisory_xact_lock(${phoneHash.readInt32BE(0)}, ${phoneHash.readInt32BE(4)})`;
}

export async function insertAccount(tx: Tx, row: NewAccount): Promise<void> {
  await tx.run`
    insert into people.account (id, subject, kind, name, phone_hash, phone_sealed, born, level, locale, demo, made_at)
    values (${row.id}, ${row.subject}, ${row.kind}, ${row.name}, ${row.phoneHash}, ${row.phoneSealed}, ${row.born},
            ${row.level}, ${row.locale}, ${row.demo}, ${row.madeAt})`;
}

/** Many at once, in one statement. */
export async function insertAccounts(tx: Tx, rows: readonly NewAccount[]): Promise<void> {
  const of = <T>(pick: (row: NewAccount) => T): T[] => rows.map(pick);
  await tx.run`
    insert into people.account (id, subject, kind, name, phone_hash, phone_sealed, born, level, locale, demo, made_at)
    select n.id, n.subject, n.kind, n.name, n.phone_hash, n.phone_sealed, n.born, n.level, n.locale, n.demo, n.made_at
      from unnest(${of((r) => r.id)}::uuid[], ${of((r) => r.subject)}::uuid[], ${of((r) => r.kind)}::text[], ${of((r) => r.name)}::text[],
                  ${of((r) => r.phoneHash)}::bytea[], ${of((r) => r.phoneSealed)}::bytea[], ${of((r) => r.born)}::date[],
                  ${of((r) => r.level)}::smallint[], ${of((r) => r.locale)}::text[], ${of((r) => r.demo)}::boolean[],
                  ${of((r) => r.madeAt.toString())}::timestamptz[])
           as n(id, subject, kind, name, phone_hash, phone_sealed, born, level, locale, demo, made_at)`;
}

/** Those of these numbers that somebody has. */
export async function knownPhones(db: Db, hashes: readonly Buffer[]): Promise<Buffer[]> {
  const rows = await db.many<{ phoneHash: Buffer }>`
    select phone_hash from people.account where phone_hash = any(${hashes}::bytea[])`;
  return rows.map(({ phoneHash }) => phoneHash);
}

/** Whose these numbers are; where two accounts were joined, of the one that stays. */
export function holdersOfPhones(
  db: Db,
  hashes: readonly Buffer[],
): Promise<{ hash: Buffer; subject: string; name: string | null }[]> {
  return db.many<{ hash: Buffer; subject: string; name: string | null }>`
    select k.phone_hash as hash, a.subject, a.name from people.account k join people.account a on a.id = coalesce(k.merged_into, k.id)
     where k.phone_hash = any(${hashes}::bytea[]) and a.status = 'active' and a.kind = 'resident'`;
}

export async function sealedPhoneOf(
  db: Db,
  account: string,
): Promise<{ subject: string; sealed: Buffer | null }> {
  return db.one<{ subject: string; sealed: Buffer | null }>`
    select subject, phone_sealed as sealed from people.account where id = ${account}`;
}

/** Sealed numbers by subject key; `owner` is the key they are sealed for. People without a number are left out. */
export function sealedPhones(
  db: Db,
  subjects: string[],
): Promise<{ subject: string; owner: string; sealed: Buffer }[]> {
  return db.many<{ subject: string; owner: string; sealed: Buffer }>`
    select k.subject, a.subject as owner, a.phone_sealed as sealed
      from people.account k join people.account a on a.id = coalesce(k.merged_into, k.id)
     where k.subject = any(${subjects}::uuid[]) and a.phone_sealed is not null`;
}

export async function updateAccount(
  tx: Tx,
  id: string,
  change: { name: string | null; locale: string },
): Promise<void> {
  await tx.run`update people.account set name = ${change.name}, locale = ${change.locale} where id = ${id}`;
}

/** The day of birth as a document tells it. */
export async function setBorn(tx: Tx, id: string, born: string): Promise<void> {
  await tx.run`update people.account set born = ${born} where id = ${id}`;
}

/** A day of birth up to `latest` goes with the last document that told it; a ward's was told by the guardian. */
export async function forgetBorn(tx: Tx, id: string, latest: string): Promise<void> {
  await tx.run`
    update people.account a set born = null
     where a.id = ${id} and a.born <= ${latest}
       and not exists (select from people.document d where d.account = a.id and d.number_hash is not null)
       and not exists (
             select from people.relation r where r.ward = a.id and r.kind = 'guardian' and r.ended_at is null)`;
}

/** Residents of exactly this name, in whatever case: the first so many. */
export async function residentsNamed(db: Db, name: string, limit = 50): Promise<string[]> {
  const rows = await db.many<{ subject: string }>`
    select subject from people.account
     where lower(name) = lower(${name}) and kind = 'resident' and status = 'active' order by made_at, id limit ${limit}`;
  return rows.map(({ subject }) => subject);
}

export function namesBySubject(db: Db, subjects: string[]): Promise<{ subject: string; name: string }[]> {
  return db.many<{ subject: string; name: string }>`
    select k.subject, a.name from people.account k join people.account a on a.id = coalesce(k.merged_into, k.id)
     where k.subject = any(${subjects}::uuid[]) and a.name is not null`;
}

/** What rules look at, for many at once; by the key that was asked, of the account that stays. Erased people are left out. */
export function ruleFacts(db: Db, subjects: string[]): Promise<RuleFacts[]> {
  return db.prepared.many<RuleFacts>`
    select k.subject, a.level, a.born from people.account k join people.account a on a.id = coalesce(k.merged_into, k.id)
     where k.subject = any(${subjects}::uuid[]) and a.status = 'active'`;
}

export function namesByAccount(db: Db, accounts: string[]): Promise<{ id: string; name: string }[]> {
  return db.many<{ id: string; name: string }>`
    select id, name from people.account where id = any(${accounts}::uuid[]) and name is not null`;
}

/** Leaves the empty shell of an account, so that what points at it keeps pointing at nobody. */
export async function emptyAccount(tx: Tx, id: string): Promise<void> {
  await tx.run`
    update people.account
       set status = 'erased', merged_into = null, name = null, phone_hash = null, phone_sealed = null, born = null, level = 0,
           languages = '{}', agreed_at = null, agreed_version = null
     where id = ${id}`;
}

export interface ActorRow {
  account: string;
  kind: "resident" | "staff";
  subject: string;
  level: 0 | 1 | 2 | 3;
  born: string | null;
  grants: { role: string; path: string; cover: string | null; coverFor: string | null }[] | null;
  ward: string | null;
  wardSubject: string | null;
  wardAs: "guardian" | "helper" | null;
  wardBorn: string | null;
  wardSignsIn: boolean;
}

/**
 * Who the accounts of sessions are at this moment, named by themselves or by a key of theirs, in one indexed statement, by place in what is asked; without those that may not act any more. Roles count only
 * when the password is one's own (or a provider vouches for the person), and those in `guarded` only when a second factor
 * is set up (or the provider has checked one). Covers hand on the roles of whoever works here, and rest theirs if they say so.
 */
export async function actorRows(
  db: Db,
  asked: readonly { account: string | { of: string }; ward: string | null; proof: SessionProof }[],
  { now, guarded }: { now: Temporal.Instant; guarded: readonly Role[] },
): Promise<Map<number, ActorRow>> {
  const rows = await db.prepared.many<ActorRow & { place: number }>`
    select (q.n - 1)::int as place, a.id as account, a.kind, a.subject, a.level, a.born, w.id as ward, w.subject as ward_subject, r.kind as ward_as,
           w.born as ward_born, w.phone_hash is not null as ward_signs_in,
           (select jsonb_agg(jsonb_build_object('role', h.role, 'path', h.path, 'cover', h.cover, 'coverFor', h.cover_for))
              from (
                select g.role, g.path, null::uuid as cover, null::uuid as cover_for
                  from people.role_grant g
                 where g.account = a.id and g.valid_from <= ${now} and (g.valid_to is null or g.valid_to > ${now})
                   and not exists (
                         select from people.cover_grant p join people.cover c on c.id = p.cover
                          where p.grant_id = g.id and c.pauses and c.valid_from <= ${now} and c.valid_to > ${now})
                union all
                select g.role, g.path, c.id, o.subject
                  from people.cover c
                  join people.account o on o.id = c.covered and o.status = 'active'
                  join people.staff os on os.account = o.id and (os.leaves_at is null or os.leaves_at > ${now})
                  join people.cover_grant p on p.cover = c.id
                  join people.role_grant g on g.id = p.grant_id
                 where c.stand_in = a.id and c.valid_from <= ${now} and c.valid_to > ${now}
                   and g.valid_from <= ${now} and (g.valid_to is null or g.valid_to > ${now})) h
             where (not s.must_change or q.proof <> 'own')
               and (s.totp_confirmed_at is not null or q.proof = 'provider-two' or h.role <> all(${guarded}::text[]))) as grants
      from unnest(${asked.map(({ account }) => (typeof account === "string" ? account : null))}::uuid[],
                  ${asked.map(({ account }) => (typeof account === "string" ? null : account.of))}::uuid[],
                  ${asked.map(({ ward }) => ward)}::uuid[], ${asked.map(({ proof }) => proof)}::text[])
             with ordinality as q(account, subject, ward, proof, n)
      left join people.account k on k.subject = q.subject
      join people.account a on a.id = coalesce(q.account, k.merged_into, k.id)
      left join people.staff s on s.account = a.id
      left join lateral (
        select kind, ward from people.relation
         where agent = a.id and ward = q.ward and ended_at is null
           and (valid_to is null or valid_to > ${now})
         order by kind limit 1) r on true
      left join people.account w on w.id = r.ward and w.status = 'active'
     where a.status = 'active' and (s.leaves_at is null or s.leaves_at > ${now})`;
  return new Map(rows.map(({ place, ...row }) => [place, row]));
}
