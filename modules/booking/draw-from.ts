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

/** A pool as it stands now; `releasesAt` never before the opening. */
export interface PoolNow {
  channel: string;
  left: number;
  releasesAt: Temporal.Instant | string;
}

/** A pool of an offer as it stands now. */
export function poolNow<P extends Pool>(offer: Pick<Offer, "opensAt">, pool: P) {
  return { ...pool, left: placesLeft(pool), releasesAt: releaseOf(offer, pool) };
}

/**
 * The pool that gives so many places: of these channels in order the first that is released and has them all, else the released one
 * with most left, else the one released first. Null where the offer has none of them.
 */
export function poolToDrawFrom<P extends PoolNow>(
  pools: readonly P[],
  channels: readonly PoolChannel[],
  { size, now }: { size: number; now: Temporal.Instant },
): P | null {
  const theirs = channels.flatMap((channel) => pools.filter((pool) => pool.channel === channel));
  const released = theirs.filter(({ releasesAt }) => Temporal.Instant.compare(releasesAt, now) <= 0);
  return (
    released.find(({ left }) => left >= size) ??
    released.toSorted((a, b) => b.left - a.left)[0] ??
    theirs.toSorted((a, b) => Temporal.Instant.compare(a.releasesAt, b.releasesAt))[0] ??
    null
  );
}
