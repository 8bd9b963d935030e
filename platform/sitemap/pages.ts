/** Public pages as the modules that have them tell: how many there are, and which, in order of their ids. */
import type { Temporal } from "temporal-polyfill";
import type { Ctx } from "../ctx/index.ts";
import type { sql } from "../db/index.ts";
import { slot } from "../slots/index.ts";

export interface PublicPage {
  /** By which they are ordered. */
  id: string;
  path: string;
  changedAt: Temporal.Instant | null;
}

export interface PublicPages {
  /** In the address of their sitemap: `events`. */
  name: string;
  count(ctx: Ctx): Promise<number>;
  /** At most `limit` of them after one, or after so many. */
  read(ctx: Ctx, from: { after: string | null; skip: number; limit: number }): Promise<PublicPage[]>;
}

/** The public pages of the city, kind by kind. */
export const publicPages = slot<object, PublicPages>("site.pages");

/** Pages that stand below one address under the ids of rows. `rows`: a select of `id` and `changed_at`. */
export function pagesIn(
  name: string,
  below: string,
  rows: (ctx: Ctx) => ReturnType<typeof sql>,
): PublicPages {
  return {
    name,
    count: async (ctx) =>
      (await ctx.db.one<{ count: number }>`select count(*)::int as count from (${rows(ctx)}) page`).count,
    read: async (ctx, { after, skip, limit }) => {
      const found = await ctx.db.many<Omit<PublicPage, "path">>`
        select page.id, page.changed_at from (${rows(ctx)}) page
         where (${after}::uuid is null or page.id > ${after}) order by page.id offset ${skip} limit ${limit}`;
      return found.map((page) => ({ ...page, path: below + page.id }));
    },
  };
}
