/** Records as a list shows them. */
import type { Db } from "#platform/db";
import type { HitView } from "./contract.ts";
import { foundRows, type ShownAs } from "./works-store.ts";

export async function foundViews(
  db: Db,
  ids: readonly number[],
  shownAs: ShownAs | null = null,
): Promise<HitView[]> {
  if (ids.length === 0) return [];
  const rows = await foundRows(db, ids, shownAs);
  // Form and audience are words of ours, written by ourselves (`derivedOf`).
  return rows.map(({ id, form, audience, ...row }) => ({
    ...row,
    id: String(id),
    form: form as HitView["form"],
    audience: audience as HitView["audience"],
  }));
}
