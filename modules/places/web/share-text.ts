/** "92%" of a count; a dash where there is nothing to have. */
import type { Text } from "#libs/texts";

/** Rounded down, so that 100 % is said only of all of them. */
export function shareText(t: Text, { have, of }: { have: number; of: number }): string {
  if (of === 0) return "—";
  return t.formats.percentText(Math.floor((have / of) * 1000) / 1000, have === of ? 0 : 1);
}
