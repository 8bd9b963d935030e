/** Rules of orders. Pure. */

export const orderStates = ["draft", "sent", "partly-arrived", "closed", "cancelled"] as const;
export type OrderState = (typeof orderStates)[number];
export type OrderKind = "purchase" | "gift";

/** What is given is on the table already; what is bought has to be sent first. */
export const mayReceive = ({ kind, state }: { kind: OrderKind; state: OrderState }): boolean =>
  state === "sent" || state === "partly-arrived" || (kind === "gift" && state === "draft");

/** Nothing has come of it: it is cancelled. Something has: the rest is given up, and it is closed. */
export const mayEnd = (state: OrderState, as: "cancelled" | "closed"): boolean =>
  as === "cancelled" ? state === "draft" || state === "sent" : state === "partly-arrived";

/** After something has come: over when nothing is left. */
export function stateOf(lines: readonly { copies: number; received: number }[]): "partly-arrived" | "closed" {
  return lines.every(({ copies, received }) => received === copies) ? "closed" : "partly-arrived";
}

/** Due before today, and not all of it there. Days as `2026-06-12`. */
export const isLate = (
  { state, dueOn }: { state: OrderState; dueOn: string | null },
  today: string,
): boolean => (state === "sent" || state === "partly-arrived") && dueOn !== null && dueOn < today;

/** `2026-0007`: the seventh of a house in its year. */
export const numberOf = (year: number, nth: number): string => `${year}-${String(nth).padStart(4, "0")}`;

/** As sentences, files and fields of a form say it: `1234.50`. */
export const yuanOf = (fen: number): string => (fen / 100).toFixed(2);
