/** The leader, 24 bytes: ISO 2709 §4.3, MARC 21 and UNIMARC alike. */
import { delimiter, digits, isControl, latin } from "./bytes.ts";
import type { Findings } from "./finding.ts";
import { width } from "./place.ts";

export const leaderLength = 24;
/** Length of an entry of the directory: tag, four digits of length, five of place. */
export const entryLength = 12;

const two = 0x32;
/** Printed for a blank, and then typed. */
export const hyphen = 0x2d;

/** Length of the record as its leader tells it; -1 where it tells none. */
export function toldLength(bytes: Uint8Array, start: number): number {
  return digits(bytes, start, 5);
}

/** Where its leader says that the fields begin, from the start of the record; -1. */
export function toldBase(bytes: Uint8Array, start: number): number {
  return digits(bytes, start + 12, 5);
}

/** Two indicators, and two bytes for a subfield's delimiter and code: everybody's, and all that is read here. */
export function hasUsualCounts(bytes: Uint8Array, start: number): boolean {
  return bytes[start + 10] === two && bytes[start + 11] === two;
}

/** Could a record begin here? */
export function looksLikeLeader(bytes: Uint8Array, start: number, end: number): boolean {
  return start + leaderLength < end && hasUsualCounts(bytes, start) && toldBase(bytes, start) > leaderLength;
}

/** Is everything in it that this reader relies on as usual, and all of it text? No code of any position is a hyphen. */
export function isUsualLeader(bytes: Uint8Array, start: number): boolean {
  for (let at = start; at < start + leaderLength; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 || byte > 0x7e || byte === hyphen) return false;
  }
  return hasUsualCounts(bytes, start) && bytes[start + 20] === 0x34 && bytes[start + 21] === 0x35;
}

export function explainLeader(bytes: Uint8Array, start: number, findings: Findings): void {
  const strange = bytes.subarray(start, start + leaderLength).findIndex((byte) => byte < 0x20 || byte > 0x7e);
  if (strange >= 0) findings.add("marc.leader-bytes", start + strange, { done: "kept" });
  const hyphens = bytes.subarray(start, start + leaderLength).indexOf(hyphen);
  if (hyphens >= 0) findings.add("marc.leader-hyphens", start + hyphens, { done: "repaired" });
  const map = latin(bytes, start + 20, start + 22);
  if (!hasUsualCounts(bytes, start))
    findings.add("marc.leader-counts", start + 10, {
      done: "repaired",
      data: { told: latin(bytes, start + 10, start + 12) },
    });
  else if (map !== "45")
    findings.add("marc.leader-counts", start + 20, { done: "repaired", data: { told: map } });
}

/** Does the leader tell another number of indicators than two, and do the fields agree? Such records are of another family of formats. */
export function hasOtherIndicators(bytes: Uint8Array, start: number, fields: Int32Array): boolean {
  const told = digits(bytes, start + 10, 1);
  if (told < 0 || told === 2) return false;
  let agree = 0;
  let others = 0;
  for (let at = 0; at < fields.length; at += width) {
    if (isControl(fields[at] ?? 0)) continue;
    if (bytes[(fields[at + 1] ?? 0) + told] === delimiter) agree++;
    else others++;
  }
  return agree > others;
}

export function tellLength(bytes: Uint8Array, start: number, end: number, findings: Findings): void {
  findings.add("marc.leader-length", start, {
    done: "repaired",
    data: { told: latin(bytes, start, start + 5), found: end - start },
  });
}
