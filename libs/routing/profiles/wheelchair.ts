import { accessOf, passesBarrier } from "./access.ts";
import { bothWays, closed, type Profile, type Speeds, type Tags } from "./profile.ts";
import { steepestForWheels, wheelchairSlope } from "./slope.ts";
import { walking } from "./walking.ts";

/** Share of the speed on a surface (wiki.openstreetmap.org/wiki/Key:surface); 0 is closed. What nobody told is taken as paved. */
const surfaces: Record<string, number> = {
  paved: 1,
  asphalt: 1,
  concrete: 1,
  "concrete:plates": 0.9,
  "concrete:lanes": 0.6,
  paving_stones: 0.9,
  bricks: 0.8,
  metal: 0.9,
  wood: 0.9,
  compacted: 0.8,
  sett: 0.6,
  cobblestone: 0.4,
  unhewn_cobblestone: 0,
  fine_gravel: 0.6,
  gravel: 0.3,
  pebblestone: 0,
  unpaved: 0.5,
  ground: 0.4,
  dirt: 0.4,
  earth: 0.4,
  grass: 0.3,
  grass_paver: 0.5,
  mud: 0,
  sand: 0,
  rock: 0,
  snow: 0,
  ice: 0,
};

/** wiki.openstreetmap.org/wiki/Key:smoothness: wheels of a wheelchair need `intermediate` or better. */
const smoothness: Record<string, number> = {
  excellent: 1,
  good: 1,
  intermediate: 0.8,
  bad: 0.4,
  very_bad: 0,
  horrible: 0,
  very_horrible: 0,
  impassable: 0,
};

/** A way of paths through nature is no pavement unless somebody says what it is made of. */
const untoldSurface: Record<string, number> = { path: 0.5, track: 0.5, bridleway: 0 };

/** Metres; the least clear width of a door in GB 50763-2012. */
const narrowest = 0.8;

const keys = ["wheelchair", "foot", "access"] as const;
const walkingWays = walking();

/** In a wheelchair, 3.6 km/h on the level unless told otherwise: no steps, no raised kerbs, nothing steep, narrow or loose. */
export function wheelchair({ kmh = 3.6, name = "wheelchair" } = {}): Profile {
  return {
    name,
    speeds: (tags) => wheelchairSpeeds(tags, kmh),
    passes: (tags) => passesKerb(tags) && passesBarrier(tags, keys) && !isNarrow(tags),
    slope: wheelchairSlope,
  };
}

function wheelchairSpeeds(tags: Tags, kmh: number): Speeds {
  const walked = walkingWays.speeds(tags);
  if (walked === closed || tags.get("wheelchair") === "no") return closed;
  const isTold = accessOf(tags, ["wheelchair"]) === "open";
  if (tags.get("highway") === "steps" && !isTold && !hasRamp(tags)) return closed;
  if (tags.get("conveying") && tags.get("conveying") !== "no") return closed;
  const share = groundShare(tags);
  // Whoever says that wheelchairs pass has been there: then what is rough is slow, not closed.
  const speed = kmh * (isTold ? Math.max(share, 0.5) : share);
  if (!isTold && (isNarrow(tags) || isSteep(tags))) return closed;
  if (speed === 0) return closed;
  return walked.forward === walked.backward
    ? bothWays(speed)
    : { forward: walked.forward > 0 ? speed : 0, backward: walked.backward > 0 ? speed : 0 };
}

const hasRamp = (tags: Tags) =>
  tags.get("ramp:wheelchair") === "yes" || tags.get("ramp:wheelchair") === "separate";

function groundShare(tags: Tags): number {
  const surface = surfaces[tags.get("surface") ?? ""] ?? untoldSurface[tags.get("highway") ?? ""] ?? 1;
  return Math.min(surface, smoothness[tags.get("smoothness") ?? ""] ?? 1);
}

/** wiki.openstreetmap.org/wiki/Key:kerb: `lowered` is up to 3 cm. */
function passesKerb(tags: Tags): boolean {
  if (accessOf(tags, ["wheelchair"]) === "open") return true;
  const kerb = tags.get("kerb") ?? (tags.get("barrier") === "kerb" ? "raised" : "");
  const height = metres(tags.get("kerb:height"));
  if (height !== null) return height <= 0.03;
  return kerb !== "raised" && kerb !== "rolled" && kerb !== "regular";
}

const isNarrow = (tags: Tags) => {
  const width = metres(tags.get("width") ?? tags.get("maxwidth:physical"));
  return width !== null && width < narrowest;
};

/** wiki.openstreetmap.org/wiki/Key:incline: "8%", "-4.5 °"; "up" and "down" say no number. */
function isSteep(tags: Tags): boolean {
  const said = /^([-+]?\d+(?:[.,]\d+)?)\s*(%|°)/.exec(tags.get("incline") ?? "");
  if (!said) return false;
  const value = Math.abs(Number((said[1] ?? "").replace(",", ".")));
  const incline = said[2] === "%" ? value / 100 : Math.tan((value * Math.PI) / 180);
  return incline > steepestForWheels;
}

/** "1.2", "1.2 m", "80 cm" in metres; null for anything else. */
function metres(text: string | undefined): number | null {
  const said = /^(\d+(?:[.,]\d+)?)\s*(m|cm)?$/.exec(text?.trim() ?? "");
  if (!said) return null;
  return Number((said[1] ?? "").replace(",", ".")) / (said[2] === "cm" ? 100 : 1);
}
