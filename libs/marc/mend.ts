/** Finds the fields of a record whose leader or directory is wrong, by the terminators in it, and tells how. */
import { digits, fieldEnd, indexWithin, latin, packTag, tagText } from "./bytes.ts";
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

interface Found extends Piece {
  tag: number;
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
  const found = fieldsOf(bytes, start, end, findings);
  if (found === null) {
    findings.add("marc.directory-unreadable", start + leaderLength, { done: "refused" });
    return -1;
  }
  if (found.length === 0) {
    findings.add("marc.record-empty", start, { done: "refused" });
    return -1;
  }
  const at = index.reserve(found.length);
  found.forEach(({ tag, from, to }, n) => {
    index.numbers.set([tag, from, to], at + 3 * n);
  });
  return found.length;
}

function fieldsOf(bytes: Uint8Array, start: number, end: number, findings: Findings): Found[] | null {
  const directory = start + leaderLength;
  const first = indexWithin(bytes, fieldEnd, directory, end);
  if (first === end) return null;
  const told = start + toldBase(bytes, start);
  // No terminator before the fields: another byte stands there, or the first field.
  for (const base of told > directory && told <= first ? [told, told - 1] : []) {
    const entries = entriesOf(bytes, { from: directory, to: told - 1, base });
    const pieces = piecesOf(bytes, base, end);
    if ((told - 1 - directory) % entryLength !== 0 || wholeIn(entries, pieces) < pieces.length) continue;
    findings.add("marc.directory-end", told - 1, { done: "repaired" });
    return match(entries, pieces, true, findings);
  }
  const base = first + 1;
  if (told !== base)
    findings.add("marc.leader-base", start + 12, {
      done: "repaired",
      data: { told: latin(bytes, start + 12, start + 17), found: base - start },
    });
  const pieces = piecesOf(bytes, base, end);
  if (pieces.length > 0 && bytes[end - 2] !== fieldEnd)
    findings.add("marc.field-end-missing", end - 1, { done: "repaired" });
  const place = { from: directory, to: first, base };
  const all = grown(bytes, place, pieces, findings);
  if (all) return all;
  const entries = likeliest(bytes, place, pieces, findings);
  const isWhole = (first - directory) % entryLength === 0;
  return match(entries, pieces, isWhole, findings);
}

/** Where the directory stands, and the fields behind it. */
interface Place {
  from: number;
  to: number;
  base: number;
}

function entriesOf(bytes: Uint8Array, { from, to, base }: Place): Entry[] {
  return Array.from({ length: Math.floor((to - from) / entryLength) }, (_, n): Entry => {
    const at = from + entryLength * n;
    const [length, place] = [digits(bytes, at + 3, 4), digits(bytes, at + 7, 5)];
    const first = place < 0 ? Number.NaN : base + place;
    return { at, tag: packTag(bytes, at), from: first, to: length < 1 ? Number.NaN : first + length - 1 };
  });
}

/** The pieces from `base` to the terminator of the record; the last may have no terminator of its own. */
function piecesOf(bytes: Uint8Array, base: number, end: number): Piece[] {
  const pieces: Piece[] = [];
  let from = base;
  for (
    let to = indexWithin(bytes, fieldEnd, from, end);
    to < end;
    to = indexWithin(bytes, fieldEnd, from, end)
  ) {
    pieces.push({ from, to });
    from = to + 1;
  }
  if (from < end - 1) pieces.push({ from, to: end - 1 });
  return pieces;
}

/** A record longer than its numbers can tell: entries in which length and place have more digits than four and five. */
function grown(
  bytes: Uint8Array,
  { from, to, base }: Place,
  pieces: readonly Piece[],
  findings: Findings,
): Found[] | null {
  const found: Found[] = [];
  let at = from;
  for (const piece of pieces) {
    const numbers =
      String(piece.to - piece.from + 1).padStart(4, "0") + String(piece.from - base).padStart(5, "0");
    if (latin(bytes, at + 3, at + 3 + numbers.length) !== numbers) return null;
    found.push({ ...piece, tag: packTag(bytes, at) });
    at += 3 + numbers.length;
  }
  if (at !== to) return null;
  if (to - from !== entryLength * found.length)
    findings.add("marc.directory-length", from, { done: "repaired", data: { bytes: to - from } });
  return found;
}

