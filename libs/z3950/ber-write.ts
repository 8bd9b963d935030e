/** Writes BER: definite lengths in as few bytes as they need, measured first and then put into one buffer. */
import { type Ber, classOf, deepest, numberOf } from "./ber.ts";

/** The bytes of a value. Refuses one so deep that no reader of ours would take it. */
export function writeBer(value: Ber): Uint8Array {
  const lengths = new Map<Ber, number>();
  const bytes = new Uint8Array(measure(value, lengths, 0));
  put(bytes, 0, value, lengths);
  return bytes;
}

/** Bytes of the whole value; those of the content go into `lengths`. */
function measure(value: Ber, lengths: Map<Ber, number>, depth: number): number {
  if (depth >= deepest) throw new Error(`A query nests deeper than ${deepest} levels: ask it in several.`);
  const length = value.parts
    ? value.parts.reduce((sum, part) => sum + measure(part, lengths, depth + 1), 0)
    : value.content.length;
  lengths.set(value, length);
  return headerOf(value, length).length + length;
}

function put(bytes: Uint8Array, at: number, value: Ber, lengths: Map<Ber, number>): number {
  const header = headerOf(value, lengths.get(value) ?? 0);
  bytes.set(header, at);
  const contentAt = at + header.length;
  if (value.parts) return value.parts.reduce((next, part) => put(bytes, next, part, lengths), contentAt);
  bytes.set(value.content, contentAt);
  return contentAt + value.content.length;
}

function headerOf({ tag, parts }: Ber, length: number): number[] {
  const first = classOf(tag) * 0x40 + (parts ? 0x20 : 0);
  const number = numberOf(tag);
  const name = number < 0x1f ? [first + number] : [first + 0x1f, ...inSevens(number)];
  if (length < 0x80) return [...name, length];
  const size: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) size.unshift(rest % 256);
  return [...name, 0x80 + size.length, ...size];
}

/** A number in groups of seven bits, each but the last with the eighth set (8.1.2.4, 8.19). */
export function inSevens(number: number): number[] {
  const groups = [number % 128];
  for (let rest = Math.floor(number / 128); rest > 0; rest = Math.floor(rest / 128))
    groups.unshift(0x80 + (rest % 128));
  return groups;
}
