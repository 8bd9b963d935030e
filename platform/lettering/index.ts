/** Words as outlines, set in the faces we serve: pictures with words look the same whatever fonts a machine has. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { type Font, openFont, outlineOf, readWoff, seenOrder, unitsPerEm } from "#libs/glyphs";
import { hanWords } from "#libs/texts";

/** Typefaces we serve: Han headings (宋体) and body (黑体), and Naskh for Uyghur and Kazakh in Arabic letters. */
const faces = {
  "song-600": "@fontsource/noto-serif-sc/files/noto-serif-sc-chinese-simplified-600-normal.woff",
  "hei-400": "@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff",
  "hei-600": "@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-600-normal.woff",
  "naskh-400": "@fontsource/noto-naskh-arabic/files/noto-naskh-arabic-arabic-400-normal.woff",
  "naskh-600": "@fontsource/noto-naskh-arabic/files/noto-naskh-arabic-arabic-600-normal.woff",
} as const;

export type Face = keyof typeof faces;

export const isFace = (name: string): name is Face => Object.hasOwn(faces, name);

const opened = new Map<string, Promise<Font>>();
const resolve = createRequire(import.meta.url).resolve;

/** The font of a file of the packages, read once. */
function open(file: string): Promise<Font> {
  const known = opened.get(file);
  if (known) return known;
  const font = readFile(resolve(file)).then((bytes) => openFont(readWoff(bytes)));
  opened.set(file, font);
  return font;
}

/** The font of a face, read once. */
export const fontOf = (face: Face): Promise<Font> => open(faces[face]);

interface Slice {
  file: string;
  ranges: { from: number; to: number }[];
}

const sliced = new Map<Face, Promise<Slice[]>>();

/**
 * The same face in many small files, by which characters they have, as its style sheet says. Together they have five thousand
 * characters more than the one file for simplified Chinese: 媖, 龑 and others that are met in names.
 */
function slicesOf(face: Face): Promise<Slice[]> {
  const known = sliced.get(face);
  if (known) return known;
  const [, family = "", weight = ""] =
    /^(@fontsource\/[^/]+)\/.*-(\d+)-normal\.woff$/.exec(faces[face]) ?? [];
  const slices = readFile(resolve(`${family}/${weight}.css`), "utf8").then((css) =>
    [...css.matchAll(/url\(\.\/(files\/[^)]+\.woff)\)[^}]*?unicode-range:([^;]*);/gs)].map(
      ([, file = "", ranges = ""]) => ({
        file: `${family}/${file}`,
        ranges: ranges.split(",").map((range) => {
          const [from = "", to = from] = range.trim().slice(2).split("-");
          return { from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) };
        }),
      }),
    ),
  );
  sliced.set(face, slices);
  return slices;
}

interface Shape {
  d: string;
  advance: number;
  unitsPerEm: number;
}

/** The outlines of these characters, each of the first of the faces that has it; what none has is left out. */
async function shapesOf(codes: Iterable<number>, wanted: readonly Face[]): Promise<Map<number, Shape>> {
  const shapes = new Map<number, Shape>();
  for (const code of new Set(codes)) {
    const shape = await shapeOf(code, wanted);
    if (shape) shapes.set(code, shape);
  }
  return shapes;
}

async function shapeOf(code: number, wanted: readonly Face[]): Promise<Shape | null> {
  const from = (font: Font): Shape | null => {
    const outline = outlineOf(font, code);
    return outline && { ...outline, unitsPerEm: unitsPerEm(font) };
  };
  for (const face of wanted) {
    const shape = from(await fontOf(face));
    if (shape) return shape;
  }
  for (const face of wanted) {
    const slice = (await slicesOf(face)).find(({ ranges }) =>
      ranges.some((range) => code >= range.from && code <= range.to),
    );
    const shape = slice ? from(await open(slice.file)) : null;
    if (shape) return shape;
  }
  return null;
}

/** Stands for a character without a shape (〓). */
const geta = 0x3013;

export interface SetWords {
  /** One SVG group a line, its baseline at 0, in pixels of the size asked for. */
  lines: { svg: string; width: number }[];
  /** Not everything had room: the last line ends in an ellipsis. */
  cut: boolean;
}

/**
 * Sets words in lines no wider than `width`, at most `most` of them. Lines break between words (Han ones as ICU's dictionary has them),
 * and none begins with a closing sign (标点不居行首, GB/T 15834). A character the face lacks is shown as a geta mark 〓, signs without a shape are left out.
 */
