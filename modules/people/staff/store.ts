/** SQL of staff, their second factors and roles. */
import type { Temporal } from "temporal-polyfill";
import type { Role } from "#platform/auth";
import { type Db, sql, type Tx } from "#platform/db";

export interface StaffRow {
  account: string;
  subject: string;
  login: string;
  name: string;
  status: "active" | "left" | "erased";
  passwordHash: string | null;
  mustChange: boolean;
  totpSealed: Buffer | null;
  totpConfirmedAt: Temporal.Instant | null;
  totpStep: number | null;
  /** A new secret that has not shown a code yet, while the old one holds. */
  totpNextSealed: Buffer | null;
  recovery: string[];
  /** From this moment the account may not act. */
  leavesAt: Temporal.Instant | null;
}

const staffColumns = sql`
  s.account, a.subject, s.login, a.name, a.status, s.password_hash, s.must_change, s.totp_sealed, s.totp_confirmed_at,
  s.totp_step, s.totp_next_sealed, s.recovery, s.leaves_at`;

export interface GrantRow {
  id: string;
  account: string;
  role: Role;
  organisation: string;
  path: string;
  validFrom: Temporal.Instant;
  validTo: Temporal.Instant | null;
}

/** May this account still be signed in to? */
export function worksHere({ status, leavesAt }: StaffRow, now: Temporal.Instant): boolean {
  return status === "active" && (!leavesAt || leavesAt.epochNanoseconds > now.epochNanoseconds);
}

export function staffByLogin(db: Db, login: string): Promise<StaffRow | null> {
  return db.maybeOne<StaffRow>`
    select ${staffColumns} from people.staff s join people.account a on a.id = s.account where s.login = ${login}`;
}

export function staffByAccount(db: Db, account: string): Promise<StaffRow | null> {
  return db.maybeOne<StaffRow>`
    select ${staffColumns} from people.staff s join people.account a on a.id = s.account where s.account = ${account}`;
}

/**
 * Locks these people until the transaction ends, in one order whoever asks: what is given to somebody and their leaving
 * wait for each other.
 */
export async function lockStaff(tx: Tx, accounts: readonly string[]): Promise<Map<string, StaffRow>> {
  const rows = await tx.many<StaffRow>`
    select ${staffColumns} from people.staff s join people.account a on a.id = s.account
     where s.account = any(${accounts}::uuid[]) order by s.account for update of s, a`;
  return new Map(rows.map((row) => [row.account, row]));
}

/** Answers false when somebody has this login. */
export async function insertStaff(
  tx: Tx,
  row: { account: string; login: string; passwordHash: string | null },
): Promise<boolean> {
  const made = await tx.run`
    insert into people.staff (account, login, password_hash) values (${row.account}, ${row.login}, ${row.passwordHash})
    on conflict (login) do nothing`;
  return made === 1;
}

export async function setPassword(
  tx: Tx,
  account: string,
  to: { hash: string; mustChange: boolean },
): Promise<void> {
  await tx.run`
    update people.staff set password_hash = ${to.hash}, must_change = ${to.mustChange} where account = ${account}`;
}

/** Keeps a new secret aside until a code has shown that the telephone has it. Until then the old one holds. */
export async function proposeTotp(tx: Tx, account: string, sealed: Buffer): Promise<void> {
  await tx.run`update people.staff set totp_next_sealed = ${sealed} where account = ${account}`;
}

/** Puts the proposed secret in place; false when another request was faster. */
export async function confirmTotp(
  tx: Tx,
  account: string,
  at: { sealed: Buffer; step: number; now: Temporal.Instant },
): Promise<boolean> {
  const changed = await tx.run`
    update people.staff
       set totp_sealed = totp_next_sealed, totp_next_sealed = null, totp_confirmed_at = ${at.now}, totp_step = ${at.step}
     where account = ${account} and totp_next_sealed = ${at.sealed}`;
  return changed === 1;
}

/** Uses up a time step; false when it, or a later one, has been used. */
export async function spendTotpStep(tx: Tx, account: string, step: number): Promise<boolean> {
  const changed = await tx.run`
    update people.staff set totp_step = ${step} where account = ${account} and (totp_step is null or totp_step < ${step})`;
  return changed === 1;
}

export async function removeTotp(tx: Tx, account: string): Promise<void> {
  await tx.run`
    update people.staff
       set totp_sealed = null, totp_next_sealed = null, totp_confirmed_at = null, totp_step = null, recovery = '{}'
     where account = ${account}`;
}

export async function setRecovery(tx: Tx, account: string, hashes: string[]): Promise<void> {
  await tx.run`update people.staff set recovery = ${hashes}::text[] where account = ${account}`;
}

/** Puts the codes that remain in place of those that were; false when somebody else was faster. */
export async function spendRecovery(
  tx: Tx,
  account: string,
  change: { was: string[]; remains: string[] },
): Promise<boolean> {
  const changed = await tx.run`
    update people.staff set recovery = ${change.remains}::text[]
     where account = ${account} and recovery = ${change.was}::text[]`;
  return changed === 1;
}

