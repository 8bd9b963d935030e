/** Which of the three forms a file has is seen from its first character. */
import { readIso2709 } from "./iso2709-read.ts";
import { readMarcJson } from "./json-read.ts";
import type { Chunks, Read, ReadOptions } from "./read.ts";
import { readMarcXml } from "./xml-read.ts";

export type Form = "iso2709" | "marcxml" | "marc-in-json";

/** Of the beginning of a file; null while there is nothing but blanks. */
export function formOf(beginning: Uint8Array): Form | null {
  // Marks of UTF-8 and UTF-16, and the zeros of the latter, are passed over.
  const first = beginning.find((byte) => byte > 0x20 && ![0xef, 0xbb, 0xbf, 0xfe, 0xff].includes(byte));
  if (first === undefined) return null;
  return first === 0x3c ? "marcxml" : first === 0x7b || first === 0x5b ? "marc-in-json" : "iso2709";
}

/** Reads a file in any of the three. */
export async function* readMarc(
  chunks: Chunks,
  options: ReadOptions = {},
): AsyncGenerator<Read[], void, undefined> {
  const iterator =
    Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  const begun: Uint8Array[] = [];
  let form: Form | null = null;
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* begun;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  }
  for (let next = await iterator.next(); !next.done && form === null; next = await iterator.next()) {
    // A copy: the sender may use its buffer again.
    begun.push(next.value.slice());
    form = formOf(next.value);
    if (form !== null) break;
  }
  if (form === "marcxml") yield* readMarcXml(all(), options);
  else if (form === "marc-in-json") yield* readMarcJson(all(), options);
  else yield* readIso2709(all(), options);
}
