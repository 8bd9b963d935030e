/** The editable facts of a facility, and how two edits of them come together. Pure. */
import type { Position } from "#libs/coordinates";
import { type Hours, weekdays } from "#libs/hours";
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

const plainNames = [
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
] as const satisfies readonly (keyof Facts)[];
const factNames = [...plainNames, "hours"] as const;
export type FactName = (typeof factNames)[number];

/** Names of the facts that differ, in the order in which they are shown. */
export function changedFacts(before: Facts, after: Partial<Facts>): FactName[] {
  return factNames.filter((name) => after[name] !== undefined && !same(before[name], after[name]));
}

/**
 * What one editor changes at a time: a fact, or one day of the hours, so that one may set Monday while another sets
 * Tuesday. Named like the end of a JSON pointer: `phone`, `hours/week/mon`, `hours/exceptions`.
 */
export type Part = string;

export interface Merge {
  facts: Facts;
  /** Parts that somebody else changed meanwhile to something the editor does not want. */
  collisions: Part[];
}

/** What the editor wants, laid over what is now. Parts the editor left as they saw them stay as they are now. */
export function merge(seen: Facts, now: Facts, wanted: Partial<Facts>): Merge {
  const before = partsOf(seen);
  const present = partsOf(now);
  const after = partsOf({ ...seen, ...wanted });
  const mine = [...new Set([...before.keys(), ...after.keys()])].filter(
    (part) => !same(before.get(part), after.get(part)),
  );
  const result = new Map(present);
  for (const part of mine) result.set(part, after.get(part));
  return {
    facts: factsFrom(now, result),
    collisions: mine.filter(
      (part) => !same(before.get(part), present.get(part)) && !same(present.get(part), after.get(part)),
    ),
  };
}

/** The value of one part; undefined where there is none. */
export function partOf(facts: Facts, part: Part): unknown {
  return partsOf(facts).get(part);
}

/** Do both say the same of this part? */
export function samePart(one: Facts, other: Facts, part: Part): boolean {
  return same(partOf(one, part), partOf(other, part));
}

function partsOf(facts: Facts): Map<Part, unknown> {
  const parts = new Map<Part, unknown>(plainNames.map((name) => [name, facts[name]]));
  const { hours } = facts;
  parts.set("hours", hours !== null);
  for (const day of weekdays) parts.set(`hours/week/${day}`, hours?.week[day] ?? []);
  parts.set("hours/seasons", hours?.seasons ?? []);
  parts.set("hours/exceptions", hours?.exceptions ?? []);
  parts.set("hours/onHoliday", hours?.onHoliday);
  parts.set("hours/onMakeUp", hours?.onMakeUp);
  return parts;
}

function factsFrom(now: Facts, parts: ReadonlyMap<Part, unknown>): Facts {
  // partsOf took each value from the field it goes back to.
  const plain = Object.fromEntries(plainNames.map((name) => [name, parts.get(name)])) as unknown as Facts;
  return { ...now, ...plain, hours: parts.get("hours") ? hoursFrom(parts) : null };
}

function hoursFrom(parts: ReadonlyMap<Part, unknown>): Hours {
  const week = weekdays.flatMap((day) => {
    const sessions = parts.get(`hours/week/${day}`) as NonNullable<Hours["week"]["mon"]> | undefined;
    return sessions && sessions.length > 0 ? [[day, sessions]] : [];
  });
  const seasons = parts.get("hours/seasons") as Hours["seasons"];
  const exceptions = parts.get("hours/exceptions") as Hours["exceptions"];
  const onHoliday = parts.get("hours/onHoliday") as Hours["onHoliday"];
  const onMakeUp = parts.get("hours/onMakeUp") as Hours["onMakeUp"];
  return {
    week: Object.fromEntries(week),
    ...(seasons && seasons.length > 0 && { seasons }),
    ...(exceptions && exceptions.length > 0 && { exceptions }),
    ...(onHoliday && { onHoliday }),
    ...(onMakeUp && { onMakeUp }),
  };
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
