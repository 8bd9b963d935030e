/** Facts made tidy, and what is impossible about them. Pure; unknown codes are the database's business. */
import { isShifted } from "#libs/coordinates";
import { faultsIn } from "#libs/hours";
import type { FieldFault } from "#platform/errors";
import type { Facts } from "./facts.ts";

/** May a place have begun on that day? What lies before 1900 or more than a year ahead is a slip of the hand. */
export function sinceIsPlausible(since: string, today: string): boolean {
  const [year, rest] = [Number(today.slice(0, 4)), today.slice(4)];
  return since >= "1900-01-01" && since <= `${year + 1}${rest}`;
}

/** The whole facts of what was given: spaces trimmed, nothing twice, empty for what is missing. */
export function tidy(input: Pick<Facts, "name" | "kind" | "level"> & Partial<Facts>): Facts {
  return {
    number: input.number?.trim() || null,
    name: input.name.trim(),
    names: Object.fromEntries(
      Object.entries(input.names ?? {}).map(([locale, name]) => [locale, name.trim()]),
    ),
    kind: input.kind,
    level: input.level,
    address: input.address?.trim() ?? "",
    position: input.position ?? null,
    phone: input.phone?.trim() || null,
    access: [...new Set(input.access ?? [])],
    equipment: [...new Set(input.equipment ?? [])],
    hours: input.hours ?? null,
  };
}

/** What cannot be, with the field below `at` that says it. */
export function factFaults(facts: Facts, at: string): FieldFault[] {
  const { position, hours } = facts;
  return [
    // GCJ-02 and BD-09 are defined in and around China only; a swapped pair or a forgotten system shows here.
    ...(position && position.system !== "WGS-84" && !isShifted(position)
      ? [{ field: `${at}/position/lon`, id: "position.outside" }]
      : []),
    ...(hours
      ? faultsIn(hours).map(({ at: where, ...fault }) => ({ field: `${at}/hours${where}`, ...fault }))
      : []),
  ];
}
