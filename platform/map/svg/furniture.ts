import type { Point } from "#libs/geo";
import { tag, words, wordsOf, xml } from "./draw.ts";
import type { Frame } from "./frame.ts";

/** Circles of walking time around a position; their words are placed with the other names. */
export function walkRings(frame: Frame, [x, y]: Point, metres: readonly number[]): string {
  const circles = metres.map((m) => ({ cx: x, cy: y, r: m / frame.metresPerPixel }));
  const widest = circles.at(-1);
  if (!widest) return "";
  const ground = tag("circle", { ...widest, class: "m-reach", fill: "#0b6e69", "fill-opacity": ".07" });
  const line = {
    class: "m-walk",
    fill: "none",
    stroke: "#5c5850",
    "stroke-dasharray": "2 4",
    "stroke-opacity": ".7",
  };
  return ground + circles.map((circle) => tag("circle", { ...circle, ...line })).join("");
}

/** The reader's own position. */
export function hereMark([x, y]: Point, title: string): string {
  const halo = tag("circle", {
    cx: x,
    cy: y,
    r: 13,
    class: "m-here-halo",
    fill: "#b87410",
    "fill-opacity": ".22",
  });
  const dot = tag("circle", {
    cx: x,
    cy: y,
    r: 6,
    class: "m-here",
    fill: "#b87410",
    stroke: "#fff",
    "stroke-width": 2.5,
  });
  return `<g><title>${xml(title)}</title>${halo}${dot}</g>`;
}

/** Small crosses on a round ground distance: the eye gets a measure where no streets may be drawn. */
export function groundCrosses(frame: Frame, origin: Point, metres: number): string {
  const step = metres / frame.metresPerPixel;
  if (step < 24) return "";
  const along = (from: number, length: number) => {
    const first = from - Math.ceil(from / step) * step;
    return Array.from({ length: Math.ceil((length - first) / step) + 1 }, (_, i) =>
      Math.round(first + i * step),
    );
  };
  const d = along(origin[0], frame.size.width)
    .flatMap((x) => along(origin[1], frame.size.height).map((y) => `M${x - 3} ${y}h6m-3-3v6`))
    .join("");
  return tag("path", { d, class: "m-grid", stroke: "#cdc7b9", fill: "none" });
}

/** A bar of a round length (1, 2 or 5 × 10ⁿ metres) near `wide` pixels, in the lower right corner; the lower left belongs to the review number. */
export function scaleBar(frame: Frame, wide: number, distance: (metres: number) => string): string {
  const metres = roundBelow(wide * frame.metresPerPixel);
  const length = metres / frame.metresPerPixel;
  const y = frame.size.height - 13;
  const x = frame.size.width - 13 - length;
  const bar = tag("path", {
    d: `M${x.toFixed(1)} ${y - 5}v5h${length.toFixed(1)}v-5`,
    class: "m-ink-line",
    stroke: "#1b1a17",
    fill: "none",
    "stroke-width": 1.5,
  });
  return bar + quiet(x + length / 2, y - 8, distance(metres));
}

/** The greatest of 1, 2, 5 × 10ⁿ that is not above the value. */
export function roundBelow(value: number): number {
  const ten = 10 ** Math.floor(Math.log10(value));
  return ([5, 2, 1].find((n) => n * ten <= value) ?? 1) * ten;
}

/** An arrow to the north in the upper corner where reading ends. */
export function northArrow(frame: Frame, dir: "ltr" | "rtl", word: string): string {
  const x = dir === "ltr" ? frame.size.width - 20 : 20;
  const arrow = tag("path", { d: `M${x} 12l5 15-5-4-5 4z`, class: "m-ink", fill: "#1b1a17" });
  return arrow + quiet(x, 41, word);
}

function quiet(x: number, y: number, text: string): string {
  return wordsOf("m-quiet", [words({ x, y, text, stands: "middle" })]);
}
