/** Whether a copy goes into a box. Pure. */
import type { Copy } from "../../circulation/lending/lending-store.ts";
import type { OpenTransit } from "../transit-store.ts";

export type AgainstPacking =
  | "lent"
  | "kept"
  | "withdrawn"
  /** Its way leads to another place than the box's. */
  | "goes-elsewhere"
  /** It stands on the shelf, and no plan sends it there. */
  | "no-way";

/** Why not, or null. `planned`: a plan that is pulled sends it where the box goes. */
export function againstPacking(
  copy: Pick<Copy, "away" | "status">,
  way: Pick<OpenTransit, "toId"> | null,
  { toId, planned }: { toId: string; planned: boolean },
): AgainstPacking | null {
  if (copy.away === "on-loan") return "lent";
  if (copy.away === "hold-shelf") return "kept";
  if (way) return way.toId === toId ? null : "goes-elsewhere";
  if (copy.status === "withdrawn") return "withdrawn";
  return planned ? null : "no-way";
}
