import { accessOf, notBuilt, passesBarrier } from "./access.ts";
import { bothWays, closed, type Profile, type Speeds, type Tags } from "./profile.ts";
import { cyclingSlope } from "./slope.ts";
import { walking } from "./walking.ts";

/** Share of the riding speed on ways that are open to bicycles without any other tag (wiki.openstreetmap.org/wiki/Bicycle). */
const rideable: Record<string, number> = {
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
  living_street: 0.7,
  service: 0.8,
  cycleway: 1.1,
  track: 0.7,
  path: 0.7,
  road: 1,
  busway: 0,
};

/** Where one walks with the bicycle unless `bicycle=yes` lets one ride. */
const pushed: ReadonlySet<string> = new Set([
  "footway",
  "pedestrian",
  "platform",
  "corridor",
  "crossing",
  "bridleway",
]);

const keys = ["bicycle", "vehicle", "access"] as const;
const pushKmh = 4;
const onFoot = walking({ kmh: pushKmh });

/** By bicycle, 15 km/h on the level unless told otherwise; where riding is not allowed and walking is, the bicycle is pushed at 4 km/h. */
export function cycling({ kmh = 15, name = "cycling" } = {}): Profile {
  return {
    name,
    speeds: (tags) => cyclingSpeeds(tags, kmh),
    passes: (tags) => passesBarrier(tags, ["bicycle", "foot", "access"]),
    slope: cyclingSlope,
  };
}

function cyclingSpeeds(tags: Tags, kmh: number): Speeds {
  const highway = tags.get("highway") ?? "";
  if (highway === "" || notBuilt.has(highway) || highway === "steps" || highway === "elevator") return closed;
  const ridden = riddenSpeeds(tags, kmh);
  // Against a one-way street one may still push; fine streets for that are those people walk in.
  const onTheSide = tags.get("bicycle") === "no" ? closed : onFoot.speeds(tags);
  return {
    forward: Math.max(ridden.forward, onTheSide.forward),
    backward: Math.max(ridden.backward, onTheSide.backward),
  };
}

function riddenSpeeds(tags: Tags, kmh: number): Speeds {
  const highway = tags.get("highway") ?? "";
  const bicycle = tags.get("bicycle");
  if (bicycle === "dismount" || bicycle === "use_sidepath") return closed;
  const said = accessOf(tags, keys);
  if (said === "closed") return closed;
  const isOpened = accessOf(tags, ["bicycle"]) === "open";
  if (tags.get("motorroad") === "yes" && !isOpened) return closed;
  const share = pushed.has(highway) ? (isOpened ? 0.7 : 0) : (rideable[highway] ?? (isOpened ? 1 : 0));
  const speed = kmh * share * (surfaces[tags.get("surface") ?? ""] ?? 1);
  if (speed === 0) return closed;
  const way = onewayOf(tags);
  if (way === "both") return bothWays(speed);
  return way === "forward" ? { forward: speed, backward: 0 } : { forward: 0, backward: speed };
}

/** Share of the speed on a surface; what is not here, and what nobody told, is as good as asphalt. */
const surfaces: Record<string, number> = {
  compacted: 0.9,
  sett: 0.7,
  cobblestone: 0.5,
  unhewn_cobblestone: 0.4,
  fine_gravel: 0.8,
  gravel: 0.6,
  pebblestone: 0.5,
  unpaved: 0.7,
  ground: 0.6,
  dirt: 0.6,
  earth: 0.6,
  grass: 0.4,
  mud: 0.3,
  sand: 0.3,
};

/** wiki.openstreetmap.org/wiki/Key:oneway:bicycle and Key:cycleway: what is said of bicycles goes before what is said of all. */
function onewayOf(tags: Tags): "both" | "forward" | "backward" {
  const special = tags.get("oneway:bicycle");
  const general = tags.get("oneway");
  const said = special ?? general ?? (isRoundabout(tags) ? "yes" : "no");
  const way =
    said === "yes" || said === "1" || said === "true"
      ? "forward"
      : said === "-1" || said === "reverse"
        ? "backward"
        : "both";
  return way !== "both" && special === undefined && hasContraflow(tags) ? "both" : way;
}

const isRoundabout = (tags: Tags) =>
  tags.get("junction") === "roundabout" || tags.get("junction") === "circular";

function hasContraflow(tags: Tags): boolean {
  for (const side of ["cycleway", "cycleway:left", "cycleway:right", "cycleway:both"]) {
    if (tags.get(side)?.startsWith("opposite")) return true;
    if (tags.get(`${side}:oneway`) === "no" || tags.get(`${side}:oneway`) === "-1") return true;
  }
  return false;
}
