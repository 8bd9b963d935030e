/** How often a code is sent, how long a wrong password waits. */
import { Temporal } from "temporal-polyfill";

/** At most `max` codes to one number within `seconds`. With five tries each: 50 guesses a day against a million codes. */
const perPhone = [
  { max: 1, seconds: 60 },
  { max: 5, seconds: 3600 },
  { max: 10, seconds: 24 * 3600 },
] as const;

/** One signed-in helper asks at most so many people a day. */
export const helpAsksPerDay = 30;

/** The window one has to look back over. */
export const codeWindow = Temporal.Duration.from({ hours: 24 });

/** Seconds until this number may get another code; 0 for now. `sent`: when codes went to it in the last day. */
export function secondsToNextCode(sent: readonly Temporal.Instant[], now: Temporal.Instant): number {
  const ages = sent.map((at) => now.since(at).total("seconds")).sort((one, other) => one - other);
  const waits = perPhone.map(({ max, seconds }) => {
    const oldestThatCounts = ages[max - 1];
    return oldestThatCounts === undefined ? 0 : seconds - oldestThatCounts;
  });
  return Math.max(0, Math.ceil(Math.max(...waits)));
}

const freeFailures = 5;
const longestWait = 3600;

/** Seconds a login waits after so many failures in a row: none up to five, then 1, 2, 4 … minutes, at most an hour. */
export function secondsLocked(failures: number): number {
  return failures < freeFailures ? 0 : Math.min(longestWait, 60 * 2 ** (failures - freeFailures));
}
