/** From the rows of a sheet to what they say: which column is which, and what each cell means. Pure. */
import { type BrokenCell, SheetFault, type SheetRow } from "#libs/sheets";
import { locales } from "../i18n/index.ts";
import { textIn } from "./columns.ts";
import type { CellFault, Columns, ReadRow, Table } from "./table.ts";

// texts: exchange.*

/** The columns of a file in its order; null where we know none of that name. */
export interface Head {
  columns: (string | null)[];
  /** Names that say nothing to us. */
  unknown: string[];
}

/** A row of notes for people: its first cell begins with `#`. */
export const isNote = ({ cells }: SheetRow) => cells[0]?.trimStart().startsWith("#") === true;
export const isBlank = ({ cells, broken }: SheetRow) => !broken && cells.every((cell) => cell.trim() === "");

/** The message that names a column. */
export const nameOf = (table: Pick<Table, "name">, column: string) => `exchange.${table.name}.${column}`;

/** Understands the first row: names in any of our languages, or keys. Refuses a file without the columns it needs. */
export function readHead(table: Table, { cells }: SheetRow): Head {
  const known = columnsByName(table);
  const named = cells.map((cell) => known.get(folded(cell)) ?? null);
  // What several columns mean is read from the one whose name comes first with us.
  const columns = named.map((one) => {
    const rivals = named.filter((other) => other?.key === one?.key);
    return one && rivals.every((other) => !other || other.rank >= one.rank) ? one.key : null;
  });
  const twice = columns.find((key, at) => key !== null && columns.indexOf(key) !== at);
  if (twice) throw new SheetFault("sheet.column-twice", { column: textIn("zh-CN")(nameOf(table, twice)) });
  const missing = Object.entries(table.columns)
    .filter(([key, { required }]) => required && !columns.includes(key))
    .map(([key]) => textIn("zh-CN")(nameOf(table, key)));
  if (missing.length > 0) throw new SheetFault("sheet.columns-missing", { columns: missing.join("、") });
  return { columns, unknown: cells.filter((cell, at) => columns[at] === null && cell.trim() !== "") };
}

const folded = (name: string) =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s*＊_-]|\(.*\)/g, "");

/** Each name with its column and how far down it comes: our own names before those of other systems. */
function columnsByName(table: Table): Map<string, { key: string; rank: number }> {
  const columns = Object.entries(table.columns);
  const elsewhere = columns.flatMap(([key, { alsoCalled = [] }]) =>
    alsoCalled.map((name, at) => [folded(name), { key, rank: at + 1 }] as const),
  );
  const own = columns.flatMap(([key]) =>
    [key, ...locales.map((locale) => textIn(locale)(nameOf(table, key)))].map(
      (name) => [folded(name), { key, rank: 0 }] as const,
    ),
  );
  return new Map([...elsewhere.toReversed(), ...own]);
}

/** A row of which some cells could not be read; its values are those of the others. */
export interface FaultyRow extends ReadRow<Columns> {
  faults: CellFault[];
}

/** What a row says, and everything that is wrong with its cells. */
export function readRow(table: Table, head: Head, sheet: SheetRow): ReadRow<Columns> | FaultyRow {
  const faults: CellFault[] = (sheet.broken ?? []).flatMap((broken) => faultOf(head, broken));
  // Nothing of it could be read: that is said once, not once more for every cell.
  if (sheet.cells.length === 0 && faults.length > 0) return { row: sheet.row, values: {}, faults };
  if (sheet.cells.slice(head.columns.length).some((cell) => cell.trim() !== ""))
    faults.push({ id: "row.too-many-cells", data: { limit: head.columns.length } });
  const values: ReadRow<Columns>["values"] = {};
  head.columns.forEach((key, at) => {
    const column = key === null ? undefined : table.columns[key];
    if (key === null || !column || faults.some((fault) => fault.column === key)) return;
    const cell = sheet.cells[at] ?? "";
    if (cell.trim() === "") {
      if (column.filled) faults.push({ column: key, id: "missing" });
      values[key] = null;
      return;
    }
    const read = column.read(cell);
    if ("fault" in read) faults.push({ column: key, ...read.fault });
    else values[key] = read.value;
  });
  return { row: sheet.row, values, ...(faults.length > 0 && { faults }) };
}

/** A broken cell of a column that nobody knows is nobody's loss. */
function faultOf({ columns }: Head, { id, data, column }: BrokenCell): CellFault[] {
  if (column === undefined) return [{ id, data }];
  const key = columns[column];
  if (key === null) return [];
  return [{ id, data, ...(key !== undefined && { column: key }) }];
}

/** What the row is recognised by, as one text. */
export function keyOf(table: Table, { values }: Pick<ReadRow<Columns>, "values">): string {
  return JSON.stringify(table.key.map((column) => values[column] ?? null));
}
