import type { MapPoint } from "./marks.ts";
import { type MapLabels, WALK, type Walk } from "./svg-map.ts";

/** The sentence behind a key, as the page's own text function gives it. */
export type Say = (key: string, values?: Record<string, string | number>) => string;

export interface LabelFacts {
  /** The city, or what stands in the middle. */
  readonly name: string;
  readonly points: readonly MapPoint[];
  readonly districts: number;
  /** From mapAllowed(): which review sentence is true. */
  readonly reviewNumber: string | null;
  /** Surroundings on foot, of the reader or of something with a name; null for the whole city. */
  readonly near: "reader" | "place" | null;
  readonly walk?: Walk;
}

/** All words of a map from the catalogue (`map.*`). Distances beyond a kilometre in kilometres, an inset's to the nearest ten. */
export function mapLabels(say: Say, facts: LabelFacts): MapLabels {
  const { name, points, districts, near, reviewNumber, walk = WALK } = facts;
  const open = points.filter((p) => p.state === "open" || p.state === "soon").length;
  const minutes = walk.minutes.at(-1) ?? 0;
  const counts = { total: points.length, open, districts, minutes };
  const estimate = say("map.walk-estimate", { detour: walk.detour, speed: walk.kmPerHour });
  return {
    title: titleOf(say, facts),
    description: near ? `${describeNear(say, facts, counts)} ${estimate}` : say("map.describe-city", counts),
    here: near === "reader" ? say("map.here") : name,
    north: say("map.north"),
    review: reviewNumber ? say("map.review-number", { number: reviewNumber }) : say("map.demo-label"),
    distance: (metres) =>
      metres < 1000 ? say("map.metres", { metres }) : say("map.kilometres", { km: metres / 1000 }),
    walk: (n) => say("map.walk-minutes", { minutes: n }),
    inset: (km, towards, unnamed) => {
      const facts = { km: Math.round(km / 10) * 10, towards };
      return unnamed === null ? say("map.inset", facts) : say("map.inset-named", { ...facts, name: unnamed });
    },
    place: (p) => say("map.place", { name: p.name, state: p.state }),
    group: (many) => say("map.group", { count: many.length, name: many[0]?.name ?? "" }),
  };
}

function titleOf(say: Say, { near, name }: LabelFacts): string {
  if (near === "reader") return say("map.title-here");
  return say(near ? "map.title-near" : "map.title-city", { name });
}

function describeNear(say: Say, { near, name }: LabelFacts, counts: Record<string, number>): string {
  return near === "reader"
    ? say("map.describe-near", counts)
    : say("map.describe-around", { ...counts, name });
}
