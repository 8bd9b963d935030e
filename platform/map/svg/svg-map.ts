import { type Box, boxHas, boxOf, type Compass, type Point } from "#libs/geo";
import { short, tag, words, wordsOf, xml } from "./draw.ts";
import { type Frame, frameAround, frameOf, type Size } from "./frame.ts";
import { groundCrosses, hereMark, northArrow, roundBelow, scaleBar, walkRings } from "./furniture.ts";
import { cityFrames, type Inset } from "./inset.ts";
import { type LabelWish, type PlacedLabel, placeLabels, type Side } from "./labels.ts";
import { type DrawnDistrict, drawDistricts, landMarkup, type MapDistrict } from "./land.ts";
import { boxOfMark, type MapPoint, type Mark, marksMarkup, marksOf, spread } from "./marks.ts";

/** Every word on the map, already in the reader's language. */
export interface MapLabels {
  readonly title: string;
  /** What a person who does not see the map should know. */
  readonly description: string;
  readonly here: string;
  readonly north: string;
  /** 审图号, or that this is a demo map without review. */
  readonly review: string;
  readonly distance: (metres: number) => string;
  readonly walk: (minutes: number) => string;
  /** Where an inset lies; with `name` when there was no room for the name inside it. */
  readonly inset: (km: number, towards: Compass, name: string | null) => string;
  /** Name and state of a place; several places together. */
  readonly place: (point: MapPoint) => string;
  readonly group: (points: readonly MapPoint[]) => string;
}

/** Walking by estimate while there is no street network: straight metres a minute = speed ÷ detour factor. */
export interface Walk {
  readonly minutes: readonly number[];
  readonly kmPerHour: number;
  readonly detour: number;
}

export const WALK: Walk = { minutes: [5, 10, 15], kmPerHour: 4.5, detour: 1.3 };

export interface SvgMapInput {
  readonly districts: readonly MapDistrict[];
  /** In order of importance: earlier ones get their names first. All positions in one coordinate system. */
  readonly points: readonly MapPoint[];
  /** With it, the map shows the surroundings on foot; without, the whole city. */
  readonly here: Point | null;
  readonly size: Size;
  readonly dir: "ltr" | "rtl";
  readonly labels: MapLabels;
  readonly walk?: Walk;
  /** Start of the element ids, when one page shows several maps. */
  readonly id?: string;
}

const RING_SIZE = 13;
// room below for the review number and the scale
const CITY_MARGIN = 28;

/**
 * A quiet map as an SVG text of a few kilobytes: no script, no request, no style attribute (so it passes a strict CSP). One image for
 * assistive technology, with title and description; the places belong in a list beside it. Colours stand as attributes and are
 * replaced by the page's own through `web/map/map.css`.
 */
export function svgMap(input: SvgMapInput): string {
  const inside = input.here ? surroundings(input, input.here) : wholeCity(input);
  const { size, labels } = input;
  const id = input.id ?? "map";
  return tag(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      class: "svg-map",
      viewBox: `0 0 ${short(size.width)} ${short(size.height)}`,
      width: size.width,
      height: size.height,
      role: "img",
      "aria-labelledby": `${id}-t ${id}-d`,
      direction: "ltr",
      "font-family": "inherit",
    },
    tag("title", { id: `${id}-t` }, xml(labels.title)) +
      // one image to a screen reader: what stands written on it must be said
      tag("desc", { id: `${id}-d` }, xml(`${labels.description} ${labels.review}`)) +
      tag("rect", { width: size.width, height: size.height, class: "m-ground", fill: "#f4f1e8" }) +
      inside +
      reviewText(input),
  );
}

function surroundings(input: SvgMapInput, here: Point): string {
  const { size, labels, dir, walk = WALK } = input;
  const rings = walk.minutes.map((minutes) => ({
    metres: ((walk.kmPerHour * 1000) / 60 / walk.detour) * minutes,
    text: labels.walk(minutes),
  }));
  const frame = frameAround(here, rings.at(-1)?.metres ?? 1000, size, 16);
  const at = frame.at(here);
  const marks = spread(seenMarks(input.points, frame, 0), 14);
  const hereBox: Box = [at[0] - 13, at[1] - 13, at[0] + 13, at[1] + 13];
  const taken = [...corners(size, dir), hereBox, ...marks.map(boxOfMark)];
  const ringWishes = rings.map(({ metres, text }) => ringWish(at, metres / frame.metresPerPixel, text));
  const placed = placeLabels([...ringWishes, ...nameWishes(marks, dir)], taken, size);
  return [
    landMarkup(drawDistricts(input.districts, frame)),
    groundCrosses(frame, at, Math.max(100, roundBelow(90 * frame.metresPerPixel))),
    walkRings(
      frame,
      at,
      rings.map((ring) => ring.metres),
    ),
    wordsOf("m-quiet", placed.slice(0, rings.length).map(ringMarkup)),
    hereMark(at, labels.here),
    marksMarkup(marks, titlesOf(labels)),
    wordsOf(
      "m-name",
      placed.slice(rings.length).map((label, i) => nameMarkup(label, marks[i]?.points[0])),
    ),
    scaleBar(frame, 90, labels.distance),
    northArrow(frame, dir, labels.north),
  ].join("");
}

/** The words of a ring stand on its northern rim, or on the southern where a mark is in the way. */
function ringWish([x, y]: Point, radius: number, text: string): LabelWish {
  return { text, x, y, clear: radius - RING_SIZE * 0.63, sides: ["above", "below"], size: RING_SIZE };
}

