/** A list of what stands on a shelf, as somebody types it or a reading device exports it: barcodes line by line, what cannot be one told. Pure. */

import { longestBarcode, type Scan, scanned } from "./scanned.ts";

export interface Listed extends Scan {
  /** From 1. */
  line: number;
}

export interface BarcodeList {
  /** Each of an owner once, where it stands first. */
  barcodes: Listed[];
  /** Said again: `first` is the line where it stood. */
  repeated: (Listed & { first: number })[];
  /** What can be no barcode: `said` as far as it is shown. */
  unread: { line: number; said: string }[];
}

/** What a device calls the column of the barcode, or of what the tag says of the item (UII = OI.PII). */
const columnNames =
  /^(条码|条形码|图书条码|馆藏条码|册条码|标签|barcode|bar code|item ?(id|barcode)|pii|uii|uid\/pii)$/i;

/**
 * One barcode a line, or several with blanks, commas or semicolons between. Where the first line names a column of barcodes, that column
 * of each line and nothing else.
 */
export function readBarcodes(text: string): BarcodeList {
  const lines = text
    .normalize("NFKC")
    .replace(/^\ufeff/, "")
    .split(/\r\n|[\r\n]/);
  const first = lines.findIndex((line) => line.trim() !== "");
  const column = first < 0 ? -1 : cellsOf(lines[first] ?? "").findIndex((name) => columnNames.test(name));
  const list: BarcodeList = { barcodes: [], repeated: [], unread: [] };
  const firstAt = new Map<string, number>();
  for (const [at, text] of lines.entries()) {
    if (text.trim() === "" || (column >= 0 && at === first)) continue;
    const line = at + 1;
    const said = column >= 0 ? [cellsOf(text)[column] ?? ""] : text.split(/[\s,;、"]+/).filter(Boolean);
    for (const one of said) {
      const scan = scanned(one);
      const key = `${scan?.owner ?? ""}.${scan?.barcode}`;
      const before = firstAt.get(key);
      if (scan === null)
        list.unread.push({ line, said: one.replace(/\p{C}/gu, "").slice(0, longestBarcode) });
      else if (before !== undefined) list.repeated.push({ line, ...scan, first: before });
      else {
        firstAt.set(key, line);
        list.barcodes.push({ line, ...scan });
      }
    }
  }
  return list;
}

/** Of a line of CSV, whichever sign parts them. */
const cellsOf = (line: string) =>
  [...line.matchAll(/("(?:[^"]|"")*"|[^,;\t]*)(?:[,;\t]|$)/g)].map(([, cell = ""]) =>
    cell
      .replace(/^"(.*)"$/, "$1")
      .replaceAll('""', '"')
      .trim(),
  );
