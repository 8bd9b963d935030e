/** The rows of a file, whatever kind it is. What it is says its beginning, not its name; but a calendar by name has to be one. */
import {
  type Bytes,
  type CsvOptions,
  readCsv,
  readGeoJson,
  readXlsx,
  SheetFault,
  type SheetRow,
} from "#libs/sheets";
import type { CalendarOptions } from "./calendar-rows.ts";
import { readCalendarRows } from "./read-calendar.ts";

/** Files that have to lie in memory. */
const mostInMemory = 64 * 1024 * 1024;

/** Reads CSV of any length piece by piece; XLSX, GeoJSON and iCalendar up to 64 MiB. */
export async function* rowsOfFile(
  bytes: Bytes,
  options: CsvOptions & CalendarOptions & { name?: string },
): AsyncGenerator<SheetRow, void, undefined> {
  const pieces = async function* () {
    yield* bytes;
  };
  const reading = pieces();
  const first = await reading.next();
  if (first.done) throw new SheetFault("sheet.empty");
  const rest = async function* () {
    yield first.value;
    yield* reading;
  };
  const [a, b] = first.value;
  const beginning = new TextDecoder().decode(first.value.subarray(0, 100));
  if ((a === 0x50 && b === 0x4b) || (a === 0xd0 && b === 0xcf)) yield* readXlsx(await wholeFile(rest()));
  else if (/^(\uFEFF|\ufffd)?\s*\{/.test(beginning)) yield* readGeoJson(await wholeFile(rest()));
  else if (/^\uFEFF?\s*BEGIN:VCALENDAR/i.test(beginning))
    yield* await readCalendarRows(await wholeFile(rest()), options);
  else if (/\.ics$/i.test(options.name ?? "")) throw new SheetFault("ics.no-calendar");
  else yield* readCsv(rest(), options);
}

async function wholeFile(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of bytes) {
    length += piece.length;
    if (length > mostInMemory) throw new SheetFault("sheet.too-large", { limit: mostInMemory });
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
