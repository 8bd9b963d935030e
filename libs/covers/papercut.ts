import { at, type Chance, dyes, type Picture, type Stroke } from "./chance.ts";

const pairs: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  [dyes.madder, dyes.cream],
  [dyes.river, dyes.snow],
  [dyes.indigo, dyes.snow],
  [dyes.poplar, dyes.cream],
];

/**
 * Paper-cut (剪纸): one sheet folded and cut, so that everything repeats about a centre. The two old strokes are the saw
 * tooth (锯齿) and the crescent (月牙); the fold is 6 (snow), 8 or 12.
 */
export function papercut(chance: Chance): Picture {
  const [paper, light] = chance.one(pairs);
  const folds = chance.one([6, 8, 12]);
  const centre = [chance.whole(44, 80), chance.whole(34, 50)] as const;
  const radius = chance.whole(42, 50);
  const turns = Array.from({ length: folds }, (_, n) => (360 / folds) * n);
  const strokes: Stroke[] = [{ d: disc(centre, radius, folds * 6), colour: paper }];
  const rings = [0.86, 0.62, 0.4];
  for (const ring of rings) {
    const far = radius * ring;
    const room = (Math.PI * far) / folds;
    const cut = chance.one([crescent, leaf, drop, teeth]);
    strokes.push({
      d: cut(centre, far, Math.min(room * 0.8, 9), radius * 0.1),
      colour: light,
      turns,
      centre,
    });
    // Between two motifs of a ring stands a small round cut.
    const between = turns.map((turn) => turn + 180 / folds);
    strokes.push({ d: dot(centre, far, Math.min(1.7, room * 0.2)), colour: light, turns: between, centre });
  }
  strokes.push({ d: leaf(centre, radius * 0.17, radius * 0.07, radius * 0.1), colour: light, turns, centre });
  return { ground: light, strokes };
}

type Centre = readonly [number, number];

/** The sheet's outer edge, cut in small teeth. */
function disc([cx, cy]: Centre, radius: number, count: number): string {
  const points = Array.from({ length: count * 2 }, (_, n) => {
    const angle = (Math.PI * n) / count;
    const far = n % 2 ? radius : radius - 2.2;
    return `${at(cx + far * Math.sin(angle))} ${at(cy - far * Math.cos(angle))}`;
  });
  return `M${points.join("L")}z`;
}

function crescent([cx, cy]: Centre, far: number, wide: number, deep: number): string {
  const y = cy - far;
  return `M${at(cx - wide)} ${at(y + deep * 0.4)}Q${cx} ${at(y - deep * 1.6)} ${at(cx + wide)} ${at(y + deep * 0.4)}Q${cx} ${at(y - deep * 0.3)} ${at(cx - wide)} ${at(y + deep * 0.4)}z`;
}

function leaf([cx, cy]: Centre, far: number, wide: number, deep: number): string {
  const y = cy - far;
  return `M${cx} ${at(y - deep)}Q${at(cx + wide)} ${at(y)} ${cx} ${at(y + deep)}Q${at(cx - wide)} ${at(y)} ${cx} ${at(y - deep)}z`;
}

function drop([cx, cy]: Centre, far: number, wide: number, deep: number): string {
  const y = cy - far;
  const r = Math.min(wide * 0.5, deep * 0.7);
  return `M${cx} ${at(y - deep)}L${at(cx + r)} ${at(y + deep * 0.3)}A${at(r)} ${at(r)} 0 1 1 ${at(cx - r)} ${at(y + deep * 0.3)}z`;
}

function teeth([cx, cy]: Centre, far: number, wide: number, deep: number): string {
  const y = cy - far;
  const step = (2 * wide) / 5;
  const cuts = [0, 1, 2, 3, 4].map((n) => {
    const x = cx - wide + n * step;
    return `L${at(x + step / 2)} ${at(y - deep)}L${at(x + step)} ${at(y + deep * 0.4)}`;
  });
  return `M${at(cx - wide)} ${at(y + deep * 0.4)}${cuts.join("")}z`;
}

function dot([cx, cy]: Centre, far: number, r: number): string {
  const y = cy - far;
  return `M${at(cx - r)} ${at(y)}a${at(r)} ${at(r)} 0 1 0 ${at(2 * r)} 0a${at(r)} ${at(r)} 0 1 0 ${at(-2 * r)} 0z`;
}
