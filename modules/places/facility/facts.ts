/** The editable facts of a facility, and what differs between two versions of them. Pure. */
import type { Position } from "#libs/coordinates";
import type { Hours } from "#libs/hours";
import type { AccessCode, EquipmentCode, FacilityLevel } from "../words.ts";

export interface Facts {
  /** The city's own number for it. */
  number: string | null;
  name: string;
  names: Record<string, string>;
  kind: string;
  level: FacilityLevel;
  address: string;
  position: Position | null;
  phone: string | null;
  access: AccessCode[];
  equipment: EquipmentCode[];
  hours: Hours | null;
}

const factNames = [
  "number",
  "name",
  "names",
  "kind",
  "level",
  "address",
  "position",
  "phone",
  "access",
  "equipment",
  "hours",
] as const satisfies readonly (keyof Facts)[];
export type FactName = (typeof factNames)[number];

/** Names of the facts that differ, in the order in which they are shown. */
export function changedFacts(before: Facts, after: Partial<Facts>): FactName[] {
  return factNames.filter((name) => after[name] !== undefined && !same(before[name], after[name]));
}

export interface Merge {
  facts: Facts;
  /** Facts that somebody else changed meanwhile to something the editor does not want. */
  collisions: FactName[];
}

/** What the editor wants, laid over what is now. Facts the editor left as they saw them stay as they are now. */
export function merge(seen: Facts, now: Facts, wanted: Partial<Facts>): Merge {
  const mine = changedFacts(seen, wanted);
  const theirs = new Set(changedFacts(seen, now));
  const facts = { ...now, ...Object.fromEntries(mine.map((name) => [name, wanted[name]])) };
  return { facts, collisions: mine.filter((name) => theirs.has(name) && !same(now[name], wanted[name])) };
}

/** Equal as data; the order of keys in an object says nothing. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, at) => same(item, b[at]))
    );
  }
  const one = Object.entries(a);
  const other = new Map(Object.entries(b));
  return (
    one.length === other.size && one.every(([key, value]) => other.has(key) && same(value, other.get(key)))
  );
}
