/** Where a record begins and ends in a stream, when a terminator has come: the length in its leader and the terminator must agree. */
import { recordEnd, type Source } from "./bytes.ts";
import { type FieldIndex, soundDirectory } from "./directory.ts";
import { leaderLength, looksLikeLeader, toldLength } from "./leader.ts";

export interface Cut {
  start: number;
  /** Behind the terminator. */
  end: number;
  /** The leader tells another length. */
  isOtherLength: boolean;
  /** A terminator stands inside, at this index; -1. */
  inside: number;
}

/** How far from what is no leader one is looked for. */
const mostBefore = 100;

/** Cuts at the first terminator behind `from`. Null: more must come before it can be told. */
export function cutRecord(
  source: Source,
  { from, terminator, isLast }: { from: number; terminator: number; isLast: boolean },
  index: FieldIndex,
): Cut | null {
  const { bytes } = source;
  const end = terminator + 1;
  if (toldLength(bytes, from) === end - from) return { start: from, end, isOtherLength: false, inside: -1 };
  const start = skipBlank(bytes, from, terminator);
  const told = toldLength(bytes, start);
  if (told === end - start) return { start, end, isOtherLength: false, inside: -1 };
  const longer = start + told;
  if (longer > end && looksLikeLeader(bytes, start, terminator)) {
    if (longer > bytes.length && !isLast) return null;
    if (bytes[longer - 1] === recordEnd && isSound(source, start, longer, index))
      return { start, end: longer, isOtherLength: false, inside: terminator };
  }
  // A whole record behind something that is none, or the beginning of one that was cut.
  for (let at = start + 1; at < terminator - leaderLength; at++)
    if (toldLength(bytes, at) === end - at && isSound(source, at, end, index))
      return { start: at, end, isOtherLength: false, inside: -1 };
  const leader = looksLikeLeader(bytes, start, terminator) ? start : leaderBehind(bytes, start, terminator);
  return { start: leader, end, isOtherLength: true, inside: -1 };
}

function isSound(source: Source, start: number, end: number, index: FieldIndex): boolean {
  if (!looksLikeLeader(source.bytes, start, end)) return false;
  const count = soundDirectory(source, start, end, index);
  if (count > 0) index.release(index.used - 3 * count);
  return count > 0;
}

function leaderBehind(bytes: Uint8Array, start: number, terminator: number): number {
  for (let at = start + 1; at < Math.min(start + mostBefore, terminator); at++)
    if (looksLikeLeader(bytes, at, terminator)) return at;
  return start;
}

/** Passes over blanks, line breaks, other controls and the mark of UTF-8. */
export function skipBlank(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  if (bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) at += 3;
  while (at < to && (bytes[at] ?? 0) <= 0x20) at++;
  return Math.min(at, to);
}