/** Gives a role; false when the account already holds it there at some moment of that time. */
export async function insertGrant(tx: Tx, row: GrantRow & { givenBy: string | null }): Promise<boolean> {
  const made = await tx.run`
    insert into people.role_grant (id, account, role, organisation, path, valid_from, valid_to, given_by)
    values (${row.id}, ${row.account}, ${row.role}, ${row.organisation}, ${row.path}, ${row.validFrom}, ${row.validTo}, ${row.givenBy})
    on conflict on constraint role_grant_once do nothing`;
  return made === 1;
}

export function grantById(db: Db, id: string): Promise<GrantRow | null> {
  return db.maybeOne<GrantRow>`
    select id, account, role, organisation, path, valid_from, valid_to from people.role_grant where id = ${id}`;
}

/** What an account holds now and will hold. */
export function grantsOf(db: Db, account: string, now: Temporal.Instant): Promise<GrantRow[]> {
  return grantsOfMany(db, [account], now);
}

/** The same of many. */
export function grantsOfMany(
  db: Db,
  accounts: readonly string[],
  now: Temporal.Instant,
): Promise<GrantRow[]> {
  return db.many<GrantRow>`
    select id, account, role, organisation, path, valid_from, valid_to from people.role_grant
     where account = any(${accounts}::uuid[]) and (valid_to is null or valid_to > greatest(valid_from, ${now}))
     order by path, role`;
}

/** Roles an account holds at this moment: its own, and those of the colleagues it stands in for. */
export async function rolesAt(db: Db, account: string, now: Temporal.Instant): Promise<Role[]> {
  const rows = await db.many<{ role: Role }>`
    select g.role from people.role_grant g
     where g.account = ${account} and g.valid_from <= ${now} and (g.valid_to is null or g.valid_to > ${now})
    union
    select g.role from people.cover c join people.cover_grant p on p.cover = c.id join people.role_grant g on g.id = p.grant_id
     where c.stand_in = ${account} and c.valid_from <= ${now} and c.valid_to > ${now}
       and g.valid_from <= ${now} and (g.valid_to is null or g.valid_to > ${now})`;
  return rows.map(({ role }) => role);
}

/** Ends a grant now; one that has not begun never begins. False when it is over. */
export async function endGrant(
  tx: Tx,
  id: string,
  by: { account: string | null; now: Temporal.Instant },
): Promise<boolean> {
  const changed = await tx.run`
    update people.role_grant set valid_to = greatest(valid_from, ${by.now}), ended_by = ${by.account}
     where id = ${id} and (valid_to is null or valid_to > greatest(valid_from, ${by.now}))`;
  return changed === 1;
}

export function endGrantsOf(
  tx: Tx,
  account: string,
  by: { account: string | null; now: Temporal.Instant },
): Promise<number> {
  return tx.run`
    update people.role_grant set valid_to = greatest(valid_from, ${by.now}), ended_by = ${by.account}
     where account = ${account} and (valid_to is null or valid_to > greatest(valid_from, ${by.now}))`;
}

export interface StaffListRow {
  account: string;
  name: string;
  login: string;
  secondFactor: boolean;
  /** Has never chosen a password: nobody works with this account yet. */
  mustChange: boolean;
  leavesAt: Temporal.Instant | null;
  grants: {
    id: string;
    role: Role;
    organisation: string;
    path: string;
    validFrom: string;
    validTo: string | null;
  }[];
}

/** Staff with a role at or below this path, after `login`, in the order of their logins; with all their roles. */
export function staffUnder(
  db: Db,
  asked: {
    path: string;
    after: string;
    now: Temporal.Instant;
    limit: number;
    /** A part of name or login. */
    named?: string | null;
    account?: string | null;
  },
): Promise<StaffListRow[]> {
  const { named = null, account = null } = asked;
  return db.many<StaffListRow>`
    with shown as (
      select s.account, s.login, s.totp_confirmed_at is not null as second_factor, s.must_change, s.leaves_at
        from people.staff s join people.account a on a.id = s.account
       where s.login > ${asked.after} and (${account}::uuid is null or s.account = ${account}::uuid)
         and (${named}::text is null or strpos(s.login, lower(${named}::text)) > 0 or strpos(lower(a.name), lower(${named}::text)) > 0)
         and exists (
               select from people.role_grant g
                where g.account = s.account and starts_with(g.path, ${asked.path})
                  and (g.valid_to is null or g.valid_to > greatest(g.valid_from, ${asked.now})))
       order by s.login limit ${asked.limit})
    select s.account, a.name, s.login, s.second_factor, s.must_change, s.leaves_at,
           (select jsonb_agg(jsonb_build_object('id', g.id, 'role', g.role, 'organisation', g.organisation, 'path', g.path,
                                                'validFrom', g.valid_from, 'validTo', g.valid_to) order by g.path, g.role)
              from people.role_grant g
             where g.account = s.account and (g.valid_to is null or g.valid_to > greatest(g.valid_from, ${asked.now}))) as grants
      from shown s join people.account a on a.id = s.account order by s.login`;
}

