/** Directions in words: which way and how far a place lies from another that people know. Straight lines, and said so. */
import { metresBetween } from "#libs/coordinates";
import { type Compass, compassTo } from "#libs/geo";
import type { Db } from "#platform/db";
import { nearestKnown } from "./find-store.ts";

interface Spot {
  lon: number;
  lat: number;
}

export interface Way {
  /** Straight line. */
  metres: number;
  towards: Compass;
}

/** The straight way from one spot to another, both WGS-84. */
export function wayBetween(from: Spot, to: Spot): Way {
  return {
    metres: Math.round(metresBetween(from, to)),
    towards: compassTo([from.lon, from.lat], [to.lon, to.lat]),
  };
}

export interface Landmark extends Way {
  id: string;
  name: string;
  names: Record<string, string>;
}

/** Further away nobody finds a place by it. */
const farthest = 5_000;

/** The nearest place of the city or a district within 5 km and the way from there; null when there is none. */
export async function landmarkFor(db: Db, place: { id: string; wgs: Spot | null }): Promise<Landmark | null> {
  if (!place.wgs) return null;
  const known = await nearestKnown(db, { ...place.wgs, except: place.id, within: farthest });
  if (!known) return null;
  const { id, name, names, ...spot } = known;
  const way = wayBetween(spot, place.wgs);
  return way.metres <= farthest ? { id, name, names, ...way } : null;
}
