/** Places and houses by their names. */
import type { Place } from "#places";

export const briefOf = ({ id, name }: { id: string; name: string }) => ({ id, name });
export const briefIn = (places: ReadonlyMap<string, Place>, id: string) => ({
  id,
  name: places.get(id)?.name ?? "",
});
