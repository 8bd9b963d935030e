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
/** The rest lies far out, and a village must not make the town small. */
const inTown = 2 / 3;

/** The box to begin with, or null when there is nothing to see. `around`: begin there, whatever was found. */
export function firstView(points: readonly FoundPoint[], around: Point | null): Box | null {
  if (around) return widened([...around, ...around]);
  const seen = points.length <= few ? points.map(({ at }) => at) : town(mostCommon(points));
  const box = boxOf(seen);
  return box && widened(box);
}

/** Those in the district in which most lie. */
function mostCommon(points: readonly FoundPoint[]): Point[] {
  const parts = [...Map.groupBy(points, ({ district }) => district).values()];
  return parts.reduce((most, part) => (part.length > most.length ? part : most), []).map(({ at }) => at);
}

/** The part of them nearest to their middle. */
function town(points: readonly Point[]): Point[] {
  const [lon, lat] = [median(points.map(([x]) => x)), median(points.map(([, y]) => y))];
  const shrunk = Math.cos((lat * Math.PI) / 180);
  const far = ([x, y]: Point) => Math.hypot((x - lon) * shrunk, y - lat);
  return points.toSorted((a, b) => far(a) - far(b)).slice(0, Math.ceil(points.length * inTown));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}

function widened([west, south, east, north]: Box): Box {
  const [lon, lat] = [(west + east) / 2, (south + north) / 2];
  const [halfLon, halfLat] = [Math.max((east - west) / 2, least), Math.max((north - south) / 2, least)];
  return [lon - halfLon, lat - halfLat, lon + halfLon, lat + halfLat];
}
