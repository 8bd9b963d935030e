/** SQL of where something stands on a hold shelf. */
import type { Db } from "#platform/db";

/** Empty: nobody has said. */
export async function slotOf(db: Db, holdId: string): Promise<string> {
  const row = await db.maybeOne<{ slot: string }>`select slot from library.hold where id = ${holdId}::uuid`;
  return row?.slot ?? "";
}
