/** On which days a place was public: what its end or its move takes out of the figures of one and puts into another's. */
import type { DatedStep } from "#platform/publishing";

/** First day, and the first day no more; null while it goes on. */
interface Days {
  from: string;
  to: string | null;
}

/** The days from one on, on which what went through these steps was public: as `wasPublic` says it of each day. Pure. */
export function publicDays(from: string, steps: readonly DatedStep[]): Days[] {
  const [first] = steps;
  const adopted = first?.step === "adopt" && first.by === null;
  // The last step of a day says how the day ended.
  const ended = new Map([["", adopted], ...steps.map(({ day, to }) => [day, to === "published"] as const)]);
  const turns = [...ended]
    .filter(([, is], at, all) => is !== (all[at - 1]?.[1] ?? false))
    .map(([day]) => day);
  return turns.flatMap((day, at) => {
    const to = turns[at + 1] ?? null;
    return at % 2 === 0 && (to === null || to > from) ? [{ from: day > from ? day : from, to }] : [];
  });
}
