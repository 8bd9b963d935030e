/** When one may rate, and from when on an average is told. Pure. */

/** From so many answers on an average is told: of fewer one could guess who gave which. */
export const leastAnswers = 5;
/** So many hours after the end one may still rate: thirty days. */
export const hoursToRate = 30 * 24;

/** Why this person may not rate a session now, or null. */
export function reasonAgainstRating(
  { came, given }: { came: boolean; given: boolean },
  { endsAt, now }: { endsAt: number; now: number },
): "not-come" | "given" | "not-over" | "too-late" | null {
  if (!came) return "not-come";
  if (given) return "given";
  if (now < endsAt) return "not-over";
  return now >= endsAt + hoursToRate * 3_600_000 ? "too-late" : null;
}

/** The average to one decimal, or null while there are too few. */
export function ratingOf({
  count,
  sum,
}: {
  count: number;
  sum: number;
}): { average: number; count: number } | null {
  return count < leastAnswers ? null : { average: Math.round((sum * 10) / count) / 10, count };
}
