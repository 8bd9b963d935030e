import {
  type Box,
  clipped,
  innermostPoint,
  type Point,
  type Polygon,
  polygonsOf,
  type Shape,
  thinTogether,
} from "#libs/geo";
import { pathOf, tag } from "./draw.ts";
import type { Frame } from "./frame.ts";

export interface MapDistrict {
  readonly code: string;
  readonly name: string;
  readonly shape: Shape;
}

/** What a district looks like through a frame: its path, and the pixel point where its name sits best with the room around it. */
export interface DrawnDistrict {
  readonly district: MapDistrict;
  readonly path: string;
  readonly name: { readonly at: Point; readonly clear: number } | null;
}

const BEYOND = 6; // pixels past the frame, so that cut edges are never seen
const LEAST_TRIANGLE_PX2 = 1.2; // smaller bends cannot be seen

/** Draws districts through a frame: thinned for this size as neighbours, cut to the window. Those outside it are left out. */
export function drawDistricts(districts: readonly MapDistrict[], frame: Frame): DrawnDistrict[] {
  const window: Box = [-BEYOND, -BEYOND, frame.size.width + BEYOND, frame.size.height + BEYOND];
  const inPixels = districts.map(({ shape }) => throughFrame(shape, frame));
  const thin = thinTogether(inPixels, LEAST_TRIANGLE_PX2);
  return districts.flatMap((district, i) => {
    const shape = thin[i];
    const seen = shape
      ? polygonsOf(shape)
          .map((polygon) => clipped(polygon, window))
          .filter((p) => p.length > 0)
      : [];
    if (seen.length === 0) return [];
    return [{ district, path: pathOf(seen), name: bestName(seen) }];
  });
}

/** The areas and their borders as markup. */
export function landMarkup(drawn: readonly DrawnDistrict[]): string {
  const d = drawn.map((one) => one.path);
  return (
    tag("path", { class: "m-land", d: d.join(""), fill: "#ffffff" }) +
    tag("path", {
      class: "m-border",
      d: d.join(""),
      fill: "none",
      stroke: "#cdc7b9",
      "stroke-linejoin": "round",
    })
  );
}

function throughFrame(shape: Shape, frame: Frame): Shape {
  const coordinates = polygonsOf(shape).map((polygon) => polygon.map((ring) => ring.map(frame.at)));
  return { type: "MultiPolygon", coordinates };
}

function bestName(polygons: readonly Polygon[]): { at: Point; clear: number } | null {
  const found = polygons.flatMap((polygon) => innermostPoint(polygon, 2) ?? []);
  return found.toSorted((a, b) => b.clear - a.clear)[0] ?? null;
}
