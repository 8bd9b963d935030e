import type { Box, Point } from "#libs/geo";
import { short, tag, xml } from "./draw.ts";

/** `unknown` is for places without hours, such as squares. */
export type OpenState = "open" | "soon" | "closed" | "unknown";

export interface MapPoint {
  readonly id: string;
  readonly name: string;
  /** Language of the name, when it is not the page's. */
  readonly lang?: string;
  readonly at: Point;
  readonly state: OpenState;
  /** One or two letters or digits that tie the mark to a list beside the map. */
  readonly tag?: string;
}

/** One mark: a point, or several that would cover each other. */
export interface Mark {
  readonly points: readonly MapPoint[];
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Points as pixels; those nearer than `apart` pixels to an earlier one join its mark. With `apart` 0 every point stays alone. */
export function marksOf(points: readonly { point: MapPoint; x: number; y: number }[], apart: number): Mark[] {
  const groups: { points: MapPoint[]; x: number; y: number }[] = [];
  for (const { point, x, y } of points) {
    const near = groups.find((g) => Math.hypot(g.x - x, g.y - y) < apart);
    if (near) near.points.push(point);
    else groups.push({ points: [point], x, y });
  }
  return groups.map((group) => ({ ...group, radius: radiusOf(group.points) }));
}

function radiusOf(points: readonly MapPoint[]): number {
  if (points.length > 1) return 11 + Math.min(9, Math.sqrt(points.length) * 1.2);
  return points[0]?.tag ? 10 : 6;
}

/**
 * Moves marks that cover each other apart until they only touch, at most `most` pixels each: near the middle of a city a few pixels are a few
 * metres, and a hidden mark is worse than one a house further.
 */
export function spread(marks: readonly Mark[], most: number): Mark[] {
  const moved = marks.map((mark) => ({ ...mark }));
  for (let round = 0; round < 12; round++) {
    for (const [i, a] of moved.entries()) {
      for (const b of moved.slice(i + 1)) push(a, b);
    }
  }
  return moved.map((mark, i) => within(mark, marks[i] ?? mark, most));
}

function push(
  a: { x: number; y: number; radius: number },
  b: { x: number; y: number; radius: number },
): void {
  const least = a.radius + b.radius + 1;
  const apart = Math.hypot(b.x - a.x, b.y - a.y);
  if (apart >= least) return;
  // two marks on one spot part to the sides, the same way every time
  const [ux, uy] = apart < 0.01 ? [1, 0] : [(b.x - a.x) / apart, (b.y - a.y) / apart];
  const half = (least - apart) / 2;
  a.x -= ux * half;
  a.y -= uy * half;
  b.x += ux * half;
  b.y += uy * half;
}

function within(mark: Mark, from: Mark, most: number): Mark {
  const moved = Math.hypot(mark.x - from.x, mark.y - from.y);
  if (moved <= most) return mark;
  const share = most / moved;
  return { ...mark, x: from.x + (mark.x - from.x) * share, y: from.y + (mark.y - from.y) * share };
}

/** The square a mark covers, in pixels. */
export function boxOfMark({ x, y, radius }: Mark): Box {
  return [x - radius, y - radius, x + radius, y + radius];
}

/**
 * Marks as markup, the first of the list on top. State is in the form as well as the colour: open = a full disc, closing soon = a diamond,
 * closed = a ring, no hours = a dark disc. Several points together = a dark disc with their number.
 */
export function marksMarkup(marks: readonly Mark[], titleOf: (mark: Mark) => string): string {
  const each = marks.toReversed().map((mark) => {
    const [only, second] = mark.points;
    if (!only) return "";
    const inside = second ? groupForm(mark) : formOf(only, mark);
    return `<g><title>${xml(titleOf(mark))}</title>${inside}</g>`;
  });
  const shared = {
    stroke: "#ffffff",
    "stroke-width": 2,
    "font-size": 12,
    "font-weight": 700,
    "text-anchor": "middle",
  };
  return tag("g", { class: "m-marks", ...shared }, each.join(""));
}

function groupForm({ x, y, radius: r, points }: Mark): string {
  const disc = tag("circle", { cx: x, cy: y, r, class: "m-group", fill: "#1b1a17" });
  return disc + letters(x, y, String(points.length), "m-on-mark");
}

function formOf(point: MapPoint, { x, y, radius: r }: Mark): string {
  const inside = point.tag ? letters(x, y, point.tag, point.state === "closed" ? "m-tag" : "m-on-mark") : "";
  return shapeOf(point, x, y, r) + inside;
}

function shapeOf({ state, tag: text }: MapPoint, x: number, y: number, r: number): string {
  if (state === "open") return tag("circle", { cx: x, cy: y, r, class: "m-open", fill: "#0b6e69" });
  if (state === "soon") {
    const half = r * 1.2;
    const d = `M${short(x)} ${short(y - half)}l${short(half)} ${short(half)}-${short(half)} ${short(half)}-${short(half)}-${short(half)}z`;
    return tag("path", { d, class: "m-soon", fill: "#8a5a00" });
  }
  if (state === "closed")
    return tag("circle", { cx: x, cy: y, r: r - 1, class: "m-closed", fill: "#ffffff", stroke: "#6b6860" });
  return tag("circle", { cx: x, cy: y, r: text ? r : r * 0.75, class: "m-unknown", fill: "#1b1a17" });
}

function letters(x: number, y: number, text: string, look: "m-on-mark" | "m-tag"): string {
  const fill = look === "m-tag" ? "#1b1a17" : "#ffffff";
  return tag("text", { x, y: y + 4.2, class: look, fill, stroke: "none" }, xml(text));
}
