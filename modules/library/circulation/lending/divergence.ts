/**
 * Where what is written down of one copy does not agree, and what is right then. Loans, holds and ways are the truth; where a copy went is kept from them.
 * Pure.
 */
import type { Away } from "./lending-store.ts";

/** What is written down of one copy. */
export interface CopyFacts {
  id: number;
  away: Away | null;
  lent: boolean;
  /** Its loan says that it is lost, and the copy that it is not. */
  isLostAndThere: boolean;
  hold: {
    id: string;
    state: "wanted" | "travelling" | "ready";
    /** Whoever waits is whoever has it. */
    hasIt: boolean;
  } | null;
  way: { id: string; forHold: string | null; holdIsOfIt: boolean } | null;
}

export const copyDivergences = [
  "away",
  "lent-and-on-way",
  "lent-and-kept",
  "lent-to-who-waits",
  "kept-and-on-way",
  "travels-without-way",
  "wanted-and-on-way",
  "way-for-another-copy",
  "lost-and-there",
] as const;
export type CopyDivergence = (typeof copyDivergences)[number];

/** One right answer, or null: somebody has to look. */
export type CopyRepair =
  | { do: "set-away"; away: Away | null }
  | { do: "end-way"; wayId: string }
  | { do: "wait-again"; holdId: string }
  | { do: "forget-hold"; wayId: string };

export function divergencesOf(facts: CopyFacts): { what: CopyDivergence; repair: CopyRepair | null }[] {
  const { lent, hold, way } = facts;
  const found: { what: CopyDivergence; repair: CopyRepair | null }[] = [];
  const tell = (what: CopyDivergence, repair: CopyRepair | null) => found.push({ what, repair });
  // A loan is the last word: whoever has it has it.
  if (lent && way) tell("lent-and-on-way", { do: "end-way", wayId: way.id });
  if (lent && hold?.hasIt) tell("lent-to-who-waits", null);
  if (lent && hold && !hold.hasIt) tell("lent-and-kept", { do: "wait-again", holdId: hold.id });
  if (!lent && hold?.state === "travelling" && !way)
    tell("travels-without-way", { do: "wait-again", holdId: hold.id });
  if (!lent && hold?.state === "wanted" && way)
    tell("wanted-and-on-way", { do: "wait-again", holdId: hold.id });
  // On the shelf for somebody, or in a box: only eyes can tell.
  const unsure = !lent && hold?.state === "ready" && way !== null;
  if (unsure) tell("kept-and-on-way", null);
  if (!lent && way?.forHold != null && !way.holdIsOfIt)
    tell("way-for-another-copy", { do: "forget-hold", wayId: way.id });
  // With its reader again, or on a shelf: what is owed for it hangs on that.
  if (facts.isLostAndThere) tell("lost-and-there", null);
  const away: Away | null = lent
    ? "on-loan"
    : hold?.state === "ready"
      ? "hold-shelf"
      : way
        ? "in-transit"
        : null;
  if (!unsure && facts.away !== away) tell("away", { do: "set-away", away });
  return found;
}
