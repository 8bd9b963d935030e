/** SQL of staff, their second factors and roles. */
import type { Temporal } from "temporal-polyfill";
import type { Role } from "#platform/auth";
import type { Db, Tx } from "#platform/db";

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
  recovery: string[];
}

export interface GrantRow {
  id: string;
  account: string;
  role: Role;
  organisation: string;
  path: string;
  validFrom: Temporal.Instant;
  validTo: Temporal.Instant | null;
}

export function staffByLogin(db: Db, login: string): Promise<StaffRow | null> {
  return db.maybeOne<StaffRow>`
    select s.account, a.subject, s.login, a.name, a.status, s.password_hash, s.must_change, s.totp_sealed, s.totp_confirmed_at,
           s.totp_step, s.recovery
      from people.staff s join people.account a on a.id = s.account where s.login = ${login}`;
}

export function staffByAccount(db: Db, account: string): Promise<StaffRow | null> {
  return db.maybeOne<StaffRow>`
    select s.account, a.subject, s.login, a.name, a.status, s.password_hash, s.must_change, s.totp_sealed, s.totp_confirmed_at,
           s.totp_step, s.recovery
      from people.staff s join people.account a on a.id = s.account where s.account = ${account}`;
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

/** Keeps a new secret aside until a code has shown that the telephone has it. */
export async function proposeTotp(tx: Tx, account: string, sealed: Buffer): Promise<boolean> {
  const changed = await tx.run`
    update people.staff set totp_sealed = ${sealed}, totp_step = null
     where account = ${account} and totp_confirmed_at is null`;
  return changed === 1;
}

export async function confirmTotp(
  tx: Tx,
  account: string,
  at: { step: number; now: Temporal.Instant },
): Promise<void> {
  await tx.run`
    update people.staff set totp_confirmed_at = ${at.now}, totp_step = ${at.step} where account = ${account}`;
}

/** Uses up a time step; false when it, or a later one, has been used. */
export async function spendTotpStep(tx: Tx, account: string, step: number): Promise<boolean> {
  const changed = await tx.run`
    update people.staff set totp_step = ${step} where account = ${account} and (totp_step is null or totp_step < ${step})`;
  return changed === 1;
}

export async function removeTotp(tx: Tx, account: string): Promise<void> {
  await tx.run`
    update people.staff set totp_sealed = null, totp_confirmed_at = null, totp_step = null, recovery = '{}'
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
  return db.many<GrantRow>`
    select id, account, role, organisation, path, valid_from, valid_to from people.role_grant
     where account = ${account} and (valid_to is null or valid_to > greatest(valid_from, ${now})) order by path, role`;
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

export async function markLeft(tx: Tx, account: string): Promise<boolean> {
  const changed = await tx.run`
    update people.account set status = 'left' where id = ${account} and kind = 'staff' and status = 'active'`;
  return changed === 1;
}

export interface StaffListRow {
  account: string;
  name: string;
  login: string;
  secondFactor: boolean;
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
  asked: { path: string; after: string; now: Temporal.Instant; limit: number },
): Promise<StaffListRow[]> {
  return db.many<StaffListRow>`
    with shown as (
      select s.account, s.login, s.totp_confirmed_at is not null as second_factor
        from people.staff s
       where s.login > ${asked.after} and exists (
               select from people.role_grant g
                where g.account = s.account and starts_with(g.path, ${asked.path})
                  and (g.valid_to is null or g.valid_to > greatest(g.valid_from, ${asked.now})))
       order by s.login limit ${asked.limit})
    select s.account, a.name, s.login, s.second_factor,
           (select jsonb_agg(jsonb_build_object('id', g.id, 'role', g.role, 'organisation', g.organisation, 'path', g.path,
                                                'validFrom', g.valid_from, 'validTo', g.valid_to) order by g.path, g.role)
              from people.role_grant g
             where g.account = s.account and (g.valid_to is null or g.valid_to > greatest(g.valid_from, ${asked.now}))) as grants
      from shown s join people.account a on a.id = s.account order by s.login`;
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
