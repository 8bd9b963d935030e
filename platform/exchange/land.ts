/** Landing a sheet: batch by batch, the good rows of each in one transaction, every bad one told with its row and column. */
import { SheetFault, type SheetRow } from "#libs/sheets";
import { audit } from "../audit/index.ts";
import { type Ctx, inTx, type TxCtx } from "../ctx/index.ts";
import { type ChangedCell, changedCells } from "./changed-cells.ts";
import { eachOnce, faultsOf, furtherFaults, landRows, type RowFault } from "./land-rows.ts";
import { type FaultyRow, type Head, isBlank, isNote, keyOf, readHead, readRow } from "./read-rows.ts";
import type { Columns, ReadRow, Table } from "./table.ts";
import { again, undone } from "./tries.ts";

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
  /** Of a table that is reconciled: its rows by branch. */
  branches: Map<string, Counted>;
}

/** Rows of a branch: how many the file has, how many of them are here, how many were refused. */
export interface Counted {
  says: number;
  landed: number;
  refused: number;
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
        const landings = await landRows(ctx, this.#table, rows, known);
        const made: Batch = {
          upTo,
          tally: { ...nothingYet(), refused: refused.length },
          faults: [...faultsOf(refused), ...(await furtherFaults(ctx, this.#table, refused, known))],
          changes: [],
          branches: new Map(),
        };
        for (const row of refused) countBranch(this.#table, made, row, "refused");
        rows.forEach((row, at) => {
          const landing = landings[at];
          if (!landing) return;
          countBranch(this.#table, made, row, "did" in landing ? "landed" : "refused");
          if ("did" in landing) {
            made.tally[landing.did]++;
            made.changes.push(...changedCells(this.#table, row, landing));
          } else {
            made.tally.refused++;
            made.faults.push(...landing.faults.map((fault) => ({ row: row.row, ...fault })));
          }
        });
        made.faults = eachOnce(made.faults).sort((a, b) => a.row - b.row);
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
    const { sha256 } = this.#options.file;
    // Whoever guesses a short file of persons could try its hash.
    const id = this.#table.personal ? ctx.keyedHash("exchange/file", sha256).toString("hex") : sha256;
    await audit(ctx, {
      what: "exchange.landed",
      on: { kind: "import", id },
      detail: { table: this.#table.name, from: rows[0]?.row, to: rows.at(-1)?.row, ...tally },
    });
  }
}

function countBranch(
  { reconcile }: Table,
  { branches }: Batch,
  { values }: ReadRow<Columns>,
  became: "landed" | "refused",
): void {
  if (!reconcile) return;
  const branch = reconcile.branchOf(values);
  const counted = branches.get(branch) ?? { says: 0, landed: 0, refused: 0 };
  counted.says++;
  counted[became]++;
  branches.set(branch, counted);
}
