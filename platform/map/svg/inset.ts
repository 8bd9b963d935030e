import { metresBetween } from "#libs/coordinates";
import {
  areaKm2,
  type Box,
  boxOfGeometry,
  type Compass,
  compassTo,
  joinedBox,
  type Point,
  polygonsOf,
  whereIs,
} from "#libs/geo";
import { type Frame, frameOf, type Size, sameScale } from "./frame.ts";
import type { MapDistrict } from "./land.ts";

/** A far part of the city in its own small window of the same scale. */
export interface Inset {
  readonly districts: readonly MapDistrict[];
  readonly frame: Frame;
  /** Upper left corner of the window in the map, pixels. */
  readonly corner: Point;
  readonly km: number;
  readonly towards: Compass;
}

const SQUEEZED = 1.15; // worth an inset when drawing everything in one frame would make the main part this much smaller
const INSET_PAD = 10;

/**
 * Frames the whole city. When a part lies far off (an exclave), it moves to an inset of the same scale in the emptiest corner, so that the main
 * part does not shrink. Null without districts.
 */
export function cityFrames(
  districts: readonly MapDistrict[],
  size: Size,
  margin: number,
): { main: Frame; near: readonly MapDistrict[]; insets: Inset[] } | null {
  const [core, ...far] = connectedParts(districts).toSorted((a, b) => area(b) - area(a));
  const whole = boxAround(districts);
  if (!core || !whole) return null;
  const everything = frameOf(whole, size, margin);
  const coreBox = boxAround(core);
  if (far.length === 0 || !coreBox) return { main: everything, near: districts, insets: [] };
  const main = frameOf(coreBox, size, margin);
  if (everything.metresPerPixel < main.metresPerPixel * SQUEEZED)
    return { main: everything, near: districts, insets: [] };
  const insets: Inset[] = [];
  for (const part of far) insets.push(insetFor(part, coreBox, core, main, insets));
  return { main, near: core, insets };
}

function insetFor(
  part: readonly MapDistrict[],
  coreBox: Box,
  core: readonly MapDistrict[],
  main: Frame,
  others: Inset[],
): Inset {
  const box = boxAround(part) ?? coreBox;
  const [a, b] = [main.at([box[0], box[3]]), main.at([box[2], box[1]])];
  const window = { width: b[0] - a[0] + 2 * INSET_PAD, height: b[1] - a[1] + 2 * INSET_PAD };
  const corner = emptiestCorner(window, core, main, others);
  const [from, to] = [middle(coreBox), middle(box)];
  return {
    districts: part,
    frame: sameScale(main, box, window),
    corner,
    km: kmBetween(from, to),
    towards: compassTo(from, to),
  };
}

function emptiestCorner(window: Size, core: readonly MapDistrict[], main: Frame, others: Inset[]): Point {
  const { width, height } = main.size;
  const [right, bottom] = [width - window.width - 10, height - window.height - 10];
  // clear of the review number (lower left), the scale (lower right) and the arrow (upper end of either direction)
  const corners: Point[] = [
    [right, bottom - 38],
    [10, bottom - 26],
    [10, 58],
    [right, 58],
  ];
  const covered = ([x, y]: Point) => {
    if (others.some((o) => o.corner[0] === x && o.corner[1] === y)) return Infinity;
    const inside = core.map(({ shape }) => ({
      type: "MultiPolygon" as const,
      coordinates: polygonsOf(shape).map((p) => p.map((ring) => ring.map(main.at))),
    }));
    let hits = 0;
    for (let i = 0; i <= 6; i++)
      for (let j = 0; j <= 6; j++) {
        const probe: Point = [x + (i / 6) * window.width, y + (j / 6) * (window.height + 20)];
        if (inside.some((shape) => whereIs(probe, shape) !== "outside")) hits++;
      }
    return hits;
  };
  return corners.toSorted((p, q) => covered(p) - covered(q))[0] ?? [right, bottom];
}

/** Districts grouped by borders they share (at least one common corner). */
function connectedParts(districts: readonly MapDistrict[]): MapDistrict[][] {
  const corners = districts.map((d) => new Set(polygonsOf(d.shape).flat(2).map(String)));
  const parts: number[][] = [];
  districts.forEach((_, i) => {
    const touching = parts.filter((part) => part.some((j) => shareACorner(corners[i], corners[j])));
    const rest = parts.filter((part) => !touching.includes(part));
    parts.splice(0, parts.length, ...rest, [...touching.flat(), i]);
  });
  return parts.map((part) => part.flatMap((i) => districts[i] ?? []));
}

function shareACorner(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): boolean {
  for (const corner of a ?? []) if (b?.has(corner)) return true;
  return false;
}

function boxAround(districts: readonly MapDistrict[]): Box | null {
  const boxes = districts.flatMap((d) => {
    const box = boxOfGeometry(d.shape);
    return box ? [box] : [];
  });
  return boxes.length === 0 ? null : boxes.reduce(joinedBox);
}

function area(districts: readonly MapDistrict[]): number {
  return districts.reduce((sum, d) => sum + areaKm2(d.shape), 0);
}

function middle([w, s, e, n]: Box): Point {
  return [(w + e) / 2, (s + n) / 2];
}

function kmBetween([lon, lat]: Point, [lon2, lat2]: Point): number {
  return metresBetween({ lon, lat }, { lon: lon2, lat: lat2 }) / 1000;
}
