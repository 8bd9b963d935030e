/** Rows of one batch into their table: all at once, or one by one to find the bad ones. */
import type { TxCtx } from "../ctx/index.ts";
import { Problem } from "../errors/index.ts";
import type { FaultyRow } from "./read-rows.ts";
import type { CellFault, Columns, Landing, ReadRow, Table } from "./table.ts";
import { Undone } from "./tries.ts";

export interface RowFault extends CellFault {
  row: number;
}

/** All at once; when the database refuses one, each by itself, so that only that one is lost. */
export async function landRows(
  ctx: TxCtx,
  table: Table,
  rows: readonly ReadRow<Columns>[],
  { prepared, file }: { prepared: unknown; file: { sha256: string } },
): Promise<Landing[]> {
  if (rows.length === 0) return [];
  const attempt = async (some: readonly ReadRow<Columns>[]) => {
    const landings = await ctx.db.attempt((db) => table.landRows({ ...ctx, db }, some, prepared, file));
    if (landings.length !== some.length)
      throw new Error(`${table.name} answered ${landings.length} of ${some.length} rows`);
    return landings;
  };
  try {
    return await attempt(rows);
  } catch (error) {
    if (!refusalIn(error)) throw error;
  }
  const landings: Landing[] = [];
  for (const row of rows) {
    const landing = await attempt([row]).catch((error: unknown): Landing[] => {
      const faults = refusalIn(error);
      if (!faults) throw error;
      return [{ faults }];
    });
    landings.push(...landing);
  }
  return landings;
}

/** What a refusal, or a constraint that nobody foresaw, says of a row; null for everything else. */
function refusalIn(error: unknown): CellFault[] | null {
  if (error instanceof Problem) {
    if (error.faults.length === 0) return [{ id: `refusal.${error.id}`, data: error.data }];
    return error.faults.map(({ id, data }) => ({ id, ...(data && { data }) }));
  }
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (!/^(22|23)...$/.test(code)) return null;
  const constraint = error instanceof Error && "constraint" in error ? String(error.constraint) : code;
  return [{ id: "row.constraint", data: { constraint } }];
}

export const faultsOf = (rows: readonly FaultyRow[]): RowFault[] =>
  rows.flatMap(({ row, faults }) => faults.map((fault) => ({ row, ...fault })));

/** What is said of a row in the same words is said once: two hundred sessions of one cell may all lie too far away. */
export const eachOnce = (faults: readonly RowFault[]): RowFault[] => [
  ...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values(),
];

/**
 * What else is wrong with rows of which a cell could not be read: all of it is told at once, not round by round. Their other
 * cells are tried and undone; a row that is not recognised, or that stands there twice, has no more to say.
 */
export async function furtherFaults(
  ctx: TxCtx,
  table: Table,
  rows: readonly FaultyRow[],
  { prepared, file }: { prepared: unknown; file: { sha256: string } },
): Promise<RowFault[]> {
  const tried = rows.filter(
    ({ values, faults }) =>
      table.key.every((key) => values[key] !== undefined) && faults.every(({ column }) => column),
  );
  if (tried.length === 0) return [];
  let landings: Landing[] = [];
  await ctx.db
    .attempt(async (db) => {
      landings = await table.landRows({ ...ctx, db }, tried, prepared, file);
      throw new Undone();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone) && !refusalIn(error)) throw error;
    });
  return tried.flatMap(({ row, faults }, at) => {
    const landing = landings[at];
    if (!landing || !("faults" in landing)) return [];
    return landing.faults
      .filter(({ column }) => !faults.some((told) => told.column === column))
      .map((fault) => ({ row, ...fault }));
  });
}