function ringMarkup(label: PlacedLabel | null): string {
  return label ? words({ x: label.x, y: label.box[1] + RING_SIZE, text: label.text, stands: "middle" }) : "";
}

function wholeCity(input: SvgMapInput): string {
  const { size, labels, dir, points } = input;
  const frames = cityFrames(input.districts, size, CITY_MARGIN);
  const main = frames?.main ?? frameOf(boxOf(points.map((p) => p.at)) ?? [84, 45, 85, 46], size, CITY_MARGIN);
  const insets = frames?.insets ?? [];
  const elsewhere = new Set(insets.flatMap((inset) => points.filter((p) => isIn(inset, p)).map((p) => p.id)));
  const land = drawDistricts(frames?.near ?? [], main);
  const marks = seenMarks(
    points.filter((p) => !elsewhere.has(p.id)),
    main,
    24,
  );
  const insetBoxes = insets.map((inset): Box => {
    const [x, y] = inset.corner;
    return [x, y, x + inset.frame.size.width, y + inset.frame.size.height + 20];
  });
  const taken = [...corners(size, dir), ...insetBoxes, ...marks.map(boxOfMark)];
  return [
    landMarkup(land),
    marksMarkup(marks, titlesOf(labels)),
    districtNames(land, taken, size),
    ...insets.map((inset) => insetMarkup(inset, points, labels, size)),
    scaleBar(main, 80, labels.distance),
    northArrow(main, dir, labels.north),
  ].join("");
}

function insetMarkup(inset: Inset, points: readonly MapPoint[], labels: MapLabels, size: Size): string {
  const { frame, corner, km, towards } = inset;
  const land = drawDistricts(inset.districts, frame);
  const marks = seenMarks(
    points.filter((p) => isIn(inset, p)),
    frame,
    24,
  );
  const names = districtNames(land, marks.map(boxOfMark), frame.size);
  const border = tag("rect", {
    ...frame.size,
    rx: 4,
    class: "m-inset",
    fill: "#f4f1e8",
    stroke: "#5c5850",
    "stroke-dasharray": "3 3",
  });
  const inside = border + landMarkup(land) + marksMarkup(marks, titlesOf(labels)) + names;
  const unnamed = names === "" ? inset.districts.map((d) => d.name).join(" ") : null;
  const text = labels.inset(km, towards, unnamed);
  const stands = corner[0] > size.width / 2 ? "right" : "left";
  const x = stands === "right" ? corner[0] + frame.size.width : corner[0];
  const above = corner[1] - 6;
  const y = above < 12 ? corner[1] + frame.size.height + 16 : above;
  return (
    tag("g", { transform: `translate(${short(corner[0])} ${short(corner[1])})` }, inside) +
    wordsOf("m-quiet", [words({ x, y, text, stands })])
  );
}

function isIn(inset: Inset, point: MapPoint): boolean {
  return boxHas(inset.frame.box, point.at);
}

function seenMarks(points: readonly MapPoint[], frame: Frame, apart: number): Mark[] {
  const pixels = points.map((point) => {
    const [x, y] = frame.at(point.at);
    return { point, x, y };
  });
  const { width, height } = frame.size;
  return marksOf(
    pixels.filter(({ x, y }) => x > 8 && y > 8 && x < width - 8 && y < height - 8),
    apart,
  );
}

function titlesOf(labels: MapLabels): (mark: Mark) => string {
  return ({ points }) => (points.length === 1 && points[0] ? labels.place(points[0]) : labels.group(points));
}

function nameWishes(marks: readonly Mark[], dir: "ltr" | "rtl"): LabelWish[] {
  const sides: Side[] =
    dir === "ltr" ? ["right", "left", "below", "above"] : ["left", "right", "below", "above"];
  return marks.map(({ x, y, radius, points }) => ({
    text: points[0]?.name ?? "",
    x,
    y,
    clear: radius + 4,
    sides,
    size: 14,
  }));
}

function nameMarkup(label: PlacedLabel | null, point: MapPoint | undefined): string {
  if (!label) return "";
  const { side, box, x, text, size } = label;
  const rest = { y: box[1] + size * 0.98, text, lang: point?.lang };
  if (side === "right") return words({ x: box[0], stands: "left", ...rest });
  if (side === "left") return words({ x: box[2], stands: "right", ...rest });
  return words({ x, stands: "middle", ...rest });
}

function districtNames(land: readonly DrawnDistrict[], taken: readonly Box[], size: Size): string {
  const wishes = land.flatMap(({ name, district }): LabelWish[] =>
    name
      ? [
          {
            text: district.name,
            x: name.at[0],
            y: name.at[1],
            clear: 14,
            sides: ["middle", "below", "above", "right", "left"],
            size: 14,
          },
        ]
      : [],
  );
  const placed = placeLabels(wishes, taken, size).map((label) => {
    if (!label) return "";
    const { box, text } = label;
    return words({ x: (box[0] + box[2]) / 2, y: box[1] + 14, text, stands: "middle" });
  });
  return wordsOf("m-district", placed);
}

function reviewText({ size, labels }: SvgMapInput): string {
  return wordsOf("m-quiet", [words({ x: 8, y: size.height - 9, text: labels.review, stands: "left" })]);
}

/** Corners that belong to scale, arrow and review number. */
function corners({ width, height }: Size, dir: "ltr" | "rtl"): Box[] {
  const review: Box = [0, height - 28, 180, height];
  const scale: Box = [width - 130, height - 40, width, height];
  const arrow: Box = dir === "ltr" ? [width - 40, 0, width, 48] : [0, 0, 40, 48];
  return [review, scale, arrow];
}
