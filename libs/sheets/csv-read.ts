/** CSV as people send it: two encodings, three delimiters, quotes and line breaks in cells. A bad row is told, the next one read. */
import { Readable } from "node:stream";
import { type Parser, parse } from "csv-parse";
import { type BadLine, type Encoding, textOf } from "./encoding.ts";
import { unguard } from "./guard.ts";
import {
  type BrokenCell,
  type Bytes,
  longestCell,
  mostColumns,
  mostRows,
  SheetFault,
  type SheetRow,
} from "./row.ts";

export interface CsvOptions {
  /** What the sender says; found out when left out. */
  encoding?: Encoding;
}

const delimiters = [",", ";", "\t"] as const;
const longestRecord = 1024 * 1024;

/** The rows of a CSV file, in bounded memory. Refuses what is no text in the encoding it declares, and endless files. */
export async function* readCsv(
  bytes: Bytes,
  options: CsvOptions = {},
): AsyncGenerator<SheetRow, void, undefined> {
  const text = textOf(bytes, options.encoding);
  const { delimiter, body, lines: before } = beginningOf(await firstLine(text.blocks));
  const quotedWell = wellQuoted(delimiter);
  const skipped: { records: number; broken: BrokenCell }[] = [];
  const parser = parse({
    delimiter,
    info: true,
    raw: true,
    relax_column_count: true,
    // A wrong quote is a letter to the parser, so that it ends the row where the line ends; `quotedWell` finds the row.
    relax_quotes: true,
    skip_records_with_error: true,
    max_record_size: longestRecord,
    on_skip: (error) => {
      skipped.push({ records: Number(error?.records ?? 0), broken: brokenBy(error?.code ?? "") });
      return undefined;
    },
  });
  const source = feed(parser, body, text.blocks);
  let row = 0;
  let lines = before;
  try {
    for await (const parsed of parser) {
      // csv-parse answers this with `info` and `raw`.
      const { record, raw, info } = parsed as {
        record: string[];
        raw: string;
        info: { lines: number; records: number };
      };
      while (skipped[0] && skipped[0].records < info.records) yield brokenRow(++row, skipped);
      if (++row > mostRows) throw new SheetFault("sheet.too-many-rows", { limit: mostRows });
      const bad = badBetween(text.bad, lines, info.lines + before);
      if (!raw.includes('"') || quotedWell.test(raw)) yield checkedRow(row, record, bad);
      else yield { row, cells: [], broken: [{ id: "row.quotes", data: {} }] };
      lines = info.lines + before;
    }
    while (skipped.length > 0) yield brokenRow(++row, skipped);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function brokenRow(row: number, skipped: { broken: BrokenCell }[]): SheetRow {
  return { row, cells: [], broken: skipped.splice(0, 1).map(({ broken }) => broken) };
}

/** A row whose quotes stand around whole cells, doubled inside them. */
function wellQuoted(delimiter: string): RegExp {
  const cell = `(?:"[^"]*(?:""[^"]*)*"|[^"${delimiter}]*)`;
  return new RegExp(`^${cell}(?:${delimiter}${cell})*(?:\\r\\n?|\\n)?$`);
}

/** Writes the text into the parser as fast as it takes it; what goes wrong with the text, the reader of the rows gets. */
function feed(parser: Parser, first: string, rest: AsyncIterable<string>): Readable {
  const pieces = async function* () {
    yield first;
    yield* rest;
  };
  const source = Readable.from(pieces());
  source.on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  return source;
}

function brokenBy(code: string): BrokenCell {
  if (code === "CSV_MAX_RECORD_SIZE") return { id: "row.too-long", data: { limit: longestRecord } };
  return { id: "row.quotes", data: {} };
}

/** Bad lines that belong to the row between two line numbers; they are taken off the list. */
function badBetween(bad: BadLine[], after: number, upTo: number): BadLine[] {
  const own = bad.filter(({ line }) => line > after && line <= upTo);
  if (own.length > 0) bad.splice(0, own.length);
  return own;
}

function checkedRow(row: number, record: readonly string[], bad: readonly BadLine[]): SheetRow {
  const broken: NonNullable<SheetRow["broken"]> = bad.map(({ byte }) => ({
    id: "row.encoding",
    data: { byte },
  }));
  if (record.length > mostColumns) broken.push({ id: "row.too-many-cells", data: { limit: mostColumns } });
  const cells = record.slice(0, mostColumns).map((cell, column) => {
    if (cell.length > longestCell) broken.push({ id: "too-long", data: { limit: longestCell }, column });
    // Written by a program as text this would have been guarded.
    if (/^[=＝]/.test(cell)) broken.push({ id: "cell.formula", data: {}, column });
    return unguard(cell);
  });
  return { row, cells, ...(broken.length > 0 && { broken }) };
}

const longestBeginning = 64 * 1024;

/** The beginning of the text, at least up to the first line that is neither blank nor a note. */
async function firstLine(blocks: AsyncIterator<string>): Promise<string> {
  let text = "";
  while (text.length < longestBeginning && lineIn(text) === undefined) {
    const next = await blocks.next();
    if (next.done) break;
    text += next.value;
  }
  return text;
}

function lineIn(text: string): string | undefined {
  const outside = text.replace(/"(?:[^"]|"")*("|$)/g, "");
  const lines = outside.match(/[^\n]*\n/g) ?? [];
  return lines.find((line) => line.trim() !== "" && !line.startsWith("#"));
}

/** The sign between cells: what Excel's own first line says (`sep=;`), else the one that divides the first line most. */
function beginningOf(text: string): { delimiter: string; body: string; lines: number } {
  const said = /^sep=([,;\t])\r?\n/.exec(text);
  if (said?.[1]) return { delimiter: said[1], body: text.slice(said[0].length), lines: 1 };
  const counts = delimiters.map((delimiter) => (lineIn(`${text}\n`) ?? "").split(delimiter).length);
  return { delimiter: delimiters[counts.indexOf(Math.max(...counts))] ?? ",", body: text, lines: 0 };
}
