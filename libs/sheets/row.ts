/** What a sheet is to everybody here: numbered rows of text. */

export type FaultData = Record<string, string | number>;

/** The file cannot be read, or not as what it says it is. `data` says where: a byte, a row. */
export class SheetFault extends Error {
  readonly id: string;
  readonly data: FaultData;
  constructor(id: string, data: FaultData = {}, options?: ErrorOptions) {
    super(`${id} ${JSON.stringify(data)}`, options);
    this.name = "SheetFault";
    this.id = id;
    this.data = data;
  }
}

/** What is wrong with one row before anybody asks what it means. */
export interface BrokenCell {
  id: string;
  data: FaultData;
  /** Index of the cell; left out when it is the row. */
  column?: number;
}

export interface SheetRow {
  /** As a spreadsheet program numbers it: a row with line breaks in a cell is one, blank rows count. */
  row: number;
  cells: string[];
  broken?: BrokenCell[];
}

export type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Longest cell that a spreadsheet program takes. */
export const longestCell = 32_767;
/** Rows of the longest sheet there is. */
export const mostRows = 1_048_576;
/** Columns that are looked at; a table of ours has fewer than forty. */
export const mostColumns = 256;
