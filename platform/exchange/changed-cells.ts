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

/** The cells that differ, among the columns that the file has, and what changes with them; nothing of rows about persons. */
export function changedCells(
  table: Table,
  { row, values }: ReadRow<Columns>,
  landing: Landing,
): ChangedCell[] {
  if (table.personal || !("did" in landing) || landing.did === "unchanged") return [];
  const also = (landing.also ?? []).map((one) => ({ row, ...one }));
  const { was, becomes } = landing.did === "changed" ? landing : {};
  if (!was || !becomes) return also;
  const text = textIn("zh-CN");
  const cells = Object.keys(table.columns).flatMap((column) => {
    if (values[column] === undefined) return [];
    const [before, after] = [cellOf(table, column, was, text), cellOf(table, column, becomes, text)];
    return before === after ? [] : { row, column, was: before, becomes: after };
  });
  return [...cells, ...also];
}
