/** Landing a sheet: batch by batch, the good rows of each in one transaction, every bad one told with its row and column. */
import { SheetFault, type SheetRow } from "#libs/sheets";
import { audit } from "../audit/index.ts";
import { type Ctx, inTx, type TxCtx } from "../ctx/index.ts";
import { Problem } from "../errors/index.ts";
import { type ChangedCell, changedCells } from "./changed-cells.ts";
import { type FaultyRow, type Head, isBlank, isNote, keyOf, readHead, readRow } from "./read-rows.ts";
import type { CellFault, Columns, Landing, ReadRow, Table } from "./table.ts";

export interface RowFault extends CellFault {
  row: number;
}

export interface Tally {
  added: number;
  changed: number;
  unchanged: number;
  refused: number;
}

export interface Batch {
  /** Number of its last row: everything up to it is done. */
  upTo: number;
  tally: Tally;
  faults: RowFault[];
  /** Cells that now say something else. */
  changes: ChangedCell[];
}

export interface LandOptions {
  /** The audit names it by its hash: a name could say anything. */
  file: { name: string; sha256: string };
  /** Each batch as in earnest, and then undone. */
  dryRun?: boolean;
  /** Ends it after the batch at hand. */
  signal?: AbortSignal;
  /** Goes on after this row: what stands before has landed already. */
  after?: number;
  /** With each batch: in its transaction, so that both stand or fall together; in a dry run after it was undone. */
  done(ctx: Ctx, batch: Batch): Promise<void>;
}

export interface Landed {
  tally: Tally;
  /** Names of columns that say nothing to us. */
  unknown: string[];
  stopped: boolean;
  /** Why the file could not be read to its end. */
  broken: SheetFault | null;
}

export const nothingYet = (): Tally => ({ added: 0, changed: 0, unchanged: 0, refused: 0 });
/** How many rows that are. */
export const rowsIn = ({ added, changed, unchanged, refused }: Tally) =>
  added + changed + unchanged + refused;

class Undone extends Error {}

/** Work in a transaction that is undone, whatever it did. */
async function undone<R>(ctx: Ctx, work: (ctx: TxCtx) => Promise<R>): Promise<R> {
  let made: { result: R } | undefined;
  try {
    await inTx(ctx, async (inner) => {
      made = { result: await work(inner) };
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
  if (!made) throw new Error("a dry run that did not run");
  return made.result;
}

/** Lands the rows of a file. Bad rows stop nothing; landing the same file again changes nothing. */
export async function landSheet(
  ctx: Ctx,
  table: Table,
  rows: AsyncIterable<SheetRow>,
  options: LandOptions,
): Promise<Landed> {
  return new Import(ctx, table, options).run(rows);
}

class Import {
  #ctx: Ctx;
  #table: Table;
  #options: LandOptions;
  #tally = nothingYet();
  /** Where each key stood first. */
  #seen = new Map<string, number>();

  constructor(ctx: Ctx, table: Table, options: LandOptions) {
    this.#ctx = ctx;
    this.#table = table;
    this.#options = options;
  }

  async run(rows: AsyncIterable<SheetRow>): Promise<Landed> {
    const prepared = await this.#table.prepare(this.#ctx);
    const { signal, after = 0 } = this.#options;
    let head: Head | null = null;
    let broken: SheetFault | null = null;
    let good: ReadRow<Columns>[] = [];
    let refused: FaultyRow[] = [];
    let upTo = after;
    let stopped = false;
    const land = async () => {
      await this.#land(good, { upTo, refused }, prepared);
      good = [];
      refused = [];
    };
    try {
      for await (const row of rows) {
        if (isNote(row) || isBlank(row)) continue;
        if (!head) {
          head = readHead(this.#table, row);
          continue;
        }
        const read = this.#read(head, row);
        if (row.row <= after) continue;
        upTo = row.row;
        if ("faults" in read) refused.push(read);
        else good.push(read);
        if (good.length + refused.length >= this.#table.batch) {
          await land();
          stopped = signal?.aborted === true;
          if (stopped) break;
        }
      }
      if (!head) throw new SheetFault("sheet.empty");
    } catch (error) {
      if (!(error instanceof SheetFault)) throw error;
      broken = error;
    }
    if (good.length + refused.length > 0) await land();
    return { tally: this.#tally, unknown: head?.unknown ?? [], stopped, broken };
  }

  #read(head: Head, row: SheetRow): ReadRow<Columns> | FaultyRow {
    const read = readRow(this.#table, head, row);
    if ("faults" in read) return read;
    const key = keyOf(this.#table, read);
    const first = this.#seen.get(key);
    if (first !== undefined) return { ...read, faults: [{ id: "row.twice", data: { row: first } }] };
    this.#seen.set(key, row.row);
    return read;
  }

  async #land(
    rows: ReadRow<Columns>[],
    { upTo, refused }: { upTo: number; refused: readonly FaultyRow[] },
    prepared: unknown,
  ): Promise<void> {
    const { dryRun, done } = this.#options;
    // Each batch of a dry run is undone by itself: a whole file would keep its things locked, and all news waiting.
    const batch = await again(() =>
      (dryRun ? undone : inTx)(this.#ctx, async (ctx: TxCtx) => {
        const known = { prepared, file: this.#options.file };
        const landings = await landAll(ctx, this.#table, rows, known);
        const made: Batch = {
          upTo,
          tally: { ...nothingYet(), refused: refused.length },
          faults: [...faultsOf(refused), ...(await furtherFaults(ctx, this.#table, refused, known))],
          changes: [],
        };
        rows.forEach((row, at) => {
          const landing = landings[at];
          if (!landing) return;
          if ("did" in landing) {
            made.tally[landing.did]++;
            made.changes.push(...changedCells(this.#table, row, landing));
          } else {
            made.tally.refused++;
            made.faults.push(...landing.faults.map((fault) => ({ row: row.row, ...fault })));
          }
        });
        made.faults.sort((a, b) => a.row - b.row);
        await this.#audit(ctx, rows, made);
        if (!dryRun) await done(ctx, made);
        return made;
      }),
    );
    if (dryRun) await done(this.#ctx, batch);
    for (const [name, count] of Object.entries(batch.tally)) this.#tally[name as keyof Tally] += count;
  }

  /** One row for the batch; the things it changed have rows of their own where people ask after them. */
  async #audit(ctx: TxCtx, rows: readonly ReadRow<Columns>[], { tally }: Batch): Promise<void> {
    if (tally.added + tally.changed === 0) return;
    await audit(ctx, {
      what: "exchange.landed",
      on: { kind: "import", id: this.#options.file.sha256 },
      detail: { table: this.#table.name, from: rows[0]?.row, to: rows.at(-1)?.row, ...tally },
    });
  }
}

/** All at once; when the database refuses one, each by itself, so that only that one is lost. */
async function landAll(
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

const faultsOf = (rows: readonly FaultyRow[]): RowFault[] =>
  rows.flatMap(({ row, faults }) => faults.map((fault) => ({ row, ...fault })));

/**
 * What else is wrong with rows of which a cell could not be read: all of it is told at once, not round by round. Their other
 * cells are tried and undone; a row that is not recognised, or that stands there twice, has no more to say.
 */
async function furtherFaults(
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

const tries = 3;

/** Once more when another transaction was in the way. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (attempt >= tries || !["40001", "40P01"].includes(code)) throw error;
    }
  }
}
