/** Finds the fields of a record whose leader or directory is wrong, by the terminators in it, and tells how. */
import { digits, fieldEnd, packTag, tagText } from "./bytes.ts";
import type { FieldIndex } from "./directory.ts";
import type { Findings } from "./finding.ts";
import { entryLength, leaderLength, toldBase } from "./leader.ts";

interface Entry {
  /** Of the entry itself. */
  at: number;
  tag: number;
  /** Where it says its field begins, and has its terminator; NaN where it says nothing. */
  from: number;
  to: number;
}

/** What stands between two terminators; `to` is the one behind it. */
interface Piece {
  from: number;
  to: number;
}

/**
 * Reads what `soundDirectory` would not: entries that point to whole fields are believed; those between two of them are matched in
 * order with the pieces between, if there are as many. Answers how many fields, -1 where they cannot be told apart.
 */
export function mendDirectory(
  bytes: Uint8Array,
  { start, end }: { start: number; end: number },
  index: FieldIndex,
  findings: Findings,
): number {
  const base = baseOf(bytes, start, end, findings);
  if (base < 0) {
    findings.add("marc.directory-unreadable", start, { done: "refused" });
    return -1;
  }
  const entries = entriesOf(bytes, { start, base }, findings);
  const pieces = piecesOf(bytes, base, end, findings);
  if (entries.length === 0 && pieces.length === 0) {
    findings.add("marc.record-empty", start, { done: "refused" });
    return -1;
  }
  const found = match(entries, pieces, findings);
  if (found === null) {
    findings.add("marc.directory-unreadable", start + leaderLength, {
      done: "refused",
      data: { entries: entries.length, fields: pieces.length },
    });
    return -1;
  }
  const at = index.reserve(found.length);
  found.forEach(({ tag, from, to }, n) => {
    index.numbers.set([tag, from, to], at + 3 * n);
  });
  return found.length;
}

/** Where the fields begin, in `bytes`: behind the first terminator. */
function baseOf(bytes: Uint8Array, start: number, end: number, findings: Findings): number {
  const told = toldBase(bytes, start);
  const first = bytes.indexOf(fieldEnd, start + leaderLength);
  if (told > leaderLength && start + told < end && bytes[start + told - 1] === fieldEnd && first === start + told - 1)
    return start + told;
  if (first < 0 || first >= end - 1) return -1;
  findings.add("marc.leader-base", start + 12, {
    done: "repaired",
    data: { told: told < 0 ? "" : told, found: first + 1 - start },
  });
  return first + 1;
}

function entriesOf(
  bytes: Uint8Array,
  { start, base }: { start: number; base: number },
  findings: Findings,
): Entry[] {
  const room = base - 1 - start - leaderLength;
  const entries = Array.from({ length: Math.floor(room / entryLength) }, (_, n): Entry => {
    const at = start + leaderLength + entryLength * n;
    const [length, place] = [digits(bytes, at + 3, 4), digits(bytes, at + 7, 5)];
    const from = place < 0 ? Number.NaN : base + place;
    return { at, tag: packTag(bytes, at), from, to: length < 1 ? Number.NaN : from + length - 1 };
  });
  if (room % entryLength !== 0)
    findings.add("marc.directory-length", start + leaderLength, { done: "repaired", data: { bytes: room } });
  return entries;
}

/** The pieces from `base` to the terminator of the record. */
function piecesOf(bytes: Uint8Array, base: number, end: number, findings: Findings): Piece[] {
  const pieces: Piece[] = [];
  let from = base;
  for (let to = bytes.indexOf(fieldEnd, from); to >= 0 && to < end; to = bytes.indexOf(fieldEnd, from)) {
    pieces.push({ from, to });
    from = to + 1;
  }
  if (from < end - 1) {
    findings.add("marc.field-end-missing", end - 1, { done: "repaired" });
    pieces.push({ from, to: end - 1 });
  }
  return pieces;
}

interface Found {
  tag: number;
  from: number;
  to: number;
}

/** Null where entries and pieces cannot be brought together. */
function match(entries: readonly Entry[], pieces: readonly Piece[], findings: Findings): Found[] | null {
  const begins = new Map(pieces.map(({ from }, n) => [from, n]));
  const ends = new Map(pieces.map(({ to }, n) => [to, n]));
  const placeOf = ({ from, to }: Entry) => {
    const [first, last] = [begins.get(from), ends.get(to)];
    return first === undefined || last === undefined || last < first ? null : { first, last };
  };
  // The order of the directory, unless those entries that can be believed have another: numbers that overflowed say nothing of it.
  const whole = entries.filter((entry) => placeOf(entry) !== null);
  const isInOrder = whole.every(({ from }, n) => n === 0 || from > (whole[n - 1]?.from ?? 0));
  const sorted = isInOrder ? entries : entries.toSorted((a, b) => a.from - b.from);
  const found = new Map<Entry, Found>();
  /** Entries and pieces since the last that was believed. */
  let waiting: Entry[] = [];
  let next = 0;
  const mended: Entry[] = [];
  const settle = (until: number): boolean => {
    const open = pieces.slice(next, until);
    if (waiting.length !== open.length && waiting.length > 0) {
      // Nothing between two terminators may be one terminator too many.
      const full = open.filter(({ from, to }) => to > from);
      if (full.length !== waiting.length) return false;
      tellEmpty(open, findings);
      open.splice(0, open.length, ...full);
    } else if (waiting.length === 0) tellUnclaimed(open, findings);
    waiting.forEach((entry, n) => {
      const { from, to } = open[n] ?? { from: 0, to: 0 };
      found.set(entry, { tag: entry.tag, from, to });
      mended.push(entry);
    });
    waiting = [];
    return true;
  };
  for (const entry of sorted) {
    const place = placeOf(entry);
    if (place === null || place.first < next) {
      waiting.push(entry);
      continue;
    }
    if (!settle(place.first)) return null;
    found.set(entry, { tag: entry.tag, from: entry.from, to: entry.to });
    next = place.last + 1;
  }
  if (!settle(pieces.length)) return null;
  const [worst] = mended;
  if (worst)
    findings.add("marc.directory-entries", worst.at, {
      field: tagText(worst.tag),
      done: "repaired",
      data: { count: mended.length },
    });
  return entries.map((entry) => found.get(entry) ?? { tag: entry.tag, from: 0, to: 0 });
}

function tellEmpty(pieces: readonly Piece[], findings: Findings): void {
  for (const { from, to } of pieces)
    if (from === to) findings.add("marc.bytes-of-no-field", from, { done: "left-out", data: { count: 0 } });
}

function tellUnclaimed(pieces: readonly Piece[], findings: Findings): void {
  for (const { from, to } of pieces)
    findings.add("marc.bytes-of-no-field", from, { done: "left-out", data: { count: to - from } });
}
