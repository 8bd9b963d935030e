/** What a map of the city shows first: where the reader is, else where most of what was found lies. Pure. */
import { type Box, boxOf, type Point } from "#libs/geo";

export interface FoundPoint {
  readonly at: Point;
  readonly district: string | null;
}

/** Degrees: at least about a kilometre to each side, and no map of one house. */
const least = 0.012;
/** So few are shown all at once, however far apart. */
const few = 12;
/** A village far out does not make the town small. */
const leftOut = 0.1;

/** The box to begin with, or null when there is nothing to see. `around`: begin there, whatever was found. */
export function firstView(points: readonly FoundPoint[], around: Point | null): Box | null {
  if (around) return widened([...around, ...around]);
  const box = boxOf(points.map(({ at }) => at));
  if (!box || points.length <= few) return box && widened(box);
  const main = mostCommon(points);
  return widened([
    ...quantiles(
      main.map(({ at }) => at),
      leftOut,
    ),
    ...quantiles(
      main.map(({ at }) => at),
      1 - leftOut,
    ),
  ]);
}

/** Those in the district in which most lie. */
function mostCommon(points: readonly FoundPoint[]): readonly FoundPoint[] {
  const parts = [...Map.groupBy(points, ({ district }) => district).values()];
  return parts.reduce((most, part) => (part.length > most.length ? part : most), []);
}

function quantiles(points: readonly Point[], share: number): Point {
  const of = (values: number[]) =>
    values.toSorted((a, b) => a - b)[Math.round((values.length - 1) * share)] ?? 0;
  return [of(points.map(([lon]) => lon)), of(points.map(([, lat]) => lat))];
}

function widened([west, south, east, north]: Box): Box {
  const [lon, lat] = [(west + east) / 2, (south + north) / 2];
  const [halfLon, halfLat] = [Math.max((east - west) / 2, least), Math.max((north - south) / 2, least)];
  return [lon - halfLon, lat - halfLat, lon + halfLon, lat + halfLat];
}
