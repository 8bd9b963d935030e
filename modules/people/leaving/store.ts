/** SQL of leaving: the document, its lines, and what ends with it. */
import type { Temporal } from "temporal-polyfill";
import type { Role } from "#platform/auth";
import { type Db, sql, type Tx } from "#platform/db";
import type { StoredValues } from "../notices/values.ts";

export interface LeavingRow {
  id: string;
  account: string;
  paths: string[];
  effectiveAt: Temporal.Instant;
  successor: string | null;
  passRoles: boolean;
  madeBy: string | null;
  madeAt: Temporal.Instant;
  doneAt: Temporal.Instant | null;
  calledOffAt: Temporal.Instant | null;
}

const columns = sql`
  id, account, paths, effective_at, successor, pass_roles, made_by, made_at, done_at, called_off_at`;

/** Begins a document; false when one stands already. */
export async function insertLeaving(
  tx: Tx,
  row: Omit<LeavingRow, "doneAt" | "calledOffAt">,
): Promise<boolean> {
  const made = await tx.run`
    insert into people.leaving (id, account, paths, effective_at, successor, pass_roles, made_by, made_at)
    values (${row.id}, ${row.account}, ${row.paths}::text[], ${row.effectiveAt}, ${row.successor}, ${row.passRoles}, ${row.madeBy},
            ${row.madeAt})
    on conflict (account) where called_off_at is null do nothing`;
  return made === 1;
}

export function leavingById(db: Db, id: string): Promise<LeavingRow | null> {
  return db.maybeOne<LeavingRow>`select ${columns} from people.leaving where id = ${id}`;
}

/** The document that stands for this account, or null. */
export function leavingOf(db: Db, account: string): Promise<LeavingRow | null> {
  return db.maybeOne<LeavingRow>`
    select ${columns} from people.leaving where account = ${account} and called_off_at is null`;
}

/** Due before a moment and not carried out, at or below these paths: what the job could not do. */
export function stuckLeavings(
  db: Db,
  paths: readonly string[],
  before: Temporal.Instant,
): Promise<{ id: string; effectiveAt: Temporal.Instant; orgPath: string }[]> {
  return db.many`
    select id, effective_at, paths[1] as org_path from people.leaving
     where effective_at < ${before} and done_at is null and called_off_at is null
       and exists (select from unnest(paths) own(path), unnest(${paths}::text[]) p(path) where starts_with(own.path, p.path))
     order by effective_at, id limit 50`;
}

/** Those whose moment has come, by id, a hundred after the one named. */
export function dueLeavings(db: Db, now: Temporal.Instant, after: string | null): Promise<LeavingRow[]> {
  return db.many<LeavingRow>`
    select ${columns} from people.leaving
     where effective_at <= ${now} and done_at is null and called_off_at is null and (${after}::uuid is null or id > ${after}::uuid)
     order by id limit 100`;
}

/** Documents of people all of whose roles lay at or below this path, the last made first. */
export function leavingsUnder(
  db: Db,
  path: string,
  limit: number,
): Promise<(LeavingRow & { name: string; login: string; lines: number; open: number })[]> {
  return db.many`
    select l.id, l.account, l.paths, l.effective_at, l.successor, l.pass_roles, l.made_by, l.made_at, l.done_at, l.called_off_at,
           a.name, s.login, n.lines, n.open
      from people.leaving l join people.account a on a.id = l.account join people.staff s on s.account = l.account
           cross join lateral (
             select count(*)::int as lines, count(*) filter (where taken_by is null)::int as open
               from people.leaving_line where leaving = l.id) n
     where not exists (select from unnest(l.paths) p(path) where not starts_with(p.path, ${path}))
     order by l.made_at desc, l.id desc limit ${limit}`;
}

export interface LineRow {
  ref: string;
  key: string;
  data: StoredValues;
  href: string | null;
  takenBy: string | null;
}

