/** Every public record is a page: told to search engines in the order of their numbers. */
import type { Temporal } from "temporal-polyfill";
import type { PublicPages } from "#platform/sitemap";
import { publicRecords } from "./record-store.ts";

export const cataloguePages: PublicPages = {
  name: "catalogue",
  count: async ({ db }) =>
    (await db.one<{ count: number }>`select count(*)::int as count from (${publicRecords()}) page`).count,
  read: async ({ db }, { after, skip, limit }) => {
    const pages = await db.many<{ id: number; changedAt: Temporal.Instant }>`
      select id, changed_at from (${publicRecords()}) page
       where id > ${after ?? "0"}::bigint order by id offset ${skip} limit ${limit}`;
    return pages.map(({ id, changedAt }) => ({ id: String(id), path: `/catalogue/${id}`, changedAt }));
  },
};
