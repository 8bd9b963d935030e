/** A record of the lines that somebody has typed, and how it is kept. */
import { type MarcRecord, makeRecord, writeMarcJson } from "#libs/marc";
import type { Lines } from "./as-lines.ts";

/** `origin`: what it stands in the place of, if it came from somewhere. */
export function recordOfLines(
  { leader, fields }: Lines,
  origin?: Parameters<typeof makeRecord>[1],
): MarcRecord {
  return makeRecord(
    {
      leader,
      fields: fields.map(({ tag, value, indicators = [" ", " "], subfields = [] }) =>
        value === undefined ? { tag, indicators, subfields } : { tag, value },
      ),
    },
    origin,
  );
}

/** One record as an object of MARC-in-JSON. */
export async function jsonOf(record: MarcRecord): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeMarcJson([[record]])) pieces.push(Uint8Array.from(piece));
  return Buffer.concat(pieces).toString().trim().slice(1, -1).trim();
}
