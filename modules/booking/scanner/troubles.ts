/** Which scans of one claim do not fit together, once all of them are known. Pure. */
import { type ClaimState, isOneOf, taking } from "../claim-state.ts";
import type { Scan, Trouble } from "./store.ts";

/**
 * Plays a claim's scans through in the order in which they happened. Who came in needs a place that was free or somebody who had gone
 * out; else two doors let the same person in. Whoever has no place any more stays in, and is told of.
 */
export function troublesOf(
  state: ClaimState,
  scans: readonly Pick<Scan, "id" | "way" | "size" | "counted" | "trouble">[],
): { id: string; trouble: Trouble | null }[] {
  let away = 0;
  return scans.map(({ id, way, size, counted, trouble }) => {
    // What only the moment of the scan could tell stays.
    if (trouble === "revoked" || trouble === "uncounted") return { id, trouble };
    if (way === "out") {
      away += size;
      return { id, trouble: null };
    }
    if (!isOneOf(taking, state)) return { id, trouble: "gone" };
    const back = size - counted;
    if (back > away) return { id, trouble: "twice" };
    away -= back;
    return { id, trouble: null };
  });
}
