/** Which pools places are taken from. Pure: pages show what this says, and whoever takes places obeys it. */
import { Temporal } from "temporal-polyfill";
import type { Actor } from "#platform/auth";
import { type Offer, type Pool, type PoolChannel, placesLeft, releaseOf } from "./offer.ts";

/**
 * The pools of whoever asks, the first before the next. Helper places are kept for those who are helped beside what everybody has:
 * where they do not suffice, the places on line are theirs as anybody's.
 */
export function poolsFor({ onBehalfOf }: Pick<Actor, "onBehalfOf">): readonly PoolChannel[] {
  return onBehalfOf ? ["helper", "online"] : ["online"];
}

/** The pools of people who come to the door without a claim: what is kept for walk-ins, then what the counter has not given away. */
export const atTheDoor = ["walk-in", "counter"] as const satisfies readonly PoolChannel[];

/** How many places the door has to give, those released later too. Null where it was never to give any. */
export function leftAtTheDoor(pools: readonly Pick<PoolNow, "channel" | "left">[]): number | null {
  const channels: readonly string[] = atTheDoor;
  const theirs = pools.filter(({ channel }) => channels.includes(channel));
  return theirs.length > 0 ? theirs.reduce((sum, { left }) => sum + left, 0) : null;
}

/** A pool as it stands now; `releasesAt` never before the opening. */
export interface PoolNow {
  channel: string;
  left: number;
  releasesAt: Temporal.Instant | string;
}

export function isReleased({ releasesAt }: Pick<PoolNow, "releasesAt">, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(releasesAt, now) <= 0;
}

/** A pool of an offer as it stands now. */
export function poolNow<P extends Pool>(offer: Pick<Offer, "opensAt">, pool: P) {
  return { ...pool, left: placesLeft(pool), releasesAt: releaseOf(offer, pool) };
}

/**
 * The pool that gives so many places: of these channels in order the first that is released and has them all, else the released one
 * with most left, else, where all that are released are taken, the next that is released with places. Null where the offer has none of
 * these channels.
 */
export function poolToDrawFrom<P extends PoolNow>(
  pools: readonly P[],
  channels: readonly PoolChannel[],
  { size, now }: { size: number; now: Temporal.Instant },
): P | null {
  const theirs = channels.flatMap((channel) => pools.filter((pool) => pool.channel === channel));
  const released = theirs.filter((pool) => isReleased(pool, now)).toSorted((a, b) => b.left - a.left);
  const coming = theirs
    .filter((pool) => !isReleased(pool, now) && pool.left > 0)
    .toSorted((a, b) => Temporal.Instant.compare(a.releasesAt, b.releasesAt));
  const enough = theirs.find((pool) => isReleased(pool, now) && pool.left >= size);
  const some = released.find(({ left }) => left > 0);
  return enough ?? some ?? coming[0] ?? released[0] ?? theirs[0] ?? null;
}
