/** What a lost copy costs: its price so many times, and the work. Pure. */
import type { Terms } from "../rules/terms.ts";

/** The most that one fee can be. */
const mostFen = 100_000_000;

/** In fen; of a copy without a price what the rule says of those. */
export const lostCost = (
  { percent, handlingFen, unknownFen }: Terms["lost"],
  priceFen: number | null,
): number =>
  Math.min(mostFen, (priceFen === null ? unknownFen : Math.round((priceFen * percent) / 100)) + handlingFen);
