/** Text from bytes whose encoding somebody else chose: UTF-8, with a mark or without, or GB18030, which Excel in China writes. */
import { type Bytes, SheetFault } from "./row.ts";

export type Encoding = "UTF-8" | "GB18030";

export interface BadLine {
  /** Physical line, from 1. */
  line: number;
  /** Offset in the file of the first byte that is wrong, from 0. */
  byte: number;
}

export interface SheetText {
  /** Whole lines at a time. What cannot be decoded stands as U+FFFD and is named in `bad`. */
  blocks: AsyncGenerator<string, void, undefined>;
  /** Lines with bytes that are no text, as far as `blocks` has been read. */
  bad: BadLine[];
  /** Known once a letter beyond ASCII has come. */
  encoding(): Encoding;
}

const labels = { "UTF-8": "utf-8", GB18030: "gb18030" } as const;
const longestLine = 4 * 1024 * 1024;
const newline = 0x0a;

/**
 * Decodes a file block by block. The encoding is the declared one (a byte-order mark declares UTF-8), else what the
 * first letters beyond ASCII are. Refuses with the byte when the file is not in the encoding it declares.
 */
export function textOf(bytes: Bytes, declared?: Encoding): SheetText {
  let encoding = declared;
  const bad: BadLine[] = [];
  async function* blocks(): AsyncGenerator<string, void, undefined> {
    let at = 0;
    let line = 1;
    let decided = false;
    for await (const block of wholeLines(
      withoutMark(bytes, (length) => {
        encoding = "UTF-8";
        at = length;
      }),
    )) {
      if (!decided && block.some((byte) => byte > 0x7f)) {
        encoding = decide(block, encoding, { at, line });
        decided = true;
      }
      const { text, faults } = decode(block, encoding ?? "UTF-8");
      bad.push(...faults.map((fault) => ({ line: line + fault.line, byte: at + fault.byte })));
      yield text;
      at += block.length;
      line += count(block, newline);
    }
  }
  return { blocks: blocks(), bad, encoding: () => encoding ?? "UTF-8" };
}

function decide(
  block: Uint8Array,
  declared: Encoding | undefined,
  from: { at: number; line: number },
): Encoding {
  const fault = { "UTF-8": firstBad(block, "UTF-8"), GB18030: firstBad(block, "GB18030") };
  const found: Encoding | null =
    fault["UTF-8"] === null ? "UTF-8" : fault.GB18030 === null ? "GB18030" : null;
  if (declared && found && declared !== found) {
    // Text in GB18030 is hardly ever valid UTF-8 by chance; the other way round it often is, and reads as nonsense.
    const byte = fault[declared] ?? block.findIndex((one) => one > 0x7f);
    throw new SheetFault("sheet.other-encoding", { declared, found, ...placeOf(block, byte, from) });
  }
  if (found) return found;
  if (declared) return declared;
  // Neither: the one that gets further is meant, and the line with the fault is told like any other.
  return (fault["UTF-8"] ?? 0) >= (fault.GB18030 ?? 0) ? "UTF-8" : "GB18030";
}

function placeOf(block: Uint8Array, byte: number, { at, line }: { at: number; line: number }) {
  return { byte: at + byte, line: line + count(block.subarray(0, byte), newline) };
}

/** Takes the byte-order mark off and tells its length; refuses UTF-16, whose lines cannot be told apart byte by byte. */
async function* withoutMark(bytes: Bytes, marked: (length: number) => void): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | null = new Uint8Array();
  for await (const chunk of bytes) {
    if (head === null) {
      yield chunk;
      continue;
    }
    head = joined([head, chunk]);
    if (head.length < 3) continue;
    yield unmarked(head, marked);
    head = null;
  }
  if (head && head.length > 0) yield unmarked(head, marked);
}

function unmarked(head: Uint8Array, marked: (length: number) => void): Uint8Array {
  const [a, b, c] = head;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff))
    throw new SheetFault("sheet.utf-16", { byte: 0 });
  if (a !== 0xef || b !== 0xbb || c !== 0xbf) return head;
  marked(3);
  return head.subarray(3);
}

/** In UTF-8 and GB18030 the byte of a line break is never part of another letter. */
async function* wholeLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let kept: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(newline) + 1;
    if (end > 0) {
      yield joined([...kept, chunk.subarray(0, end)]);
      kept = [];
      length = 0;
    }
    // A copy: the sender may use its buffer again.
    kept.push(chunk.slice(end));
    length += chunk.length - end;
    if (length > longestLine) throw new SheetFault("sheet.line-too-long", { limit: longestLine });
  }
  if (length > 0) yield joined(kept);
}

function decode(
  block: Uint8Array,
  encoding: Encoding,
): { text: string; faults: { line: number; byte: number }[] } {
  try {
    return {
      text: new TextDecoder(labels[encoding], { fatal: true, ignoreBOM: true }).decode(block),
      faults: [],
    };
  } catch {
    return decodeByLine(block, encoding);
  }
}

function decodeByLine(block: Uint8Array, encoding: Encoding) {
  const lenient = new TextDecoder(labels[encoding], { ignoreBOM: true });
  const faults: { line: number; byte: number }[] = [];
  let text = "";
  for (let start = 0, line = 0; start < block.length; line++) {
    const next = block.indexOf(newline, start);
    const end = next < 0 ? block.length : next + 1;
    const one = block.subarray(start, end);
    const byte = firstBad(one, encoding);
    if (byte !== null) faults.push({ line, byte: start + byte });
    // A cut letter must not swallow the line break.
    text += next < 0 ? lenient.decode(one) : `${lenient.decode(one.subarray(0, -1))}\n`;
    start = end;
  }
  return { text, faults };
}

/** Index of the first byte of the first letter that is none, or null. A prefix stays faulty when it grows, so halving finds it. */
function firstBad(bytes: Uint8Array, encoding: Encoding): number | null {
  if (decodes(bytes, encoding)) return null;
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodes(bytes.subarray(0, middle), encoding, { cut: true })) good = middle;
    else bad = middle;
  }
  // `good` may end inside the letter; no letter has more than four bytes.
  while (good > 0 && !decodes(bytes.subarray(0, good), encoding)) good--;
  return good;
}

/** Is it text in this encoding? `cut`: its last letter may be missing an end. */
function decodes(bytes: Uint8Array, encoding: Encoding, { cut = false } = {}): boolean {
  try {
    new TextDecoder(labels[encoding], { fatal: true, ignoreBOM: true }).decode(bytes, { stream: cut });
    return true;
  } catch {
    return false;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1 && parts[0]) return parts[0];
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function count(bytes: Uint8Array, wanted: number): number {
  let found = 0;
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) found++;
  return found;
}
