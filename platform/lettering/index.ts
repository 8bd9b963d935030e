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

const opened = new Map<Face, Promise<Font>>();

/** The font of a face, read once. */
export function fontOf(face: Face): Promise<Font> {
  const known = opened.get(face);
  if (known) return known;
  const path = createRequire(import.meta.url).resolve(faces[face]);
  const font = readFile(path).then((bytes) => openFont(readWoff(bytes)));
  opened.set(face, font);
  return font;
}

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
  const font = await fontOf(face);
  const scale = size / unitsPerEm(font);
  const signs = [
    ...text
      .replace(/\s+/gu, " ")
      .replace(/\p{Cf}/gu, "")
      .trim(),
  ].map((char) => {
    const { d, advance } = glyphOf(font, char);
    return { char, d, wide: advance * scale };
  });
  const lines = broken(signs, width);
  const shown = lines.slice(0, most);
  const cut = lines.length > shown.length;
  const last = shown.at(-1);
  if (cut && last) {
    const { d, advance } = glyphOf(font, "…");
    const mark = { char: "…", d, wide: advance * scale };
    while (last.length > 0 && widthOf(last) + mark.wide > width) last.pop();
    last.push(mark);
  }
  return { lines: shown.map((line) => ({ svg: lineSvg(line, scale), width: widthOf(line) })), cut };
}

export interface SetLine {
  /** Outlines from left to right, each in the units of its face, its baseline at 0. */
  paths: { d: string; x: number; scale: number }[];
  width: number;
}

/**
 * Sets one line as it is seen: Arabic letters joined and from right to left, whatever else is in it in its own direction. Each sign is of
 * the first of the faces that has it.
 */
export async function setLine(
  text: string,
  { faces: wanted, size }: { faces: readonly [Face, ...Face[]]; size: number },
): Promise<SetLine> {
  const fonts = await Promise.all(wanted.map(fontOf));
  const outlineIn = (code: number) => {
    for (const font of fonts) {
      const outline = outlineOf(font, code);
      if (outline) return { ...outline, scale: size / unitsPerEm(font) };
    }
    return null;
  };
  let x = 0;
  const paths = seenOrder(text.replace(/\p{Cf}/gu, "")).flatMap((code) => {
    const outline = outlineIn(code) ?? outlineIn(0x3013);
    if (!outline) return [];
    const placed = { d: outline.d, x, scale: outline.scale };
    x += outline.advance * outline.scale;
    return outline.d ? [placed] : [];
  });
  return { paths, width: x };
}

interface Sign {
  char: string;
  d: string;
  wide: number;
}

function glyphOf(font: Font, char: string) {
  const missing = () => outlineOf(font, 0x3013) ?? { d: "", advance: unitsPerEm(font) };
  return outlineOf(font, char.codePointAt(0) ?? 0) ?? missing();
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
