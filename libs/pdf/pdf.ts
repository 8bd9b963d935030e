import { deflateSync } from "node:zlib";

/** Shapes of one colour, and the words they show, if any. */
export interface Drawing {
  /** SVG path data of `M`, `L`, `Q`, `Z` and of rectangles by `h`, `v`, `z`; y downwards. */
  paths: readonly { d: string; x: number; y: number; scale: number }[];
  /** Red, green, blue, each from 0 to 1. */
  colour: readonly [number, number, number];
  /** What a reader copies, searches and reads aloud. */
  words?: string;
}

/** Drawings that repeat side by side, cut off at the edge of a rectangle. */
export interface Cloth {
  x: number;
  y: number;
  width: number;
  height: number;
  tile: { width: number; height: number; drawings: readonly Drawing[] };
}

interface Page {
  /** In points, 72 to the inch. */
  width: number;
  height: number;
  /** Under the drawings. */
  cloths?: readonly Cloth[];
  drawings: readonly Drawing[];
}

/** ISO 32000-1: a document of these pages. The same pages give the same bytes. */
export function pdfOf(pages: readonly Page[], { title, lang }: { title: string; lang: string }): Buffer {
  const objects: Buffer[] = [];
  const add = (body: string | Buffer): number =>
    objects.push(Buffer.isBuffer(body) ? body : Buffer.from(body));
  const [catalog, tree, info] = [1, 2, 3];
  add(
    `<< /Type /Catalog /Pages ${tree} 0 R /Lang (${lang}) /ViewerPreferences << /DisplayDocTitle true >> >>`,
  );
  add("");
  add(`<< /Title ${hexText(title)} >>`);
  const kids = pages.map((page) => {
    const content = add(streamOf("", pageContent(page)));
    const tiles = (page.cloths ?? []).map(({ tile }, n) => `/T${n} ${add(tileOf(tile))} 0 R`);
    return add(
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${page.width} ${page.height}] /Resources << /XObject << ${tiles.join(" ")} >> >> /Contents ${content} 0 R >>`,
    );
  });
  objects[tree - 1] = Buffer.from(
    `<< /Type /Pages /Kids [${kids.map((kid) => `${kid} 0 R`).join(" ")}] /Count ${pages.length} >>`,
  );
  return written(objects, `/Root ${catalog} 0 R /Info ${info} 0 R`);
}

function written(objects: readonly Buffer[], roots: string): Buffer {
  const parts: Buffer[] = [Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "latin1")];
  let at = parts[0]?.length ?? 0;
  const places = objects.map((body, n) => {
    const part = Buffer.concat([Buffer.from(`${n + 1} 0 obj\n`), body, Buffer.from("\nendobj\n")]);
    parts.push(part);
    at += part.length;
    return at - part.length;
  });
  const rows = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} ${roots} >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

function streamOf(entries: string, content: string): Buffer {
  const bytes = deflateSync(Buffer.from(content));
  return Buffer.concat([
    Buffer.from(`<< ${entries} /Length ${bytes.length} /Filter /FlateDecode >>\nstream\n`),
    bytes,
    Buffer.from("\nendstream"),
  ]);
}

/** A tile is written once, with its own corner at the origin (a form, §8.10). */
function tileOf({ width, height, drawings }: Cloth["tile"]): Buffer {
  return streamOf(
    `/Type /XObject /Subtype /Form /BBox [0 0 ${short(width)} ${short(height)}]`,
    contentOf(drawings, height),
  );
}

function pageContent({ height, cloths = [], drawings }: Page): string {
  return cloths.map((cloth, n) => spread(cloth, n, height)).join("") + contentOf(drawings, height);
}

/** The tiles of a cloth from its upper left corner on, within its rectangle. */
function spread({ x, y, width, height, tile }: Cloth, n: number, page: number): string {
  let out = `q\n${[x, page - y - height, width, height].map(short).join(" ")} re W n\n`;
  for (let down = 0; down < height; down += tile.height)
    for (let along = 0; along < width; along += tile.width)
      out += `q 1 0 0 1 ${short(x + along)} ${short(page - y - down - tile.height)} cm /T${n} Do Q\n`;
  return `${out}Q\n`;
}

function contentOf(drawings: readonly Drawing[], height: number): string {
  return drawings
    .map(({ paths, colour, words }) => {
      const shapes = paths.map((one) => operators(one, height)).join("");
      const drawn = `${colour.map(short).join(" ")} rg\n${shapes}`;
      return words === undefined ? drawn : `/Span << /ActualText ${hexText(words)} >> BDC\n${drawn}EMC\n`;
    })
    .join("");
}

/** Paths of SVG as operators of PDF: y goes upwards there, and curves are cubic. */
function operators({ d, x, y, scale }: Drawing["paths"][number], height: number): string {
  // Where the pen is, on the page and in the path's own units.
  let at: [number, number] = [0, 0];
  let pen: [number, number] = [0, 0];
  const point = (px: number, py: number): [number, number] => [x + px * scale, height - (y + py * scale)];
  let out = "";
  const to = (px: number, py: number, operator: "m" | "l") => {
    pen = [px, py];
    at = point(px, py);
    out += `${at.map(short).join(" ")} ${operator}\n`;
  };
  for (const [, command, numbers = ""] of d.matchAll(/([MLQZhvz])([^MLQZhvz]*)/g)) {
    const n = numbers
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    if (command === "Z" || command === "z") out += "h\n";
    else if (command === "h") to(pen[0] + (n[0] ?? 0), pen[1], "l");
    else if (command === "v") to(pen[0], pen[1] + (n[0] ?? 0), "l");
    else if (command === "Q") {
      const control = point(n[0] ?? 0, n[1] ?? 0);
      const end = point(n[2] ?? 0, n[3] ?? 0);
      const third = (from: [number, number]) =>
        [0, 1].map((k) => (from[k] ?? 0) + (2 / 3) * ((control[k] ?? 0) - (from[k] ?? 0)));
      out += `${[...third(at), ...third(end), ...end].map(short).join(" ")} c\n`;
      pen = [n[2] ?? 0, n[3] ?? 0];
      at = end;
    } else to(n[0] ?? 0, n[1] ?? 0, command === "M" ? "m" : "l");
  }
  return out === "" ? "" : `${out}f\n`;
}

const short = (value: number): string => String(Math.round(value * 1000) / 1000);

/** UTF-16 with its mark, in hexadecimal: any script, and nothing to escape. */
function hexText(text: string): string {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le").swap16();
  return `<${bytes.toString("hex")}>`;
}
