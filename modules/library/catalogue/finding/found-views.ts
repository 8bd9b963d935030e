/** Records as a list shows them. */
import type { Db } from "#platform/db";
import type { HitView } from "./contract.ts";
import { foundRows } from "./works-store.ts";

export async function foundViews(db: Db, ids: readonly number[]): Promise<HitView[]> {
  if (ids.length === 0) return [];
  const rows = await foundRows(db, ids);
  // Form and audience are words of ours, written by ourselves (`derivedOf`).
  return rows.map(({ id, form, audience, ...row }) => ({
    ...row,
    id: String(id),
    form: form as HitView["form"],
    audience: audience as HitView["audience"],
  }));
}
