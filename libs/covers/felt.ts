import { type Chance, dyes, type Picture, type Stroke } from "./chance.ts";

const dyings: readonly [readonly [string, string, string], ...(readonly [string, string, string])[]] = [
  [dyes.madder, dyes.cream, dyes.ink],
  [dyes.indigo, dyes.sand, dyes.poplar],
  [dyes.walnut, dyes.cream, dyes.poplar],
  [dyes.river, dyes.sand, dyes.ink],
];

// One ram's horn (қошқар мүйіз) in a cell of 40, stem near the axis x = 20, curling outwards; and its mirror.
const horns =
  "M18.8 20V11C18.8 5.6 14.4 3 11.4 5C9 6.8 9.8 10.6 12.8 10.6C14.6 10.4 14.8 8.4 13.6 7.8" +
  "M21.2 20V11C21.2 5.6 25.6 3 28.6 5C31 6.8 30.2 10.6 27.2 10.6C25.4 10.4 25.2 8.4 26.4 7.8";
const lozenge = "M20 0L40 20L20 40L0 20z";
const checks = "M0 0h20v20h-20zM20 20h20v20h-20z";
const seed = "M20 16.4L23.6 20L20 23.6L16.4 20z";

/** Felt (花毡, сырмақ): two colours cut from one sheet and laid into each other, a cord along every seam. */
export function felt(chance: Chance): Picture {
  const [ground, laid, cord] = chance.one(dyings);
  const turns = [0, 90, 180, 270];
  const centre = [20, 20] as const;
  const field: Stroke[] =
    chance.next() < 0.5
      ? [{ d: checks, colour: laid }]
      : [
          { d: lozenge, colour: laid },
          { d: lozenge, colour: cord, width: 1 },
        ];
  return {
    ground,
    tile: { width: 40, height: 40 },
    strokes: [
      ...field,
      { d: horns, colour: cord, width: 3.6, turns, centre },
      { d: horns, colour: ground, width: 1.3, turns, centre },
      { d: seed, colour: ground },
    ],
  };
}
