/** Values of cells as GTFS writes them. What cannot be read is told, and null comes out. */
import type { FindingId, Findings } from "./finding.ts";
import type { Row } from "./table.ts";

/** A trip may end a week after its day began. */
const latestHour = 167;

/** The cells of one file, with whoever is told about them. */
export class Values {
  readonly file: string;
  readonly #findings: Findings;

  constructor(file: string, findings: Findings) {
    this.file = file;
    this.#findings = findings;
  }

  error(id: FindingId, row: Row, field: string): void {
    this.#findings.error(id, { file: this.file, line: row.line, field, value: row.text(field) });
  }

  warning(id: FindingId, row: Row, field: string): void {
    this.#findings.warning(id, { file: this.file, line: row.line, field, value: row.text(field) });
  }

  /** A text that must be there. */
  required(row: Row, field: string): string | null {
    const text = row.text(field);
    if (text !== "") return text;
    this.error("gtfs.value-missing", row, field);
    return null;
  }

  /** The index behind an id of another file; null when the id is missing or unknown. */
  reference(row: Row, field: string, known: ReadonlyMap<string, number>): number | null {
    const id = this.required(row, field);
    if (id === null) return null;
    const index = known.get(id);
    if (index !== undefined) return index;
    this.error("gtfs.unknown-id", row, field);
    return null;
  }

  /** A new id of this file, entered at `index`. */
  id(
    row: Row,
    field: string,
    { known, index }: { known: Map<string, number>; index: number },
  ): string | null {
    const id = this.required(row, field);
    if (id === null) return null;
    if (known.has(id)) {
      this.error("gtfs.id-twice", row, field);
      return null;
    }
    known.set(id, index);
    return id;
  }

  /** A decimal number between two bounds. */
  decimal(row: Row, field: string, [low, high]: readonly [number, number]): number | null {
    const text = this.required(row, field);
    if (text === null) return null;
    const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (Number.isNaN(number)) this.error("gtfs.not-a-number", row, field);
    else if (number < low || number > high) this.error("gtfs.out-of-range", row, field);
    else return number;
    return null;
  }

  /** A whole number between two bounds. */
  whole(row: Row, field: string, [low, high]: readonly [number, number]): number | null {
    const text = this.required(row, field);
    if (text === null) return null;
    if (!/^[+-]?\d+$/.test(text)) this.error("gtfs.not-a-number", row, field);
    else if (Number(text) < low || Number(text) > high) this.error("gtfs.out-of-range", row, field);
    else return Number(text);
    return null;
  }

  /** One of the values of an enumeration. Empty is the first; another is told and read as the first. */
  choice(row: Row, field: string, known: readonly number[]): number {
    const text = row.text(field);
    const number = Number(text);
    if (text !== "" && known.includes(number)) return number;
    if (text !== "") this.warning("gtfs.unknown-value", row, field);
    return known[0] ?? 0;
  }

  /** `YYYYMMDD` as the number of the day. */
  date(row: Row, field: string): number | null {
    const text = this.required(row, field);
    if (text === null) return null;
    const day = /^\d{8}$/.test(text)
      ? dayNumber(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`)
      : null;
    if (day === null) this.error("gtfs.not-a-date", row, field);
    return day;
  }

  /** `H:MM:SS` in seconds after noon minus twelve hours; -1 when the cell is empty, null when it is no time. */
  time(row: Row, field: string): number | null {
    const text = row.text(field);
    if (text === "") return -1;
    const seconds = secondsOf(text);
    if (seconds === null) this.error("gtfs.not-a-time", row, field);
    return seconds;
  }
}

/** Seconds of `H:MM:SS` or `HH:MM:SS`, up to 167:59:59; null when it is no time. */
function secondsOf(text: string): number | null {
  const at = text.length - 6;
  if (at < 1 || at > 3 || text[at] !== ":" || text[at + 3] !== ":") return null;
  const hours = digits(text, 0, at);
  const minutes = digits(text, at + 1, at + 3);
  const seconds = digits(text, at + 4, at + 6);
  if (hours < 0 || minutes < 0 || seconds < 0) return null;
  if (hours > latestHour || minutes > 59 || seconds > 59) return null;
  return hours * 3600 + minutes * 60 + seconds;
}

function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

const msADay = 86_400_000;

/** Days since 1970-01-01 of a date `YYYY-MM-DD`; null when there is no such day. */
export function dayNumber(date: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!parts) return null;
  const day = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) / msADay;
  return dateOf(day) === date ? day : null;
}

/** The date `YYYY-MM-DD` of a day number. */
export function dateOf(day: number): string {
  return new Date(day * msADay).toISOString().slice(0, 10);
}

/** 0 is Monday. */
export function weekdayOf(day: number): number {
  // 1970-01-01 was a Thursday.
  return (((day + 3) % 7) + 7) % 7;
}
