/** How those on a door's list are found and told apart. Pure. */
import { folded } from "#platform/search";

/** What a clerk looks for: part of a name, or the last digits of a phone number, of which four are known here. */
export type Sought = { name: string } | { tail: string };

/** What is meant by what was typed. Signs without a letter are nobody's name. */
export function soughtIn(typed: string): Sought {
  const looked = folded(typed);
  return /^\d+$/.test(looked) ? { tail: looked.slice(-4) } : { name: looked };
}

/** Is somebody with this name and this tail meant? */
export function isSought(sought: Sought, name: string | null, tail: string | null): boolean {
  if ("tail" in sought) return tail?.endsWith(sought.tail) ?? false;
  return sought.name !== "" && name !== null && folded(name).includes(sought.name);
}

/** Those that occur more than once. */
export function repeated(names: Iterable<string>): Set<string> {
  const [once, more] = [new Set<string>(), new Set<string>()];
  for (const name of names) (once.has(name) ? more : once).add(name);
  return more;
}

export interface Called {
  claimId: string;
  name: string | null;
  /** Last digits of the phone number, where they are needed. */
  phoneTail: string | null;
}

/**
 * A number, in order of booking, for each whom name and phone do not tell from another; always for those who left neither, so that
 * the second group stays the second when the first was a mistake.
 */
export function numbersApart(all: readonly Called[]): Map<string, number> {
  const alike = Map.groupBy(all, ({ name, phoneTail }) => JSON.stringify([name, phoneTail]));
  return new Map(
    [...alike.values()].flatMap((group) =>
      group.length > 1 || (group[0]?.name ?? group[0]?.phoneTail ?? null) === null
        ? group.map(({ claimId }, at) => [claimId, at + 1] as const)
        : [],
    ),
  );
}
