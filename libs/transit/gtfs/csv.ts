/** Rows of a GTFS file: RFC 4180 in UTF-8, read piece by piece. Told: bytes that are no text, wrong quotes, endless rows. */
import type { Findings } from "./finding.ts";

export interface CsvRow {
  /** Physical line on which the row begins, from 1. */
  line: number;
  cells: string[];
}

const longestRow = 1024 * 1024;

/** Rows in blocks, blank lines left out, a byte-order mark taken off. A row that is told as broken is left out. */
export async function* csvBlocks(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  findings: Findings,
): AsyncGenerator<CsvRow[], void, undefined> {
  const decoder = new TextDecoder("utf-8");
  const rows = new Rows(file, findings);
  for await (const chunk of bytes) yield rows.push(decoder.decode(chunk, { stream: true }));
  yield [...rows.push(decoder.decode()), ...rows.end()];
}

class Rows {
  readonly #file: string;
  readonly #findings: Findings;
  #rest = "";
  #line = 1;
  /** The rest of a row that is too long is passed over. */
  #isSkipping = false;

  constructor(file: string, findings: Findings) {
    this.#file = file;
    this.#findings = findings;
  }

  push(text: string): CsvRow[] {
    const rows: CsvRow[] = [];
    const all = this.#rest + text;
    let begin = 0;
    for (let end = endOfRow(all, begin); end >= 0; end = endOfRow(all, begin)) {
      this.#take(all.slice(begin, end), rows);
      begin = end + 1;
    }
    this.#rest = all.slice(begin);
    if (this.#rest.length > longestRow) this.#giveUp();
    return rows;
  }

  end(): CsvRow[] {
    const rows: CsvRow[] = [];
    if (this.#rest !== "") this.#take(this.#rest, rows);
    return rows;
  }

  #giveUp(): void {
    if (!this.#isSkipping)
      this.#findings.error("gtfs.row-too-long", { file: this.#file, line: this.#line, field: null });
    // Quotes are forgotten with it: the next line break ends the row.
    this.#line += linesIn(this.#rest);
    this.#rest = "";
    this.#isSkipping = true;
  }

  #take(text: string, rows: CsvRow[]): void {
    const line = this.#line;
    const row = text.endsWith("\r") ? text.slice(0, -1) : text;
    this.#line += 1 + (row.includes('"') ? linesIn(row) : 0);
    if (this.#isSkipping) {
      this.#isSkipping = false;
      return;
    }
    if (row.trim() === "") return;
    if (row.includes("\ufffd"))
      this.#findings.warning("gtfs.not-utf8", { file: this.#file, line, field: null, value: row });
    const cells = row.includes('"') ? quotedCells(row) : row.split(",");
    if (cells) rows.push({ line, cells });
    else this.#findings.error("gtfs.row-quotes", { file: this.#file, line, field: null, value: row });
  }
}

/** Index of the line break that ends the row, the one that stands in no quotes; -1 when it has not come. */
function endOfRow(text: string, begin: number): number {
  let end = text.indexOf("\n", begin);
  let quote = text.indexOf('"', begin);
  while (end >= 0 && quote >= 0 && quote < end) {
    const close = text.indexOf('"', quote + 1);
    if (close < 0) return -1;
    if (close > end) end = text.indexOf("\n", close);
    quote = text.indexOf('"', close + 1);
  }
  return end;
}

/** The cells of a row with quotes, which stand around whole cells and doubled inside them; null when they do not. */
function quotedCells(row: string): string[] | null {
  const cells: string[] = [];
  let at = 0;
  while (at <= row.length) {
    if (row.charCodeAt(at) !== 0x22) {
      const comma = row.indexOf(",", at);
      const cell = row.slice(at, comma < 0 ? row.length : comma);
      if (cell.includes('"')) return null;
      cells.push(cell);
      at += cell.length + 1;
      continue;
    }
    let close = row.indexOf('"', at + 1);
    let doubled = false;
    while (close >= 0 && row.charCodeAt(close + 1) === 0x22) {
      doubled = true;
      close = row.indexOf('"', close + 2);
    }
    if (close < 0 || (close + 1 < row.length && row[close + 1] !== ",")) return null;
    const cell = row.slice(at + 1, close);
    cells.push(doubled ? cell.replaceAll('""', '"') : cell);
    at = close + 2;
  }
  return cells;
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}
