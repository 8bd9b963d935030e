/** Whether awards and the way on are what the places say. Pure. */
import type { Award } from "./contract.ts";

interface Row {
  /** Null: they have no place. */
  place: number | null;
  award: Award | null;
  advances: boolean;
}

const ladder = ["first", "second", "third"] as const;
const step = (award: Award | null) =>
  award === null ? ladder.length + 1 : award === "excellent" ? ladder.length : ladder.indexOf(award);

/**
 * Nobody has more than somebody in a better place, equal ones have the same, one place is first, and no award is left out below which another
 * is given, save those that equal ones have taken. `优秀奖` stands under the others and needs none above it.
 */
export function followPlaces(rows: readonly Row[]): boolean {
  const placed = rows
    .flatMap(({ place, ...row }) => (place === null ? [] : [{ ...row, place }]))
    .sort((a, b) => a.place - b.place);
  const inOrder = placed.every((row, at) => {
    const better = placed[at - 1];
    if (!better) return true;
    if (better.place === row.place)
      return step(better.award) === step(row.award) && better.advances === row.advances;
    return step(better.award) <= step(row.award) && Number(better.advances) >= Number(row.advances);
  });
  const firsts = new Set(placed.flatMap(({ award, place }) => (award === "first" ? [place] : [])));
  const skipped = ladder.some(
    (award, at) =>
      placed.some((row) => row.award === award) &&
      placed.filter((row) => step(row.award) < step(award)).length < at,
  );
  return inOrder && firsts.size <= 1 && !skipped;
}
