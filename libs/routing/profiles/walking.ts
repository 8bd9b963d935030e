import { accessOf, notBuilt, passesBarrier } from "./access.ts";
import { bothWays, closed, type Profile, type Speeds, type Tags } from "./profile.ts";
import { walkingSlope } from "./slope.ts";

export const walkingKeys = ["foot", "access"] as const;

/**
 * What is open on foot without any other tag (wiki.openstreetmap.org/wiki/Key:highway, OSM_tags_for_routing/Access_restrictions), as a share
 * of the walking speed. Motorways are closed everywhere; trunk roads are not: in Chinese cities they are avenues with pavements, and where
 * they are none `motorroad=yes` or `foot=no` says so.
 */
const walkable: Record<string, number> = {
  trunk: 1,
  trunk_link: 1,
  primary: 1,
  primary_link: 1,
  secondary: 1,
  secondary_link: 1,
  tertiary: 1,
  tertiary_link: 1,
  unclassified: 1,
  residential: 1,
  living_street: 1,
  service: 1,
  pedestrian: 1,
  footway: 1,
  path: 1,
  track: 1,
  steps: 1,
  corridor: 1,
  platform: 1,
  road: 1,
  bridleway: 1,
  crossing: 1,
  // Walking is allowed where nothing else says no in most countries; in China the strip beside the pavement.
  cycleway: 1,
  elevator: 0.25,
};

/** Ways that only those with the key's word may walk: closed without `foot=yes`, `designated` … */
const onlyIfSaid: ReadonlySet<string> = new Set([
  "motorway",
  "motorway_link",
  "busway",
  "bus_guideway",
  "raceway",
]);

/** On foot, 4.5 km/h on the level unless told otherwise. */
export function walking({ kmh = 4.5, name = "walking" } = {}): Profile {
  return {
    name,
    speeds: (tags) => walkingSpeeds(tags, kmh),
    passes: (tags) => passesBarrier(tags, walkingKeys),
    slope: walkingSlope,
  };
}

/** Ferries are left to the timetable: without one nobody knows how long the wait is. */
function walkingSpeeds(tags: Tags, kmh: number): Speeds {
  const highway = tags.get("highway");
  const kind =
    highway ??
    (tags.get("railway") === "platform" || tags.get("public_transport") === "platform" ? "platform" : "");
  if (kind === "" || notBuilt.has(kind)) return closed;
  const said = accessOf(tags, walkingKeys);
  if (said === "closed") return closed;
  const isOpened = said === "open" && accessOf(tags, ["foot"]) === "open";
  if (onlyIfSaid.has(kind)) return isOpened ? bothWays(kmh) : closed;
  const share = walkable[kind];
  if (share === undefined) return closed;
  if (!isOpened && (tags.get("motorroad") === "yes" || isRoadTunnel(tags, kind))) return closed;
  const speed = kmh * share;
  // Escalators carry people one way; oneway:foot is the only other word that binds walkers.
  const conveying = tags.get("conveying");
  if (conveying === "forward" || tags.get("oneway:foot") === "yes") return { forward: speed, backward: 0 };
  if (conveying === "backward" || tags.get("oneway:foot") === "-1") return { forward: 0, backward: speed };
  return bothWays(speed);
}

const roads: ReadonlySet<string> = new Set(["trunk", "trunk_link", "primary", "primary_link"]);
const pavement: ReadonlySet<string> = new Set(["both", "left", "right", "yes", "separate"]);

/** A tunnel of a main road without a word about a pavement. */
function isRoadTunnel(tags: Tags, kind: string): boolean {
  const tunnel = tags.get("tunnel");
  if (!roads.has(kind) || tunnel === undefined || tunnel === "no") return false;
  return !["sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right"].some((key) =>
    pavement.has(tags.get(key) ?? ""),
  );
}
