/** What a change means to people who hold a place: another time or place concerns them, a better summary does not. Pure. */
import { Temporal } from "temporal-polyfill";

export type Concern = "time" | "place" | "link";

interface Somewhere {
  placeId: string | null;
  spaceId: string | null;
}
interface When {
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
}

/** What of a session became another, in the order in which people ask. */
export function sessionConcerns(before: Somewhere & When, after: Somewhere & When): Concern[] {
  const concerns: Concern[] = [];
  const sameTime =
    Temporal.Instant.compare(before.startsAt, after.startsAt) === 0 &&
    Temporal.Instant.compare(before.endsAt, after.endsAt) === 0;
  if (!sameTime) concerns.push("time");
  if (before.placeId !== after.placeId || before.spaceId !== after.spaceId) concerns.push("place");
  return concerns;
}

/** What of an event became another. */
export function eventConcerns(
  before: Somewhere & { link: string | null; mode: string },
  after: Somewhere & { link: string | null; mode: string },
): Concern[] {
  const concerns: Concern[] = [];
  if (before.placeId !== after.placeId || before.spaceId !== after.spaceId || before.mode !== after.mode)
    concerns.push("place");
  if (before.link !== after.link) concerns.push("link");
  return concerns;
}
