/** SQL of use in the house. */
import type { Tx } from "#platform/db";

/** Answers how often it was used there that day. */
export async function countUse(
  tx: Tx,
  use: { itemId: number; placeId: string; on: string; demo: boolean },
): Promise<number> {
  const { times } = await tx.one<{ times: number }>`
    insert into library.used_in_house as u (item_id, place_id, on_day, times, demo)
    values (${use.itemId}, ${use.placeId}, ${use.on}::date, 1, ${use.demo})
    on conflict (item_id, place_id, on_day) do update set times = u.times + 1 returning times`;
  return times;
}
