/** Text of bytes in a known charset. */
import { decodeMarks } from "./marc8.ts";

/** What records are found in, and what else a sender may have said they are in; these are never guessed. */
export type Charset =
  | "ascii"
  | "utf-8"
  | "marc-8"
  | "gb18030"
  | "iso-5426"
  | "big5"
  | "windows-1251"
  | "windows-1252";

const decoders = new Map<Charset, TextDecoder>();

/** The text of one subfield or control field. What means nothing is U+FFFD. */
export function decode(bytes: Uint8Array, from: number, to: number, charset: Charset): string {
  if (charset === "marc-8" || charset === "iso-5426") return decodeMarks(bytes, from, to, charset);
  let decoder = decoders.get(charset);
  if (!decoder) {
    decoder = new TextDecoder(charset === "ascii" ? "utf-8" : charset, { ignoreBOM: true });
    decoders.set(charset, decoder);
  }
  return decoder.decode(bytes.subarray(from, to));
}
