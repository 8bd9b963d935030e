import type { Line, Point, Polygon } from "#libs/geo";

export type Values = Record<string, string | number | undefined>;

/** One SVG element as text. Attributes without a value are left out; everything is escaped except `inside`, which is markup. */
export function tag(name: string, values: Values, inside = ""): string {
  const attributes = Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? short(value) : xml(value ?? "")}"`)
    .join("");
  return inside === "" ? `<${name}${attributes}/>` : `<${name}${attributes}>${inside}</${name}>`;
}

/** Text made safe inside an element or an attribute; characters XML 1.0 forbids are dropped. */
export function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** A number with at most one decimal and no needless zero: 0.5 → ".5". */
export function short(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return String(Object.is(rounded, -0) ? 0 : rounded).replace(/^(-?)0\./, "$1.");
}

/** Path data of polygons in pixels: relative steps of a tenth of a pixel, so that an outline of 500 corners stays near 3 KB. */
export function pathOf(polygons: readonly Polygon[]): string {
  return polygons.map((polygon) => polygon.map(ringPath).join("")).join("");
}

function ringPath(ring: Line): string {
  const tenths = ring.map(([x, y]): Point => [Math.round(x * 10), Math.round(y * 10)]);
  const [first, ...rest] = tenths.slice(0, -1);
  if (!first) return "";
  let [px, py] = first;
  const steps: string[] = [];
  for (const [x, y] of rest) {
    if (x === px && y === py) continue;
    steps.push(pair((x - px) / 10, (y - py) / 10));
    [px, py] = [x, y];
  }
  return `M${pair(first[0] / 10, first[1] / 10)}l${steps.join(" ").replaceAll(" -", "-")}z`;
}

function pair(x: number, y: number): string {
  const second = short(y);
  return second.startsWith("-") ? `${short(x)}${second}` : `${short(x)} ${second}`;
}

export interface Words {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** Which end of the text stands at x, whatever its script. */
  readonly stands: "left" | "middle" | "right";
  readonly lang?: string | undefined;
}

/** One text. SVG's start and end follow the direction of the text itself, so it is set from the script and x means left or right. */
export function words({ x, y, text, stands, lang }: Words): string {
  const rtl = /[\u0590-\u08ff]/.test(text);
  const end = (stands === "left") === rtl;
  const anchor = stands === "middle" ? "middle" : end ? "end" : undefined;
  return tag("text", { x, y, direction: rtl ? "rtl" : undefined, "text-anchor": anchor, lang }, xml(text));
}

const LOOKS = {
  "m-name": { fill: "#1b1a17", "font-size": 14, ...halo("#fbfaf6") },
  "m-quiet": { fill: "#5c5850", "font-size": 13, ...halo("#fbfaf6") },
  "m-district": { fill: "#5c5850", "font-size": 14, ...halo("#ffffff") },
};

/** Texts of one look, its attributes written once. */
export function wordsOf(look: keyof typeof LOOKS, texts: readonly string[]): string {
  const written = texts.join("");
  return written && tag("g", { class: look, ...LOOKS[look] }, written);
}

/** A rim of ground colour, so that words can be read over lines. */
function halo(ground: string) {
  return { "paint-order": "stroke", stroke: ground, "stroke-width": 4, "stroke-linejoin": "round" };
}
