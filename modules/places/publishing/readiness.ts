/** What a place must say before everybody sees it. Pure. */
import type { Facts } from "../facility/facts.ts";

/** Facts that are missing: without them nobody gets there, or stands before a shut door. */
export function missingFrom({ address, hours }: Pick<Facts, "address" | "hours">): ("address" | "hours")[] {
  return [...(address ? [] : ["address" as const]), ...(hours ? [] : ["hours" as const])];
}