/** Puts these lines in place of what the document said before. */
export async function replaceLines(tx: Tx, leaving: string, lines: readonly LineRow[]): Promise<void> {
  const of = <T>(pick: (line: LineRow) => T): T[] => lines.map(pick);
  await tx.run`delete from people.leaving_line where leaving = ${leaving}`;
  await tx.run`
    insert into people.leaving_line (leaving, ref, key, data, href, taken_by, place)
    select ${leaving}, n.ref, n.key, n.data::jsonb, n.href, n.taken_by, n.place
      from unnest(${of((l) => l.ref)}::text[], ${of((l) => l.key)}::text[], ${of((l) => JSON.stringify(l.data))}::text[],
                  ${of((l) => l.href)}::text[], ${of((l) => l.takenBy)}::uuid[])
           with ordinality as n(ref, key, data, href, taken_by, place)`;
}

export function linesOf(db: Db, leaving: string): Promise<LineRow[]> {
  return db.many<LineRow>`
    select ref, key, data, href, taken_by from people.leaving_line where leaving = ${leaving} order by place`;
}

export async function markDone(tx: Tx, id: string, now: Temporal.Instant): Promise<boolean> {
  const changed = await tx.run`
    update people.leaving set done_at = ${now} where id = ${id} and done_at is null and called_off_at is null`;
  return changed === 1;
}

export async function markCalledOff(
  tx: Tx,
  id: string,
  by: { account: string | null; now: Temporal.Instant },
): Promise<boolean> {
  const changed = await tx.run`
    update people.leaving set called_off_at = ${by.now}, called_off_by = ${by.account}
     where id = ${id} and done_at is null and called_off_at is null and effective_at > ${by.now}`;
  return changed === 1;
}

export async function setLeavesAt(tx: Tx, account: string, at: Temporal.Instant | null): Promise<void> {
  await tx.run`update people.staff set leaves_at = ${at} where account = ${account}`;
}

/** Nothing is left to sign in with. */
export async function removeSignIn(tx: Tx, account: string): Promise<void> {
  await tx.run`
    update people.staff
       set password_hash = null, must_change = true, totp_sealed = null, totp_next_sealed = null, totp_confirmed_at = null,
           totp_step = null, recovery = '{}'
     where account = ${account}`;
}

/** Ends what somebody did as guardian's or helper's agent. Answers how many relations that were. */
export function endHelping(
  tx: Tx,
  account: string,
  by: { account: string | null; now: Temporal.Instant },
): Promise<number> {
  return tx.run`
    update people.relation set ended_at = ${by.now}, ended_by = ${by.account}
     where agent = ${account} and kind = 'helper' and ended_at is null`;
}

/** How many people they help, and how many running consents on paper they have noted. */
export function helpingOf(
  db: Db,
  account: string,
  now: Temporal.Instant,
): Promise<{ helped: number; papers: number }> {
  return db.one<{ helped: number; papers: number }>`
    select count(*) filter (where agent = ${account})::int as helped, count(*) filter (where noted_by = ${account})::int as papers
      from people.relation
     where (agent = ${account} or noted_by = ${account}) and kind = 'helper' and ended_at is null and valid_to > ${now}`;
}

/** For each of these roles: how many others hold it there or above, as it is or as managers, on a day. */
export function othersHolding(
  db: Db,
  asked: {
    account: string;
    grants: readonly { id: string; role: Role; path: string }[];
    at: Temporal.Instant;
  },
): Promise<{ id: string; others: number }[]> {
  const { account, grants, at } = asked;
  return db.many<{ id: string; others: number }>`
    select n.id, (
             select count(distinct g.account)::int
               from people.role_grant g join people.account a on a.id = g.account and a.status = 'active'
                    join people.staff s on s.account = a.id
              where g.account <> ${account} and starts_with(n.path, g.path)
                and (g.role = n.role or (g.role = 'manager' and n.role in ('clerk', 'editor', 'reviewer', 'publisher')))
                and g.valid_from <= ${at} and (g.valid_to is null or g.valid_to > ${at})
                and (s.leaves_at is null or s.leaves_at > ${at})) as others
      from unnest(${grants.map(({ id }) => id)}::uuid[], ${grants.map(({ role }) => role)}::text[],
                  ${grants.map(({ path }) => path)}::text[]) as n(id, role, path)`;
}

export async function markLeft(tx: Tx, account: string): Promise<boolean> {
  const changed = await tx.run`
    update people.account set status = 'left' where id = ${account} and kind = 'staff' and status = 'active'`;
  return changed === 1;
}
