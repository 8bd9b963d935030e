/** SQL of what a house may spend, and whom it buys from. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";

export interface Budget {
  id: string;
  organisationId: string;
  orgPath: string;
  year: number;
  name: string;
  amountFen: number;
  approvedAt: Temporal.Instant | null;
}

export interface UsedBudget extends Budget {
  committedFen: number;
  spentFen: number;
}

const budgetColumns = sql.raw(
  "b.id, b.organisation_id, b.org_path, b.year, b.name, b.amount_fen, b.approved_at",
);

/** False when the house has one of this name in this year. */
export async function insertBudget(tx: Tx, b: Budget, now: Temporal.Instant): Promise<boolean> {
  const rows = await tx.run`
    insert into library.budget (id, organisation_id, org_path, year, name, amount_fen, made_at, approved_at)
    values (${b.id}, ${b.organisationId}, ${b.orgPath}, ${b.year}, ${b.name}, ${b.amountFen}, ${now}, ${b.approvedAt})
        on conflict (organisation_id, year, name) do nothing`;
  return rows === 1;
}

export function budgetOf(db: Db, id: string): Promise<Budget | null> {
  return db.maybeOne<Budget>`select ${budgetColumns} from library.budget b where b.id = ${id}`;
}

/** What is committed and spent of it; whoever would add to that waits. */
export async function lockBudget(tx: Tx, id: string): Promise<UsedBudget | null> {
  const locked = await tx.maybeOne<{ id: string }>`
    select id from library.budget where id = ${id} for no key update`;
  // Counted by a statement of its own: it sees what the one before has added.
  return locked && usedBudget(tx, id);
}

export async function usedBudget(db: Db, id: string): Promise<UsedBudget | null> {
  return (await usedBudgets(db, sql`b.id = ${id}`))[0] ?? null;
}

export async function approveBudget(
  tx: Tx,
  id: string,
  amountFen: number,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    update library.budget set amount_fen = ${amountFen}, approved_at = coalesce(approved_at, ${now}) where id = ${id}`;
}

function usedBudgets(db: Db, which: ReturnType<typeof sql>): Promise<UsedBudget[]> {
  return db.many<UsedBudget>`
    select ${budgetColumns}, u.committed as committed_fen, u.spent as spent_fen
      from library.budget b cross join lateral library.budget_used(b.id) u
     where ${which} order by b.year desc, b.name, b.id`;
}

/** Of these houses and those below them, in these years. */
export function budgetsUnder(
  db: Db,
  paths: readonly string[],
  { from, to }: { from: number; to: number },
): Promise<UsedBudget[]> {
  return usedBudgets(
    db,
    sql`b.year between ${from} and ${to}
        and exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(b.org_path, p.path))`,
  );
}

export interface Supplier {
  id: string;
  organisationId: string;
  orgPath: string;
  name: string;
  contact: string;
  pays: number;
  days: number;
  endedAt: Temporal.Instant | null;
}

const supplierColumns = sql.raw(
  "s.id, s.organisation_id, s.org_path, s.name, s.contact, s.pays, s.days, s.ended_at",
);

/** False when the house has one of this name. */
export async function insertSupplier(
  tx: Tx,
  s: Omit<Supplier, "endedAt">,
  now: Temporal.Instant,
): Promise<boolean> {
  const rows = await tx.run`
    insert into library.supplier (id, organisation_id, org_path, name, contact, pays, days, made_at)
    values (${s.id}, ${s.organisationId}, ${s.orgPath}, ${s.name}, ${s.contact}, ${s.pays}, ${s.days}, ${now})
        on conflict (organisation_id, name) where ended_at is null do nothing`;
  return rows === 1;
}

export async function endSupplier(tx: Tx, id: string, now: Temporal.Instant): Promise<boolean> {
  return (
    (await tx.run`update library.supplier set ended_at = ${now} where id = ${id} and ended_at is null`) === 1
  );
}

export async function suppliersOf(db: Db, ids: readonly string[]): Promise<Map<string, Supplier>> {
  const rows = await db.many<Supplier>`
    select ${supplierColumns} from library.supplier s where s.id = any(${[...ids]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

export async function supplierOf(db: Db, id: string | null): Promise<Supplier | null> {
  return id === null ? null : ((await suppliersOf(db, [id])).get(id) ?? null);
}

/** Those of these houses and below whom one still buys from. */
export function suppliersUnder(db: Db, paths: readonly string[]): Promise<Supplier[]> {
  return db.many<Supplier>`
    select ${supplierColumns} from library.supplier s
     where s.ended_at is null and exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(s.org_path, p.path))
     order by s.name, s.id limit 500`;
}
