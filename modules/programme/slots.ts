/** What the programme would like to know from later modules. */
import type { Temporal } from "temporal-polyfill";
import { slot } from "#platform/slots";

/** What a house had of another one's in a span, over and done, once for each thing or person and house. */
export interface ExchangeUse {
  what: "room" | "thing" | "teacher";
  name: string;
  lenderPath: string;
  borrowerPath: string;
  times: number;
  minutes: number;
}

/** Uses that began between two moments and are over, of what a house at or below the path lent to another or had from one. */
export const exchangeUses = slot<{ path: string; from: Temporal.Instant; to: Temporal.Instant }, ExchangeUse>(
  "exchange.uses",
);
