import type { Profile, Speeds, Tags } from "./profile.ts";

/** Share of the summer's speed on snow and ice, by highway: what is cleared first slows least. */
export interface Winter {
  /** For what is not named. */
  other: number;
  byHighway: Readonly<Record<string, number>>;
}

/**
 * Assumptions, not measurements: a tenth slower on packed snow, slower on steps and on what nobody clears. A city that has timed it
 * gives its own table.
 */
export const walkersWinter: Winter = {
  other: 0.9,
  byHighway: { steps: 0.6, path: 0.7, track: 0.7, bridleway: 0.6, footway: 0.85 },
};

/** Casters sink where a shoe walks. */
export const wheelchairWinter: Winter = {
  other: 0.7,
  byHighway: { path: 0, track: 0, bridleway: 0, footway: 0.6 },
};

/** Ridden where ploughs go. */
export const cyclistsWinter: Winter = { other: 0.75, byHighway: { path: 0.4, track: 0.4, cycleway: 0.7 } };

/** The same profile in winter, under the name `<name>-winter`. `winter_service=no` (wiki.openstreetmap.org/wiki/Key:winter_service) halves again; a way that is seasonal for summer is closed. */
export function inWinter(profile: Profile, winter: Winter): Profile {
  return {
    ...profile,
    name: `${profile.name}-winter`,
    speeds: (tags) => slowed(profile.speeds(tags), winterShare(tags, winter)),
  };
}

function winterShare(tags: Tags, { other, byHighway }: Winter): number {
  const seasonal = tags.get("seasonal");
  if (
    seasonal === "summer" ||
    seasonal === "spring" ||
    seasonal === "dry_season" ||
    tags.get("snowplowing") === "no"
  )
    return 0;
  const share = byHighway[tags.get("highway") ?? ""] ?? other;
  return tags.get("winter_service") === "no" ? share / 2 : share;
}

const slowed = ({ forward, backward }: Speeds, share: number): Speeds => ({
  forward: forward * share,
  backward: backward * share,
});
