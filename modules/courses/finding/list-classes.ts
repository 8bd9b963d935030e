/** The list of classes, page by page. */
import type { AnswerOf } from "#contract";
import { Id, InstantShape, T } from "#contract";
import type { Ctx } from "#platform/ctx";
import { cursorText, readCursor } from "#platform/http";
import type { ClassRow, listClasses } from "../contract.ts";
import { classesAhead, everything, type FoundClass } from "./find-store.ts";
import { rowsOf } from "./rows.ts";

export interface ListInput {
  q?: string;
  kind?: string;
  age?: number;
  evening?: "yes";
  weekend?: "yes";
  online?: "yes";
  place?: string;
  open?: "yes";
  cursor?: string;
  limit?: number;
}

const usualLimit = 30;
const lastRow = T.Tuple([T.Boolean(), InstantShape, Id]);

/** One page. Where only those with places are asked for, a page is filled before it ends. */
export async function listPublic(ctx: Ctx, input: ListInput): Promise<AnswerOf<typeof listClasses>> {
  const limit = input.limit ?? usualLimit;
  const wanted = {
    ...everything,
    words: input.q?.trim() || null,
    kind: input.kind ?? null,
    age: input.age ?? null,
    evening: input.evening !== undefined,
    weekend: input.weekend !== undefined,
    online: input.online !== undefined,
    placeId: input.place ?? null,
    openNow: input.open !== undefined,
  };
  const items: ClassRow[] = [];
  let after: { late: boolean; firstAt: string; id: string } | null = null;
  if (input.cursor) {
    const [late, firstAt, id] = readCursor(lastRow, input.cursor, "/query/cursor");
    after = { late, firstAt, id };
  }
  for (;;) {
    const some: FoundClass[] = await classesAhead(ctx.db, wanted, {
      now: ctx.clock(),
      after,
      limit: limit + 1,
    });
    const rows = await rowsOf(ctx, some.slice(0, limit));
    for (const [at, row] of rows.entries()) {
      if (wanted.openNow && row.admission.state !== "open" && !row.draw?.takesEntries) continue;
      items.push(row);
      const more = at + 1 < some.length;
      if (items.length === limit)
        return { items, next: more ? cursorText([some[at]?.late ?? false, row.startsAt, row.id]) : null };
    }
    const last = rows.at(-1);
    if (some.length <= limit || !last) return { items, next: null };
    after = { late: some[rows.length - 1]?.late ?? false, firstAt: last.startsAt, id: last.id };
  }
}
