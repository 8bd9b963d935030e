/** The first visible sheet of an XLSX file, row by row: the file lies in memory, what it unpacks to does not. */
import { SaxesParser, type SaxesTagPlain } from "saxes";
import { type BrokenCell, longestCell, mostColumns, mostRows, SheetFault, type SheetRow } from "./row.ts";
import { dayText, isDayFormat } from "./xlsx-days.ts";
import { cellText } from "./xlsx-text.ts";
import { openParts, type Parts } from "./xlsx-zip.ts";

const mostWords = 256 * 1024 * 1024;
const mostStyles = 16 * 1024 * 1024;

/** The rows of the first visible sheet. Days come as `2026-06-12`, numbers as short as they are exact; formulas are told. */
export async function* readXlsx(file: Uint8Array): AsyncGenerator<SheetRow, void, undefined> {
  const parts = await openParts(file);
  const book = await bookOf(parts);
  const [words, days] = [await sharedWords(parts, book.words), await dayStyles(parts, book.styles)];
  const sheet = new SheetReader({ words, days, since1904: book.since1904 });
  for await (const piece of parts.text(book.sheet)) {
    sheet.write(piece);
    yield* sheet.taken();
  }
  sheet.end();
}

interface Book {
  sheet: string;
  words: string | null;
  styles: string | null;
  since1904: boolean;
}

