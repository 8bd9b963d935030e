/** The line of those who wait for places: who is next, for how long places are held for them, when it ends. Pure. */
import { Temporal } from "temporal-polyfill";
import { isReleased, type PoolNow, poolToDrawFrom } from "../offers/draw-from.ts";
import type { Against, PoolChannel } from "../offers/offer.ts";

export interface InLine {
  id: string;
  subject: string;
  size: number;
  /** Of them so many come in a wheelchair, where seats are numbered. */
  wheelchairs: number;
  channels: readonly PoolChannel[];
}

/**
 * How long an offer of places stands, by how long it is until the line ends: a day where there is time, less the nearer it is. The
 * first number is what others use; the shorter ones are our own suggestion.
 */
const tiers = [
  { minutesLeft: 72 * 60, minutes: 24 * 60 },
  { minutesLeft: 24 * 60, minutes: 6 * 60 },
  { minutesLeft: 6 * 60, minutes: 2 * 60 },
  { minutesLeft: 2 * 60, minutes: 30 },
  { minutesLeft: 0, minutes: 15 },
] as const;

/** So long somebody has who is told of it in the morning. */
const morningMinutes = 120;

/**
 * Until when places are held for somebody who is offered them now, and not before they had time since they could read it; never
 * beyond the end of the line. `readable`: when what is told now is read (at night: in the morning).
 */
export function heldUntil(
  ends: Temporal.Instant,
  now: Temporal.Instant,
  readable: Temporal.Instant = now,
): Temporal.Instant {
  const left = now.until(ends).total("minutes");
  const minutes = tiers.find(({ minutesLeft }) => left >= minutesLeft)?.minutes ?? 0;
  const usual = now.add({ minutes });
  const rested = readable.add({ minutes: readable.equals(now) ? 0 : morningMinutes });
  const until = Temporal.Instant.compare(usual, rested) < 0 ? rested : usual;
  return Temporal.Instant.compare(until, ends) < 0 ? until : ends;
}

/** Are there only too few places for them? Then somebody waits, and keeps their place; any other reason is one of their own. */
export function isWantOfPlaces({ id }: Pick<Against, "id">): boolean {
  return wantOfPlaces.has(id);
}

const wantOfPlaces = new Set([
  "claim.none-left",
  "claim.too-few-left",
  "claim.seats-short",
  "claim.wheelchair-spaces-short",
]);

export interface Served<E extends InLine, P extends PoolNow> {
  offered: { entry: E; pool: P }[];
  /** Who could not be given the places that were there, for a reason of their own. */
  passedOver: { entry: E; because: Against }[];
}

/**
 * Goes down the line and gives each who fits all they asked for. Who needs more than is free is skipped and keeps their place; the
 * pools count down on the way.
 */
export function serve<E extends InLine, P extends PoolNow & { taken: number }>(
  entries: readonly E[],
  pools: readonly P[],
  { now, against }: { now: Temporal.Instant; against: (entry: E, pool: P) => Against | null },
): Served<E, P> {
  const served: Served<E, P> = { offered: [], passedOver: [] };
  for (const entry of entries) {
    const pool = poolToDrawFrom(pools, entry.channels, { size: entry.size, now });
    if (!pool || !isReleased(pool, now) || pool.left < entry.size) continue;
    const because = against(entry, pool);
    if (because && isWantOfPlaces(because)) continue;
    if (because) served.passedOver.push({ entry, because });
    else {
      pool.left -= entry.size;
      pool.taken += entry.size;
      served.offered.push({ entry, pool });
    }
  }
  return served;
}