export async function setWords(
  text: string,
  { face, size, width, most }: { face: Face; size: number; width: number; most: number },
): Promise<SetWords> {
  const chars = [
    ...text
      .replace(/\s+/gu, " ")
      .replace(/\p{Cf}/gu, "")
      .trim(),
  ];
  const codeOf = (char: string) => char.codePointAt(0) ?? 0;
  const scale = size / unitsPerEm(await fontOf(face));
  const shapes = await shapesOf([...chars, "…"].map(codeOf).concat(geta), [face]);
  const signOf = (char: string): Sign => {
    const { d, advance } = shapes.get(codeOf(char)) ?? shapes.get(geta) ?? { d: "", advance: size / scale };
    return { char, d, wide: advance * scale };
  };
  const signs = chars.map(signOf);
  const lines = broken(signs, width);
  const shown = lines.slice(0, most);
  const cut = lines.length > shown.length;
  const last = shown.at(-1);
  if (cut && last) {
    const mark = signOf("…");
    while (last.length > 0 && widthOf(last) + mark.wide > width) last.pop();
    last.push(mark);
  }
  return { lines: shown.map((line) => ({ svg: lineSvg(line, scale), width: widthOf(line) })), cut };
}

export interface SetLine {
  /** Outlines from left to right, each in the units of its face, its baseline at 0. */
  paths: { d: string; x: number; scale: number }[];
  width: number;
  /** Characters that none of the faces has: a geta mark stands for each. */
  missing: string[];
}

/**
 * Sets one line as it is seen: Arabic letters joined and from right to left, whatever else is in it in its own direction. Each sign is of
 * the first of the faces that has it.
 */
export async function setLine(
  text: string,
  { faces: wanted, size }: { faces: readonly [Face, ...Face[]]; size: number },
): Promise<SetLine> {
  const codes = seenOrder(text.replace(/\p{Cf}/gu, ""));
  const shapes = await shapesOf([...codes, geta], wanted);
  let x = 0;
  const paths = codes.flatMap((code) => {
    const shape = shapes.get(code) ?? shapes.get(geta);
    if (!shape) return [];
    const scale = size / shape.unitsPerEm;
    const placed = { d: shape.d, x, scale };
    x += shape.advance * scale;
    return shape.d ? [placed] : [];
  });
  const missing = codes.filter((code) => !shapes.has(code)).map((code) => String.fromCodePoint(code));
  return { paths, width: x, missing: [...new Set(missing)] };
}

interface Sign {
  char: string;
  d: string;
  wide: number;
}

const closing = /^[，。、；：？！”’）》」』】…·,.;:?!)\]]$/u;

/** Where a line may break: between words and after a space, but never before a closing sign. Indexes of signs. */
function mayBreak(signs: readonly Sign[]): Set<number> {
  const at = new Set<number>();
  let n = 0;
  for (const piece of signs
    .map(({ char }) => char)
    .join("")
    .split(/(?<= )/)
    .flatMap(hanWords)) {
    if (!closing.test(signs[n]?.char ?? "")) at.add(n);
    n += [...piece].length;
  }
  return at;
}

function broken(signs: readonly Sign[], width: number): Sign[][] {
  const breaks = mayBreak(signs);
  const lines: Sign[][] = [];
  let from = 0;
  let wide = 0;
  for (const [n, sign] of signs.entries()) {
    wide += sign.wide;
    if (wide <= width || n === from || (closing.test(sign.char) && !breaks.has(n))) continue;
    // Back to where the word began; a word longer than the line is broken where it must be.
    let at = n;
    while (at > from && !breaks.has(at)) at -= 1;
    if (at === from) at = n;
    lines.push(signs.slice(from, at));
    from = at;
    wide = widthOf(signs.slice(from, n + 1));
  }
  lines.push(signs.slice(from));
  return lines.map(trimmed).filter(({ length }) => length > 0);
}

const isSpace = ({ char }: Sign) => char === " ";

function trimmed(line: readonly Sign[]): Sign[] {
  const first = line.findIndex((sign) => !isSpace(sign));
  return first < 0 ? [] : line.slice(first, line.findLastIndex((sign) => !isSpace(sign)) + 1);
}

const widthOf = (line: readonly Sign[]) => line.reduce((sum, { wide }) => sum + wide, 0);

function lineSvg(line: readonly Sign[], scale: number): string {
  let x = 0;
  const drawn = line.map(({ d, wide }) => {
    const placed = d ? `<path d="${d}" transform="translate(${Math.round(x / scale)} 0)"/>` : "";
    x += wide;
    return placed;
  });
  return `<g transform="scale(${scale})">${drawn.join("")}</g>`;
}
