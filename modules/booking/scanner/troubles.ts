/** Which scans of one claim do not fit together, once all of them are known. Pure. */
import { isOneOf, taking } from "../claiming/claim-state.ts";
import type { ClaimNow, Scan, Trouble } from "./store.ts";

type Played = Pick<Scan, "id" | "way" | "size" | "counted" | "trouble">;

/**
 * Plays a claim's scans through in the order in which they happened. Who comes in while all of the party are inside was let in at two
 * doors; who goes out and was not inside came in where nobody has told of yet. Whoever has no place any more stays in, and is told of.
 */
export function troublesOf(
  { state, size: places, came }: Omit<ClaimNow, "id">,
  scans: readonly Played[],
): { id: string; trouble: Trouble | null; unseen: number }[] {
  // Whom a clerk let in by the list of the door, without a scan.
  let inside = Math.max(0, came - scans.reduce((sum, { counted }) => sum + counted, 0));
  return scans.map(({ id, way, size, trouble }) => {
    if (way === "out") {
      const unseen = Math.max(0, size - inside);
      inside -= size - unseen;
      return { id, trouble: unseen > 0 ? "unseen" : null, unseen };
    }
    // What only the moment of the scan could tell stays.
    if (trouble === "uncounted") return { id, trouble, unseen: 0 };
    if (trouble !== "revoked" && !isOneOf(taking, state)) return { id, trouble: "gone", unseen: 0 };
    const twice = inside + size > places;
    if (!twice) inside += size;
    return { id, trouble: trouble === "revoked" ? trouble : twice ? "twice" : null, unseen: 0 };
  });
}
