/** What may be said of an issue as it stands, and which come next to be bound. Pure. */
import { rangesOf } from "./holdings.ts";
import type { IssueNow } from "./issues.ts";

export const issueActs = ["check-in", "claimed", "missing", "take-back"] as const;
type Act = (typeof issueActs)[number];

/** `receives`: the asker notes what comes; `works`: and writes to the publisher. */
export function actsOf(
  { state, itemId }: Pick<IssueNow, "state" | "itemId">,
  { receives, works }: { receives: boolean; works: boolean },
): Act[] {
  const isWaited = state === "late" || state === "claimed";
  const isSaid = state === "arrived" || state === "claimed" || state === "missing";
  return [
    ...(receives && state !== "arrived" ? (["check-in"] as const) : []),
    ...(works && state === "late" ? (["claimed"] as const) : []),
    ...(works && isWaited ? (["missing"] as const) : []),
    ...(receives && isSaid && itemId === null ? (["take-back"] as const) : []),
  ];
}

/** It came, and is in no volume yet. */
export const isLoose = ({ state, itemId }: Pick<IssueNow, "state" | "itemId">): boolean =>
  state === "arrived" && itemId === null;

/** Numbers of those that have not come. */
export const lackingOf = (issues: readonly IssueNow[]): number[] =>
  issues.filter(({ state }) => state !== "arrived").map(({ number }) => number);

/** A year at a time: from its first loose issue to its last, and what is lacking between. */
export function nextToBind(
  issues: readonly IssueNow[],
): { year: number; from: number; to: number; lacks: string } | null {
  const loose = issues.filter(isLoose);
  const first = loose[0];
  const last = loose.findLast(({ year }) => year === first?.year);
  if (!first || !last) return null;
  const [year, from, to] = [first.year, first.number, last.number];
  const between = issues.filter((one) => one.year === year && one.number >= from && one.number <= to);
  return { year, from, to, lacks: rangesOf(lackingOf(between)) };
}