/** Of a directory that is not made of whole entries, counted from its beginning or from its end, what points to more fields. */
function likeliest(bytes: Uint8Array, place: Place, pieces: readonly Piece[], findings: Findings): Entry[] {
  const entries = entriesOf(bytes, place);
  const length = place.to - place.from;
  if (length % entryLength === 0) return entries;
  findings.add("marc.directory-length", place.from, { done: "repaired", data: { bytes: length } });
  // A byte less in the leader, and the first entry begins in it.
  const fromEnd = entriesOf(bytes, {
    ...place,
    from: place.to - entryLength * Math.ceil(length / entryLength),
  });
  return wholeIn(fromEnd, pieces) > wholeIn(entries, pieces) ? fromEnd : entries;
}

function wholeIn(entries: readonly Entry[], pieces: readonly Piece[]): number {
  const placeOf = placesIn(pieces);
  return entries.filter((entry) => placeOf(entry) !== null).length;
}

/** From which piece to which an entry says its field reaches; null where it does not agree with terminators. */
function placesIn(pieces: readonly Piece[]): (entry: Entry) => { first: number; last: number } | null {
  const begins = new Map(pieces.map(({ from }, n) => [from, n]));
  const ends = new Map(pieces.map(({ to }, n) => [to, n]));
  return ({ from, to }) => {
    const [first, last] = [begins.get(from), ends.get(to)];
    return first === undefined || last === undefined || last < first ? null : { first, last };
  };
}

/**
 * Null where entries and pieces cannot be brought together. What no entry points to has been deleted that way, where the directory is made
 * of whole entries; else the rest of one may have pointed to it.
 */
function match(
  entries: readonly Entry[],
  pieces: readonly Piece[],
  isWhole: boolean,
  findings: Findings,
): Found[] | null {
  const placeOf = placesIn(pieces);
  // The order of the directory, unless those entries that can be believed have another: numbers that overflowed say nothing of it.
  const whole = entries.filter((entry) => placeOf(entry) !== null);
  const isInOrder = whole.every(({ from }, n) => n === 0 || from > (whole[n - 1]?.from ?? 0));
  const found = new Map<Entry, Found>();
  const mended: Entry[] = [];
  const unclaimed: Piece[] = [];
  /** Entries and pieces since the last that was believed. */
  let waiting: Entry[] = [];
  let next = 0;
  for (const entry of isInOrder ? entries : entries.toSorted((a, b) => a.from - b.from)) {
    const place = placeOf(entry);
    if (place === null || place.first < next) {
      waiting.push(entry);
      continue;
    }
    if (!settle(place.first)) return null;
    found.set(entry, { tag: entry.tag, from: entry.from, to: entry.to });
    next = place.last + 1;
  }
  if (!settle(pieces.length) || (!isWhole && unclaimed.some(({ from, to }) => to > from))) return null;
  tellMended(mended, findings);
  for (const { from, to } of unclaimed) {
    const count = to + 1 - from;
    if (!findings.grow("marc.bytes-of-no-field", from, count))
      findings.add("marc.bytes-of-no-field", from, { done: "left-out", data: { count } });
  }
  return entries.flatMap((entry) => found.get(entry) ?? []);

  function settle(until: number): boolean {
    const open = pieces.slice(next, until);
    // A terminator too many makes a piece with nothing in it.
    const full = open.length === waiting.length ? open : open.filter(({ from, to }) => to > from);
    if (waiting.length > 0 && full.length !== waiting.length) return false;
    if (waiting.length === 0) for (const piece of open) unclaimed.push(piece);
    else if (full !== open) for (const piece of open) if (piece.to === piece.from) unclaimed.push(piece);
    waiting.forEach((entry, n) => {
      const piece = full[n];
      if (piece) found.set(entry, { tag: entry.tag, ...piece });
    });
    for (const entry of waiting) mended.push(entry);
    waiting = [];
    return true;
  }
}

function tellMended(mended: readonly Entry[], findings: Findings): void {
  const [first] = mended;
  if (first)
    findings.add("marc.directory-entries", first.at, {
      field: tagText(first.tag),
      done: "repaired",
      data: { count: mended.length },
    });
}