async function bookOf(parts: Parts): Promise<Book> {
  const home = "xl/workbook.xml";
  let since1904 = false;
  let wanted: string | undefined;
  await parse(parts, home, mostStyles, (tag) => {
    if (tag.name === "workbookPr") since1904 = /^(1|true)$/.test(tag.attributes.date1904 ?? "");
    if (tag.name === "sheet" && !/hidden/i.test(tag.attributes.state ?? ""))
      wanted ??= tag.attributes["r:id"];
  });
  const targets = new Map<string, string>();
  const kinds = new Map<string, string>();
  await parse(parts, "xl/_rels/workbook.xml.rels", mostStyles, ({ name, attributes }) => {
    if (name !== "Relationship") return;
    const target = (attributes.Target ?? "").replace(/^\//, "");
    const path = target.startsWith("xl/") ? target : `xl/${target}`;
    targets.set(attributes.Id ?? "", path);
    kinds.set(attributes.Type?.split("/").at(-1) ?? "", path);
  });
  const sheet = targets.get(wanted ?? "");
  if (!sheet) throw new SheetFault("sheet.not-xlsx", { part: home });
  const optional = (kind: string) => {
    const path = kinds.get(kind);
    return path && parts.has(path) ? path : null;
  };
  return { sheet, words: optional("sharedStrings"), styles: optional("styles"), since1904 };
}

/** Texts that cells name by number. Reading aids (`rPh`) are no part of them. */
async function sharedWords(parts: Parts, path: string | null): Promise<string[]> {
  const words: string[] = [];
  if (path === null) return words;
  let text = "";
  let depth = 0;
  let takes = false;
  await parse(
    parts,
    path,
    mostWords,
    ({ name }) => {
      if (name === "si") text = "";
      if (name === "rPh") depth++;
      takes = name === "t" && depth === 0;
    },
    (name) => {
      if (name === "si") words.push(cellText(text));
      if (name === "rPh") depth--;
      takes = false;
    },
    (piece) => {
      if (takes) text += piece;
    },
  );
  return words;
}

/** Which cell formats show days or times. */
async function dayStyles(parts: Parts, path: string | null): Promise<boolean[]> {
  const codes = new Map<number, string>();
  const days: boolean[] = [];
  let inFormats = false;
  if (path === null) return days;
  await parse(
    parts,
    path,
    mostStyles,
    ({ name, attributes }) => {
      if (name === "numFmt") codes.set(Number(attributes.numFmtId), attributes.formatCode ?? "");
      if (name === "cellXfs") inFormats = true;
      if (name === "xf" && inFormats) {
        const id = Number(attributes.numFmtId ?? 0);
        days.push(isDayFormat(id, codes.get(id)));
      }
    },
    (name) => {
      if (name === "cellXfs") inFormats = false;
    },
  );
  return days;
}

type Open = (tag: SaxesTagPlain) => void;

/** Reads one part. Nothing outside the file is fetched and no entity beyond XML's own five is expanded. */
async function parse(
  parts: Parts,
  path: string,
  limit: number,
  open: Open,
  close: (name: string) => void = () => undefined,
  text: (piece: string) => void = () => undefined,
): Promise<void> {
  const parser = xmlParser(open, close, text);
  for await (const piece of parts.text(path, limit)) parser.write(piece);
  parser.close();
}

function xmlParser(open: Open, close: (name: string) => void, text: (piece: string) => void) {
  const parser = new SaxesParser({ xmlns: false });
  parser.on("error", () => {
    throw new SheetFault("sheet.not-xlsx", { part: "XML" });
  });
  parser.on("doctype", () => {
    throw new SheetFault("sheet.not-xlsx", { part: "DOCTYPE" });
  });
  parser.on("opentag", (tag) => open({ ...tag, name: withoutPrefix(tag.name) }));
  parser.on("closetag", ({ name }) => close(withoutPrefix(name)));
  parser.on("text", text);
  return parser;
}

/** Some programs write `x:row`. */
const withoutPrefix = (name: string) => name.slice(name.indexOf(":") + 1);

interface Known {
  words: readonly string[];
  days: readonly boolean[];
  since1904: boolean;
}

interface Cell {
  column: number;
  type: string;
  style: number;
  text: string;
  formula: boolean;
}

/** Turns pieces of a sheet's XML into rows. */
class SheetReader {
  #known: Known;
  #parser;
  #rows: SheetRow[] = [];
  #row: SheetRow = { row: 0, cells: [] };
  #broken: BrokenCell[] = [];
  #cell: Cell | null = null;
  #takes = false;
  #aids = 0;

  constructor(known: Known) {
    this.#known = known;
    this.#parser = xmlParser(
      (tag) => this.#open(tag),
      (name) => this.#close(name),
      (piece) => {
        if (this.#takes && this.#cell) this.#cell.text += piece;
      },
    );
  }

  write(piece: string): void {
    this.#parser.write(piece);
  }

  /** Refuses a sheet that breaks off. */
  end(): void {
    this.#parser.close();
  }

  /** The rows that are whole by now. */
  taken(): SheetRow[] {
    return this.#rows.splice(0);
  }

  #open({ name, attributes }: SaxesTagPlain): void {
    if (name === "row") {
      const row = Number(attributes.r ?? this.#row.row + 1);
      if (!(row <= mostRows)) throw new SheetFault("sheet.too-many-rows", { limit: mostRows });
      this.#row = { row, cells: [] };
      this.#broken = [];
    } else if (name === "c") {
      const column = attributes.r ? columnOf(attributes.r) : this.#row.cells.length;
      const style = Number(attributes.s ?? 0);
      this.#cell = { column, type: attributes.t ?? "n", style, text: "", formula: false };
    } else if (name === "f" && this.#cell) this.#cell.formula = true;
    else if (name === "rPh") this.#aids++;
    this.#takes = (name === "v" || name === "t") && this.#aids === 0;
  }

  #close(name: string): void {
    this.#takes = false;
    if (name === "rPh") this.#aids--;
    if (name === "c" && this.#cell) {
      this.#put(this.#cell);
      this.#cell = null;
    }
    if (name === "row") {
      this.#rows.push({ ...this.#row, ...(this.#broken.length > 0 && { broken: this.#broken }) });
    }
  }

  #put(cell: Cell): void {
    const { column } = cell;
    if (column >= mostColumns) {
      // A lone cell far to the right must not make a row of sixteen thousand.
      if (!this.#broken.some(({ id }) => id === "row.too-many-cells"))
        this.#broken.push({ id: "row.too-many-cells", data: { limit: mostColumns } });
      return;
    }
    if (cell.formula) this.#broken.push({ id: "cell.formula", data: {}, column });
    if (cell.type === "e")
      this.#broken.push({ id: "cell.error", data: { says: cell.text.slice(0, 20) }, column });
    if (cell.text.length > longestCell)
      this.#broken.push({ id: "too-long", data: { limit: longestCell }, column });
    while (this.#row.cells.length < column) this.#row.cells.push("");
    this.#row.cells[column] = this.#says(cell);
  }

  #says({ type, text, style }: Cell): string {
    if (type === "s") return this.#known.words[Number(text)] ?? "";
    if (type === "inlineStr" || type === "str") return cellText(text);
    if (type === "b") return text === "1" ? "TRUE" : "FALSE";
    if (type === "d") return text.slice(0, 10);
    if (text === "" || type === "e") return "";
    const value = Number(text);
    if (!Number.isFinite(value)) return text;
    if (this.#known.days[style]) return dayText(value, this.#known.since1904);
    // 84.889000000000001 is what Excel writes for 84.889.
    return String(Number(value.toPrecision(15)));
  }
}

/** 0 for A. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const place = letter.charCodeAt(0) - 64;
    if (place < 1 || place > 26) break;
    column = column * 26 + place;
  }
  return Math.max(0, column - 1);
}
