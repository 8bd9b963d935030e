/** ISO 2709 written without the library, for its tests: text is one byte a character, and nothing is checked. */
import { type MarcRecord, type Read, readMarc } from "./index.ts";
import { width } from "./place.ts";

export const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (one) => one.charCodeAt(0));
/** Text as it stands in a file of UTF-8. */
export const utf8 = (text: string): string => String.fromCharCode(...new TextEncoder().encode(text));

/** `ǂ` begins a subfield. */
export type RawField = readonly [tag: string, content: string];

/** Leaders, with blanks where a record's own lengths and places come. */
export const marc21 = "     nam a22      i 4500";
export const marc8 = "     nam  22      i 4500";
export const unimarc = "     nam0 22        450 ";

/** A record, its lengths and places as they should be. */
export function iso(leader: string, ...fields: RawField[]): string {
  const contents = fields.map(([tag, content]) => ({ tag, text: `${content.replaceAll("ǂ", "\x1f")}\x1e` }));
  let place = 0;
  const directory = contents.map(({ tag, text }) => {
    const entry = tag + digits(text.length, 4) + digits(place, 5);
    place += text.length;
    return entry;
  });
  const base = 25 + 12 * fields.length;
  return `${digits(base + place + 1, 5)}${leader.slice(5, 12)}${digits(base, 5)}${leader.slice(17)}${directory.join("")}\x1e${contents.map(({ text }) => text).join("")}\x1d`;
}

const digits = (number: number, count: number) => String(number).padStart(count, "0");

/** What a reader makes of a file that comes in chunks of that size. */
export async function readAll(
  file: Uint8Array | string,
  read: (chunks: Iterable<Uint8Array>) => AsyncIterable<Read[]> = readMarc,
  size = 1 << 20,
): Promise<Read[]> {
  const bytes = typeof file === "string" ? bytesOf(file) : file;
  const chunks = function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };
  const reads: Read[] = [];
  for await (const some of read(chunks())) reads.push(...some);
  return reads;
}

export const landed = (reads: readonly Read[]): MarcRecord[] =>
  reads.filter((read) => read.kind === "record");

/** Record, field, byte, finding, what became of it. */
export const tellings = (reads: readonly Read[]): string[] =>
  reads.flatMap(({ findings }) =>
    findings.map(
      ({ id, record, field, byte, done }) => `${record} ${field ?? "-"} ${byte} ${id.slice(5)} ${done}`,
    ),
  );

/** The texts of a record: tag and code, or tag, before each. */
export const textsOf = (record: MarcRecord): string[] =>
  [...record.fields()].flatMap(({ tag, value, subfields }) =>
    value === null ? subfields.map((one) => `${tag}${one.code} ${one.value}`) : `${tag} ${value}`,
  );

export async function written(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return new Uint8Array(Buffer.concat(all));
}

/** Bytes of a file of ISO 2709 that are neither in a record, landed or refused, nor told: there must be none. */
export function lostBytes(reads: readonly Read[], length: number): number {
  let [lost, end] = [0, 0];
  for (const read of reads) {
    const between = read.findings.filter(
      ({ id }) => id === "marc.line-between" || id === "marc.bytes-between",
    );
    const told = between.reduce((sum, { data }) => sum + Number(data?.count), 0);
    lost += Math.abs(read.byte - end - (read.kind === "noise" ? 0 : told));
    if (read.kind === "record") lost += lostIn(read);
    // The last may have been given the terminator it had lost.
    end = Math.min(length, read.byte + read.source.length);
  }
  return lost + length - end;
}

/** Bytes behind the directory that are in no field and not told. */
function lostIn({ place, byte, findings, nature }: MarcRecord): number {
  if (nature.isSound) return 0;
  const { index, indexAt, count, start, end } = place;
  const owned = new Uint8Array(end - start);
  const own = (from: number, to: number) => owned.fill(1, from - start, to + 1 - start);
  for (let n = indexAt; n < indexAt + width * count; n += width) own(index[n + 1] ?? 0, index[n + 2] ?? 0);
  for (const { id, byte: at, data } of findings)
    if (id === "marc.bytes-of-no-field") own(start + at - byte, start + at - byte + Number(data?.count) - 1);
  // From the first that is somebody's to the terminator of the record.
  return owned.subarray(owned.indexOf(1), -1).filter((own) => own === 0).length;
}