/** Staff who stay, with a role at or below this path: those who work at or below the near paths first, then those above these, then the others by login. */
export function colleaguesUnder(
  db: Db,
  asked: {
    path: string;
    near: readonly string[];
    except: string;
    /** A part of name or login. */
    named: string | null;
    now: Temporal.Instant;
    limit: number;
  },
): Promise<{ account: string; name: string; login: string; grants: { path: string; role: Role }[] }[]> {
  return db.many`
    select s.account, a.name, s.login, jsonb_agg(jsonb_build_object('role', g.role, 'path', g.path)) as grants
      from people.staff s join people.account a on a.id = s.account join people.role_grant g on g.account = s.account
     where s.account <> ${asked.except} and s.leaves_at is null
       and (g.valid_to is null or g.valid_to > greatest(g.valid_from, ${asked.now}))
       and (${asked.named}::text is null or strpos(s.login, lower(${asked.named}::text)) > 0
            or strpos(lower(a.name), lower(${asked.named}::text)) > 0)
     group by s.account, a.name, s.login
    having bool_or(starts_with(g.path, ${asked.path}))
     order by bool_or(exists (select from unnest(${asked.near}::text[]) n(path) where starts_with(g.path, n.path))) desc,
              bool_or(exists (select from unnest(${asked.near}::text[]) n(path) where starts_with(n.path, g.path))) desc, s.login
     limit ${asked.limit}`;
}

/** Who holds a role on exactly this organisation now, by name. */
export function staffOn(
  db: Db,
  organisation: string,
  now: Temporal.Instant,
): Promise<{ subject: string; name: string; roles: string[] }[]> {
  return db.many<{ subject: string; name: string; roles: string[] }>`
    select a.subject, a.name, array_agg(distinct g.role order by g.role) as roles
      from people.role_grant g join people.account a on a.id = g.account
     where g.organisation = ${organisation} and g.valid_from <= ${now} and (g.valid_to is null or g.valid_to > ${now})
       and a.status = 'active' and a.name is not null
     group by a.id, a.subject, a.name order by a.name, a.id`;
}

/** Who holds one of these roles at or above each of these paths now, and where. */
export function staffOver(
  db: Db,
  { paths, roles, now }: { paths: readonly string[]; roles: readonly Role[]; now: Temporal.Instant },
): Promise<{ path: string; at: string; subject: string }[]> {
  return db.many<{ path: string; at: string; subject: string }>`
    select distinct d.path, g.path as at, a.subject
      from unnest(${[...new Set(paths)]}::text[]) as d(path) join people.role_grant g on starts_with(d.path, g.path)
      join people.account a on a.id = g.account join people.staff s on s.account = a.id
     where g.role = any(${[...roles]}::text[])
       and g.valid_from <= ${now} and (g.valid_to is null or g.valid_to > ${now})
       and a.status = 'active' and (s.leaves_at is null or s.leaves_at > ${now})`;
}

/** Who holds one of these roles on exactly one of these paths now, once a person and path. */
export function staffOfPaths(
  db: Db,
  { orgPaths, roles, now }: { orgPaths: readonly string[]; roles: readonly Role[]; now: Temporal.Instant },
): Promise<{ orgPath: string; subject: string }[]> {
  return db.many<{ orgPath: string; subject: string }>`
    select distinct g.path as org_path, a.subject
      from people.role_grant g join people.account a on a.id = g.account join people.staff s on s.account = a.id
     where g.path = any(${[...orgPaths]}::text[]) and g.role = any(${[...roles]}::text[])
       and g.valid_from <= ${now} and (g.valid_to is null or g.valid_to > ${now})
       and a.status = 'active' and (s.leaves_at is null or s.leaves_at > ${now})`;
}

/**
 * When the staff of this part of the tree, or one account of it, worked here and nowhere else: the time of their roles at or
 * below the path, without the time of roles elsewhere.
 */
export function spansUnder(
  db: Db,
  asked: { path: string; account: string | null },
): Promise<{ subject: string; from: Temporal.Instant; to: Temporal.Instant | null }[]> {
  return db.many`
    select h.subject, lower(span) as "from", upper(span) as "to"
      from (
        select a.subject,
               range_agg(tstzrange(g.valid_from, g.valid_to)) filter (where starts_with(g.path, ${asked.path}))
               - coalesce(range_agg(tstzrange(g.valid_from, g.valid_to)) filter (where not starts_with(g.path, ${asked.path})), '{}')
                 as spans
          from people.role_grant g join people.account a on a.id = g.account
         where (${asked.account}::uuid is null or g.account = ${asked.account}::uuid)
           and g.account in (select account from people.role_grant where starts_with(path, ${asked.path}))
         group by a.subject) h
           cross join lateral unnest(h.spans) as span
     where not isempty(span)`;
}
