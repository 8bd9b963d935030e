/** Pictures for where an address is shared: words on quiet paper, a cover beside them. */
import { createHash } from "node:crypto";
import { drawPng } from "#platform/images";
import { type Face, setWords } from "#platform/lettering";

/** 1.91 : 1, what Open Graph readers ask for; the middle square, to which others cut it, keeps words and cover. */
export const shareSize = { width: 1200, height: 630 } as const;

/** Where the cover stands. */
export const shareCover = { x: 760, y: 0, width: shareSize.width - 760, height: shareSize.height } as const;

const paper = { x: 60, width: 640 } as const;
export const shareInks = { paper: "#fff", ink: "#22201c", quiet: "#5c574e", river: "#0b6e69" } as const;

export interface SheetRow {
  words: string;
  face: Face;
  size: number;
  /** Lines. */
  most: number;
  colour: string;
  gap: number;
}

/** A PNG; `cover`: SVG that fills `shareCover`. */
export async function shareSheet({
  rows,
  foot,
  cover,
}: {
  rows: readonly SheetRow[];
  foot: string;
  cover: string;
}): Promise<Buffer> {
  const { width, height } = shareSize;
  const last: SheetRow = {
    words: foot,
    face: "hei-400",
    size: 26,
    most: 1,
    colour: shareInks.quiet,
    gap: 0,
  };
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="${shareInks.paper}"/>${cover}${await column(rows, 90)}${await column([last], height - 90)}</svg>`;
  return kept(svg);
}

async function column(rows: readonly SheetRow[], top: number): Promise<string> {
  let y = top;
  let drawn = "";
  for (const { words, face, size, most, colour, gap } of rows) {
    const { lines } = await setWords(words, { face, size, width: paper.width, most });
    for (const { svg } of lines) {
      drawn += `<g transform="translate(${paper.x} ${y + size * 0.88})" fill="${colour}">${svg}</g>`;
      y += size * 1.3;
    }
    y += gap;
  }
  return drawn;
}

const pictures = new Map<string, Buffer>();
const mostKept = 200;

/** Drawing takes some 50 ms, and a shared address is fetched by everybody who sees it: the newest are kept. */
async function kept(svg: string): Promise<Buffer> {
  const key = createHash("sha256").update(svg).digest("base64");
  const known = pictures.get(key);
  if (known) return known;
  const png = await drawPng(svg);
  if (pictures.size >= mostKept) pictures.clear();
  pictures.set(key, png);
  return png;
}
