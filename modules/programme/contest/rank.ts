/** Who is which in a round: the rules as data, by a jury's points or by what was measured. Pure. */

import type { Criterion, RankRule } from "./contract.ts";

export interface Ranked {
  entryId: string;
  /** To three decimals, as it is shown and compared. */
  value: number;
  /** Those who are equal share a place, and the next place is left out. */
  place: number;
}

export interface Judging {
  rule: RankRule;
  criteria: readonly Criterion[];
  /** All who judge: who stands aside from an entry counts in its sum as the mean of the others. */
  jurors: number;
}

/**
 * Ranks entries by the points of each juror, in hundredths for each criterion. A trimmed mean leaves out the highest and the lowest from
 * three jurors on. Equal ones are told apart by the criteria in their order, else they share a place.
 */
export function rankJudged(
  { rule, criteria, jurors }: Judging,
  entries: readonly { entryId: string; points: readonly (readonly number[])[] }[],
): Ranked[] {
  const weights = criteria.reduce((sum, { weight }) => sum + weight, 0);
  const together = (marks: readonly number[]) => {
    const kept = rule === "trimmed-mean" ? trimmed(marks) : marks;
    const sum = kept.reduce((all, mark) => all + mark, 0);
    return { sum, of: kept.length, times: rule === "sum" ? jurors : 1 };
  };
  const judged = entries.map(({ entryId, points }) => {
    const whole = together(points.map((one) => one.reduce((sum, mark, at) => sum + mark * weightAt(at), 0)));
    return {
      entryId,
      value: Math.round((whole.sum * whole.times * 10) / (whole.of * weights)) / 1000,
      ties: criteria.map((_, at) => {
        const one = together(points.map((marks) => marks[at] ?? 0));
        return Math.round((one.sum * one.times * 10) / one.of);
      }),
    };
  });
  function weightAt(at: number): number {
    return criteria[at]?.weight ?? 0;
  }
  return placed(judged, (a, b) => b.value - a.value || byTies(a.ties, b.ties)).map(
    ({ ties: _, ...one }) => one,
  );
}

/** Ranks what was measured; a smaller or a larger value is better. */
export function rankMeasured(
  better: "lower" | "higher",
  entries: readonly { entryId: string; value: number }[],
): Ranked[] {
  return placed(entries, (a, b) => (better === "lower" ? a.value - b.value : b.value - a.value));
}

function placed<E>(entries: readonly E[], order: (a: E, b: E) => number): (E & { place: number })[] {
  const sorted = [...entries].sort(order);
  let place = 0;
  return sorted.map((one, at) => {
    const before = sorted[at - 1];
    if (before === undefined || order(before, one) !== 0) place = at + 1;
    return { ...one, place };
  });
}

function trimmed(marks: readonly number[]): number[] {
  const sorted = [...marks].sort((a, b) => a - b);
  return sorted.length < 3 ? sorted : sorted.slice(1, -1);
}

function byTies(a: readonly number[], b: readonly number[]): number {
  for (const [at, mark] of a.entries()) {
    const apart = (b[at] ?? 0) - mark;
    if (apart !== 0) return apart;
  }
  return 0;
}
