import { deflateSync } from "node:zlib";

/** Shapes of one colour, and the words they show, if any. */
export interface Drawing {
  /** SVG path data of `M`, `L`, `Q`, `Z`, y downwards. */
  paths: readonly { d: string; x: number; y: number; scale: number }[];
  /** Red, green, blue, each from 0 to 1. */
  colour: readonly [number, number, number];
  /** What a reader copies, searches and reads aloud. */
  words?: string;
}

interface Page {
  /** In points, 72 to the inch. */
  width: number;
  height: number;
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
  const first = info + 1;
  const kids = pages.map((_, n) => `${first + 2 * n} 0 R`).join(" ");
  add(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  add(`<< /Title ${hexText(title)} >>`);
  for (const [n, page] of pages.entries()) {
    const content = deflateSync(Buffer.from(contentOf(page)));
    add(
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${page.width} ${page.height}] /Resources << >> /Contents ${first + 2 * n + 1} 0 R >>`,
    );
    add(
      Buffer.concat([
        Buffer.from(`<< /Length ${content.length} /Filter /FlateDecode >>\nstream\n`),
        content,
        Buffer.from("\nendstream"),
      ]),
    );
  }
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

function contentOf({ height, drawings }: Page): string {
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
  let at: [number, number] = [0, 0];
  const point = (px: number, py: number): [number, number] => [x + px * scale, height - (y + py * scale)];
  let out = "";
  for (const [, command, numbers = ""] of d.matchAll(/([MLQZ])([^MLQZ]*)/g)) {
    const n = numbers
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    if (command === "Z") out += "h\n";
    else if (command === "Q") {
      const control = point(n[0] ?? 0, n[1] ?? 0);
      const end = point(n[2] ?? 0, n[3] ?? 0);
      const third = (from: [number, number]) =>
        [0, 1].map((k) => (from[k] ?? 0) + (2 / 3) * ((control[k] ?? 0) - (from[k] ?? 0)));
      out += `${[...third(at), ...third(end), ...end].map(short).join(" ")} c\n`;
      at = end;
    } else {
      at = point(n[0] ?? 0, n[1] ?? 0);
      out += `${at.map(short).join(" ")} ${command === "M" ? "m" : "l"}\n`;
    }
  }
  return out === "" ? "" : `${out}f\n`;
}

const short = (value: number): string => String(Math.round(value * 1000) / 1000);

/** UTF-16 with its mark, in hexadecimal: any script, and nothing to escape. */
function hexText(text: string): string {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le").swap16();
  return `<${bytes.toString("hex")}>`;
}
