import { Table, type TableProps } from "./kit/list.tsx";
import { Empty } from "./kit/notice.tsx";

/** A table under a heading that names it; where there is nothing to list, what is and what to do. */
export function Listed({
  none,
  ...table
}: Omit<TableProps, "hideCaption"> & { none: { title: string; do: string } }) {
  if (table.rows.length === 0) return <Empty title={none.title}>{none.do}</Empty>;
  return <Table {...table} hideCaption />;
}
