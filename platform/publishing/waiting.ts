/** Lists of what is on its way to the public, the last changed first, page by page. */
import { Temporal } from "temporal-polyfill";
import { Type } from "typebox";
import { cursorText, readCursor } from "../http/cursor.ts";
import { Id, InstantShape } from "../http/shapes.ts";

/** A row that was read: the next page begins after it. */
export interface LastRead {
  changedAt: Temporal.Instant;
  id: string;
}

export interface PageWanted<Item> {
  cursor?: string | undefined;
  limit: number;
  /** Which of the rows belong. What waits for whom, no statement can tell: it depends on roles, rules and who did what. */
  only?: ((item: Item) => boolean) | undefined;
}

/** Rows looked at in one go where most of them may not belong. */
const stretch = 100;

/** One page and the cursor of the next. Where only some rows belong, it is read on until the page is full. */
export async function pageOfChanged<Row extends LastRead, Item>(
  { cursor, limit, only }: PageWanted<Item>,
  read: (after: LastRead | null, limit: number) => Promise<Row[]>,
  show: (rows: readonly Row[]) => Promise<Item[]>,
): Promise<{ items: Item[]; next: string | null }> {
  const atOnce = only ? Math.max(limit + 1, stretch) : limit + 1;
  const items: Item[] = [];
  let after = cursor === undefined ? null : lastReadFrom(cursor);
  let shown: Row | undefined;
  for (;;) {
    const rows = await read(after, atOnce);
    const belonging = await show(rows);
    for (const [at, item] of belonging.entries()) {
      if (only && !only(item)) continue;
      if (items.length === limit && shown) return { items, next: cursorText([shown.changedAt, shown.id]) };
      items.push(item);
      shown = rows[at];
    }
    const last = rows.at(-1);
    if (!last || rows.length < atOnce) return { items, next: null };
    after = last;
  }
}

const lastRead = Type.Tuple([InstantShape, Id]);

function lastReadFrom(cursor: string): LastRead {
  const [changedAt, id] = readCursor(lastRead, cursor, "/query/cursor");
  return { changedAt: Temporal.Instant.from(changedAt), id };
}
