/** XML says its encoding in its first bytes (XML 1.0 appendix F): whatever it is, UTF-8 comes out. */
import type { Chunks } from "./read.ts";

/** The declaration stands within so many bytes. */
const enough = 256;

/** Chunks of UTF-8: those of the file itself, where it is in that. What cannot be decoded becomes U+FFFD. */
export async function* inUtf8(chunks: Chunks): AsyncGenerator<Uint8Array, void, undefined> {
  const encoder = new TextEncoder();
  let decoder: TextDecoder | null = null;
  const convert = (chunk: Uint8Array) =>
    decoder ? encoder.encode(decoder.decode(chunk, { stream: true })) : chunk;
  let isKnown = false;
  const head: number[] = [];
  for await (const chunk of chunks) {
    if (isKnown) {
      yield convert(chunk);
      continue;
    }
    // So few that it does not matter how they are put together.
    const missing = enough - head.length;
    head.push(...chunk.subarray(0, missing));
    if (head.length < enough) continue;
    decoder = decoderFor(head);
    isKnown = true;
    yield convert(Uint8Array.from(head));
    yield convert(chunk.subarray(missing));
  }
  if (!isKnown) {
    decoder = decoderFor(head);
    yield convert(Uint8Array.from(head));
  }
}

/** Null for UTF-8, and for names that nobody knows. */
function decoderFor([one, two, ...rest]: readonly number[]): TextDecoder | null {
  if (one === 0xff && two === 0xfe) return new TextDecoder("utf-16le");
  if (one === 0xfe && two === 0xff) return new TextDecoder("utf-16be");
  const text = String.fromCharCode(one ?? 0, two ?? 0, ...rest);
  const [, name = "utf-8"] = /^[^<]*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(text) ?? [];
  try {
    const decoder = new TextDecoder(name);
    return decoder.encoding === "utf-8" ? null : decoder;
  } catch {
    return null;
  }
}
