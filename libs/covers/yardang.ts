import { at, type Chance, dyes, type Picture, type Stroke } from "./chance.ts";

const skies: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  [dyes.cream, dyes.poplar],
  [dyes.sand, dyes.madder],
  ["#DCE7E4", dyes.snow],
  ["#24324D", dyes.sand],
];

/** Yardang (雅丹, the Ghost City of Urho): wind-cut ridges in layers, bands of stone, one sun or moon. */
export function yardang(chance: Chance): Picture {
  const [sky, sun] = chance.one(skies);
  const rocks = ["#D8B27C", "#C08A52", "#A3673A", "#7C4A2E", "#553324"];
  const r = chance.whole(7, 12);
  const x = chance.whole(24, 96);
  const y = chance.whole(14, 26);
  const strokes: Stroke[] = [
    { d: `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`, colour: sun },
  ];
  rocks.forEach((colour, layer) => {
    const base = 34 + layer * 9.5;
    strokes.push({ d: ridge(base, 15 - layer * 1.6, chance), colour });
    // A band of harder stone runs through each ridge.
    const bend = chance.whole(-2, 2);
    strokes.push({
      d: `M0 ${at(base + 7)}Q60 ${at(base + 7 + bend)} 120 ${at(base + 6)}`,
      colour: sky,
      width: 0.35,
    });
  });
  return { ground: sky, strokes };
}

/** Flat tops and steep sides, as the wind leaves them. */
function ridge(base: number, high: number, chance: Chance): string {
  let d = `M0 80V${at(base)}`;
  let x = 0;
  while (x < 120) {
    const gap = 3 + chance.next() * 9;
    const top = 5 + chance.next() * 13;
    const up = high * (0.25 + chance.next() * 0.75);
    d += `L${at(x + gap)} ${at(base)}L${at(x + gap + 2.2)} ${at(base - up)}L${at(x + gap + top)} ${at(base - up * 0.92)}L${at(x + gap + top + 3)} ${at(base)}`;
    x += gap + top + 3;
  }
  return `${d}L${at(Math.max(x, 120))} 80z`;
}
