/** Small halls for tests, drawn as text. */
import type { Plan, Seat } from "./shape.ts";

/** Seats stand this far apart, rows twice as far. */
export const spacing = 50;

const kinds: Record<string, Seat["kind"]> = { w: "wheelchair", c: "companion", v: "restricted-view" };

/**
 * A hall with the stage above its first column, and which of its seats are free. A row is a text, a seat a letter: `s`, `w` a wheelchair
 * space, `c` the companion's seat beside it, `v` a restricted view; capital when it is taken; a blank is an aisle. Seats are `1-1` …,
 * numbered from the left.
 */
export function hall(...rows: string[]): { plan: Plan; free: string[] } {
  const free: string[] = [];
  const made = rows.map((text, r) => {
    const blocks: Seat[][] = [];
    let number = 0;
    for (const [column, letter] of [...text].entries()) {
      if (letter === " " || column === 0) blocks.push([]);
      if (letter === " ") continue;
      number++;
      const id = `${r + 1}-${number}`;
      const kind = kinds[letter.toLowerCase()] ?? "standard";
      const place = { x: column * spacing, y: (r + 1) * 2 * spacing };
      blocks.at(-1)?.push({ id, label: id, number: String(number), ...place, category: "甲", kind });
      if (letter === letter.toLowerCase()) free.push(id);
    }
    return { name: String(r + 1), blocks: blocks.map(withSpaces) };
  });
  const plan: Plan = {
    name: "试排",
    size: { width: 5000, height: 5000 },
    focal: { x: 0, y: 0 },
    categories: [{ name: "甲" }],
    zones: [{ name: "池座", rows: made }],
  };
  return { plan, free };
}

/** Each companion seat given to the wheelchair space before it, else to the one after it. */
function withSpaces(block: Seat[]): Seat[] {
  const given = new Set<string>();
  return block.map((seat, n) => {
    if (seat.kind !== "companion") return seat;
    const space = [block[n - 1], block[n + 1]].find(
      (one) => one?.kind === "wheelchair" && !given.has(one.id),
    );
    if (!space) return { ...seat, kind: "standard" };
    given.add(space.id);
    return { ...seat, of: space.id };
  });
}
