import { at, type Chance, dyes, type Picture, type Stroke } from "./chance.ts";

const waters: readonly [readonly [string, string, string], ...(readonly [string, string, string])[]] = [
  [dyes.river, dyes.snow, dyes.poplar],
  [dyes.indigo, dyes.cream, dyes.lake],
  [dyes.snow, dyes.river, dyes.indigo],
  [dyes.lake, dyes.cream, dyes.indigo],
];

/** Water: rows of rings over one another, each row hiding half of the one above; the river that made the town. */
export function waves(chance: Chance): Picture {
  const [ground, line, odd] = chance.one(waters);
  const r = chance.one([10, 12, 15]);
  const row = r / 2;
  const strokes: Stroke[] = [];
  const special = chance.whole(0, 1);
  for (let y = 0; y <= 4; y += 1) {
    for (const x of y % 2 ? [-r, r, 3 * r] : [0, 2 * r]) {
      const cy = y * row + row;
      strokes.push({ d: circle(x, cy, r), colour: ground });
      const colour = y % 2 === special && x === r * 2 * special ? odd : line;
      for (const share of [0.94, 0.72, 0.5, 0.26])
        strokes.push({ d: circle(x, cy, r * share), colour, width: 0.9 });
    }
  }
  return { ground, tile: { width: 2 * r, height: 2 * row }, strokes };
}

function circle(x: number, y: number, r: number): string {
  return `M${at(x - r)} ${at(y)}a${at(r)} ${at(r)} 0 1 0 ${at(2 * r)} 0a${at(r)} ${at(r)} 0 1 0 ${at(-2 * r)} 0z`;
}
