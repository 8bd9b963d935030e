/** Which cells of a row say something else afterwards. Pure. */
import { textIn } from "./columns.ts";
import { cellOf } from "./files.ts";
import type { Columns, Landing, ReadRow, Table } from "./table.ts";

export interface ChangedCell {
  row: number;
  /** Key of the column. */
  column: string;
  was: string;
  /** Empty: the cell is emptied. */
  becomes: string;
}

/** The cells that differ, among the columns that the file has; nothing of rows about persons. */
export function changedCells(
  table: Table,
  { row, values }: ReadRow<Columns>,
  landing: Landing,
): ChangedCell[] {
  if (table.personal || !("did" in landing) || landing.did !== "changed") return [];
  const { was, becomes } = landing;
  if (!was || !becomes) return [];
  const text = textIn("zh-CN");
  return Object.keys(table.columns).flatMap((column) => {
    if (values[column] === undefined) return [];
    const [before, after] = [cellOf(table, column, was, text), cellOf(table, column, becomes, text)];
    return before === after ? [] : { row, column, was: before, becomes: after };
  });
}
