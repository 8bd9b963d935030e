/** A file of a feed as rows with named columns. */
import { type CsvRow, csvBlocks } from "./csv.ts";
import type { Findings } from "./finding.ts";

/** The files of a feed, wherever they lie. */
export interface Source {
  /** Null when there is no such file. */
  part(name: string): AsyncIterable<Uint8Array> | null;
}

/** One row, asked by column. */
export interface Row {
  line: number;
  /** The cell without blanks around it; "" when it is empty or there is no such column. */
  text(column: string): string;
}

/**
 * Reads a file and hands over each row. Told: a missing file that must be there, a missing or doubled column, cells
 * without a column. Answers whether there was a file.
 */
export async function readTable(
  { source, findings }: { source: Source; findings: Findings },
  {
    file,
    columns,
    mayBeMissing = false,
  }: { file: string; columns: readonly string[]; mayBeMissing?: boolean },
  take: (row: Row) => void,
): Promise<boolean> {
  const bytes = source.part(file);
  if (!bytes) {
    if (!mayBeMissing) findings.error("gtfs.file-missing", { file, line: null, field: null });
    return false;
  }
  let header: Map<string, number> | null = null;
  let width = 0;
  let row = new Cells(new Map());
  for await (const rows of csvBlocks(bytes, file, findings)) {
    for (const one of rows) {
      if (header === null) {
        header = headerOf(one, { file, columns }, findings);
        if (columns.some((column) => !header?.has(column))) return true;
        width = one.cells.length;
        row = new Cells(header);
        continue;
      }
      // Programs leave out empty cells at the end.
      if (one.cells.length > width)
        findings.warning("gtfs.row-cells", { file, line: one.line, field: null, value: one.cells.join(",") });
      take(row.of(one));
    }
  }
  if (header === null && !mayBeMissing) findings.error("gtfs.file-empty", { file, line: null, field: null });
  return true;
}

function headerOf(
  { line, cells }: CsvRow,
  { file, columns }: { file: string; columns: readonly string[] },
  findings: Findings,
): Map<string, number> {
  const header = new Map<string, number>();
  for (const [index, cell] of cells.entries()) {
    const name = cell.trim();
    if (name !== cell) findings.warning("gtfs.column-blanks", { file, line, field: name, value: cell });
    if (header.has(name)) findings.error("gtfs.column-twice", { file, line, field: name });
    header.set(name, index);
  }
  for (const column of columns)
    if (!header.has(column)) findings.error("gtfs.column-missing", { file, line, field: column });
  return header;
}

/** One object for all rows of a file: a feed has millions. */
class Cells implements Row {
  line = 0;
  #cells: string[] = [];
  readonly #header: Map<string, number>;

  constructor(header: Map<string, number>) {
    this.#header = header;
  }

  of({ line, cells }: CsvRow): this {
    this.line = line;
    this.#cells = cells;
    return this;
  }

  text(column: string): string {
    return this.#cells[this.#header.get(column) ?? -1]?.trim() ?? "";
  }
}
