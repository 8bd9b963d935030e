/** A table that goes in and out: declared once by its module, and template, import, dry run, report and export follow. */
import type { Text } from "#libs/texts";
import type { Actor } from "../auth/actor.ts";
import type { Ctx, TxCtx } from "../ctx/index.ts";
import type { Data } from "../errors/index.ts";

/** Its sentence is the message `invalid.<id>`, or the message itself when the id begins with `refusal.`. */
export interface CellFault {
  id: string;
  data?: Data;
  /** Key of the column; left out when it is the row. */
  column?: string;
}

export type Read<T> = { value: T } | { fault: { id: string; data?: Data } };

/** One column. Its name and what it is are the messages `exchange.<table>.<key>` and `exchange.<table>.<key>.about`. */
export interface Column<T = unknown> {
  /** The column must be there. */
  required: boolean;
  /** Where it is there, no cell of it is empty. */
  filled: boolean;
  /** What could stand in it. */
  example: string;
  /** What files of other systems call it, the best first; our own names go before. */
  alsoCalled?: readonly string[];
  /** Message keys of the words that may stand in it, by code; shown in the template. */
  words?: Readonly<Record<string, string>>;
  /** The value of a cell that is not empty. */
  read(cell: string): Read<T>;
  /** The value as a cell, in the reader's language where it is a word. */
  write(value: T, text: Text): string;
}

export type Columns = Record<string, Column>;

/** What a row says: null where its cell is empty, nothing where the file has no such column. */
export type Values<C extends Columns> = {
  [K in keyof C]?: (C[K] extends Column<infer T> ? T : never) | null;
};

export interface ReadRow<C extends Columns> {
  /** As the person sees it. */
  row: number;
  values: Values<C>;
}

/**
 * What became of a row. A changed one says what it was and what it is, column by column, unless it is about persons. `also` is
 * what changes with the row beyond its own cells, told beside one of them.
 */
export type Landing<C extends Columns = Columns> =
  | { did: "unchanged" }
  | { did: "added"; also?: readonly AlsoChanged[] }
  | { did: "changed"; was?: Values<C>; becomes?: Values<C>; also?: readonly AlsoChanged[] }
  | { faults: CellFault[] };

export interface AlsoChanged {
  column: string;
  was: string;
  becomes: string;
}

/** Narrows an export: by organisation, division, kind. Each table says which it understands. */
export type Filter = Readonly<Record<string, string>>;

export interface Table<C extends Columns = Columns, P = unknown> {
  /** `facilities`; its title is the message `exchange.<name>`. */
  name: string;
  columns: C;
  /** Columns by which a row is recognised: two rows with the same are one thing. */
  key: readonly (keyof C & string)[];
  /** Rows that land in one transaction. */
  batch: number;
  filters: readonly string[];
  /** Has columns `lon`, `lat` and `coordinate_system` and can be drawn on a map. */
  points?: true;
  /** Its rows are about persons: nothing out of a cell is kept outside the module. */
  personal?: true;
  /** Who may try; whose rows they may be, `landRows` decides for each. */
  may: { bring(who: Actor): boolean; take(who: Actor): boolean };
  /** What every batch needs to know, asked once. */
  prepare(ctx: Ctx): Promise<P>;
  /** Lands the good rows, tells the faults of the others; one answer for each row. Writes nothing of a faulty row. */
  landRows(
    ctx: TxCtx,
    rows: readonly ReadRow<C>[],
    prepared: P,
    file: { sha256: string },
  ): Promise<Landing<C>[]>;
  /** Counts by branch and what does not agree, told when a file has landed. */
  reconcile?: Reconciliation<C>;
  /** The rows that the asker may take away, in the order of the key. */
  rowsOf(ctx: Ctx, filter: Filter): AsyncIterable<Values<C>>;
}

/** What is compared after a file has landed (对账): its rows by branch, and what the city knows now. */
export interface Reconciliation<C extends Columns = Columns> {
  /** The branch of a row, as the file calls it; empty where it says none. */
  branchOf(values: Values<C>): string;
  /** What does not agree, as sentences. Bounded: so many of each kind by their numbers, of the rest how many. */
  disagreements(ctx: Ctx, faults: ReadonlyMap<string, number>): Promise<Sentence[]>;
}

/** A message and its values. */
export interface Sentence {
  key: string;
  data: Data;
}

/** Declares a table; the types of its values stay inside the module. */
export function defineTable<C extends Columns, P>(table: Table<C, P>): Table {
  // The engine hands landRows what these very columns read, and what this very prepare answered.
  return table as unknown as Table;
}
