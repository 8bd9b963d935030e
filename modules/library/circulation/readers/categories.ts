/** Of which category a reader may be: those that houses usually have, and those that rules, limits and terms speak of. */
import type { Db } from "#platform/db";
import { readerCategories } from "../rules/kinds.ts";

export async function categoriesInUse(db: Db): Promise<string[]> {
  const rows = await db.many<{ category: string }>`
    select category from library.loan_rule where category is not null
     union select unnest(categories) from library.loan_limit
     union select child_category from library.reader_terms
     union select adult_category from library.reader_terms
     order by category`;
  return [...new Set([...readerCategories, ...rows.map(({ category }) => category)])];
}
