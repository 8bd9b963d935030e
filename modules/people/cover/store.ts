/** SQL of covers: who stands in for whom, with which roles, for how long. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";
import type { GrantRow } from "../staff/store.ts";

export interface CoverRow {
  id: string;
  covered: string;
  standIn: string;
  validFrom: Temporal.Instant;
  validTo: Temporal.Instant;
  pauses: boolean;
  madeBy: string | null;
}

/** Makes a cover with the grants it hands on; false when the two have one at some moment of that time. */
export async function insertCover(
  tx: Tx,
  row: CoverRow & { madeAt: Temporal.Instant; grants: readonly string[] },
): Promise<boolean> {
  const made = await tx.run`
    insert into people.cover (id, covered, stand_in, valid_from, valid_to, pauses, made_by, made_at)
    values (${row.id}, ${row.covered}, ${row.standIn}, ${row.validFrom}, ${row.validTo}, ${row.pauses}, ${row.madeBy}, ${row.madeAt})
    on conflict on constraint cover_once do nothing`;
  if (made === 0) return false;
  await tx.run`
    insert into people.cover_grant (cover, covered, grant_id)
    select ${row.id}, ${row.covered}, g from unnest(${row.grants}::uuid[]) g`;
  return true;
}

export function coverById(db: Db, id: string): Promise<CoverRow | null> {
  return db.maybeOne<CoverRow>`
    select id, covered, stand_in, valid_from, valid_to, pauses, made_by from people.cover where id = ${id}`;
}

/** Ends a cover now; one that has not begun never begins. False when it is over. */
export async function endCover(
  tx: Tx,
  id: string,
  by: { account: string | null; now: Temporal.Instant },
): Promise<boolean> {
  const changed = await tx.run`
    update people.cover set valid_to = greatest(valid_from, ${by.now}), ended_by = ${by.account}
     where id = ${id} and valid_to > greatest(valid_from, ${by.now})`;
  return changed === 1;
}

/** Ends every cover on either side of an account, and the allowances. Answers how many covers that were. */
export async function endCoversOf(
  tx: Tx,
  account: string,
  by: { account: string | null; now: Temporal.Instant },
): Promise<number> {
  await tx.run`delete from people.cover_allowance where account = ${account} or stand_in = ${account}`;
  return tx.run`
    update people.cover set valid_to = greatest(valid_from, ${by.now}), ended_by = ${by.account}
     where (covered = ${account} or stand_in = ${account}) and valid_to > greatest(valid_from, ${by.now})`;
}

export interface ShownCover extends CoverRow {
  coveredName: string;
  standInName: string;
  roles: { role: GrantRow["role"]; organisation: string }[];
}

/** Covers of these accounts on either side, that run or will run, the soonest first. */
export function coversOf(db: Db, accounts: readonly string[], now: Temporal.Instant): Promise<ShownCover[]> {
  return db.many<ShownCover>`
    select c.id, c.covered, c.stand_in, c.valid_from, c.valid_to, c.pauses, c.made_by,
           a.name as covered_name, b.name as stand_in_name,
           coalesce((select jsonb_agg(jsonb_build_object('role', g.role, 'organisation', g.organisation) order by g.path, g.role)
                       from people.cover_grant h join people.role_grant g on g.id = h.grant_id
                      where h.cover = c.id and (g.valid_to is null or g.valid_to > ${now})), '[]') as roles
      from people.cover c join people.account a on a.id = c.covered join people.account b on b.id = c.stand_in
     where (c.covered = any(${accounts}::uuid[]) or c.stand_in = any(${accounts}::uuid[]))
       and c.valid_to > greatest(c.valid_from, ${now})
     order by c.valid_from, c.id`;
}

export interface Allowance {
  account: string;
  standIn: string;
  name: string;
  login: string;
}

/** To whom this account may hand over by itself. */
export function allowancesOf(db: Db, account: string): Promise<Allowance[]> {
  return db.many<Allowance>`
    select l.account, l.stand_in, a.name, s.login
      from people.cover_allowance l join people.account a on a.id = l.stand_in and a.status = 'active'
      join people.staff s on s.account = a.id
     where l.account = ${account} order by s.login`;
}

export async function isAllowed(db: Db, pair: { account: string; standIn: string }): Promise<boolean> {
  const row = await db.maybeOne`
    select 1 from people.cover_allowance where account = ${pair.account} and stand_in = ${pair.standIn}`;
  return row !== null;
}

/** False when it was allowed already. */
export async function insertAllowance(
  tx: Tx,
  row: { account: string; standIn: string; allowedBy: string | null; now: Temporal.Instant },
): Promise<boolean> {
  const made = await tx.run`
    insert into people.cover_allowance (account, stand_in, allowed_by, allowed_at)
    values (${row.account}, ${row.standIn}, ${row.allowedBy}, ${row.now}) on conflict do nothing`;
  return made === 1;
}

export async function deleteAllowance(tx: Tx, pair: { account: string; standIn: string }): Promise<boolean> {
  const gone = await tx.run`
    delete from people.cover_allowance where account = ${pair.account} and stand_in = ${pair.standIn}`;
  return gone === 1;
}
