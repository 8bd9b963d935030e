import { at, type Chance, dyes, type Picture, type Stroke } from "./chance.ts";

type Shape = (x: number) => number;

// How far a motif reaches up and down at a distance x (0 axis … 1 edge) from its axis.
const shapes: readonly [Shape, ...Shape[]] = [
  (x) => 1 - x,
  (x) => Math.cos((x * Math.PI) / 2),
  (x) => (x < 0.35 ? 1 : x < 0.7 ? 0.62 : 0.3),
  (x) => Math.max(0.15, 1 - 1.6 * x) + (x > 0.55 ? (x - 0.55) * 1.2 : 0),
];

const palettes: readonly [readonly string[], ...(readonly string[])[]] = [
  [dyes.cream, dyes.river, dyes.poplar, dyes.madder, dyes.ink],
  [dyes.cream, dyes.indigo, dyes.poplar, dyes.river, dyes.madder],
  [dyes.poplar, dyes.madder, dyes.cream, dyes.river, dyes.ink],
  [dyes.river, dyes.cream, dyes.poplar, dyes.indigo, dyes.madder],
  [dyes.madder, dyes.cream, dyes.indigo, dyes.poplar, dyes.river],
];

// A thread bundle is `thread` wide; half a motif is `half` wide.
const half = 11;
const thread = 0.5;
const tall = 56;

/**
 * Atlas silk (艾德莱斯): the warp is tied and dyed before weaving, so that motifs stand in mirrored columns and their
 * edges feather along the threads. One bundle of threads is one bar here, and each bar slips a little.
 */
export function atlas(chance: Chance): Picture {
  const palette = chance.one(palettes);
  const ground = palette[0] ?? dyes.cream;
  const unit = half * 2 + 3;
  const strokes: Stroke[] = [];
  for (const column of [0, 1]) {
    const axis = unit * column + half + 2.5;
    const colours = shuffled(palette.slice(1), chance);
    const middle = column === 0 ? tall / 2 : 0;
    strokes.push(
      ...motif(axis, middle, 0.96, colours, chance),
      ...motif(axis, middle + tall / 2, 0.5, colours, chance),
    );
    // Plain warp between the columns, as in the cloth.
    const edge = unit * column;
    strokes.push({
      d: `M${edge} 0h1v${tall}h-1zM${edge + 1.6} 0h.4v${tall}h-.4z`,
      colour: colours[0] ?? dyes.river,
    });
  }
  return { ground, tile: { width: unit * 2, height: tall }, strokes };
}

/** Nested layers of one motif about (axis, middle); drawn again a tile above and below, so that the cloth has no seam. */
function motif(
  axis: number,
  middle: number,
  scale: number,
  colours: readonly string[],
  chance: Chance,
): Stroke[] {
  const shape = chance.one(shapes);
  const layers = scale > 0.6 ? [1, 0.74, 0.48, 0.22] : [1, 0.62, 0.26];
  const reach = (tall / 2) * scale * (0.86 + chance.next() * 0.1);
  // One slip per bundle for all layers: a dyed bundle moves as a whole. Neighbours slip alike, with a jump now and then.
  let slip = 0;
  const slips = Array.from({ length: half / thread }, () => {
    slip = chance.next() < 0.3 ? (chance.next() - 0.5) * 3.6 : slip * 0.6 + (chance.next() - 0.5) * 1.2;
    return slip;
  });
  return layers.map((size, layer) => {
    const width = Math.max(thread, half * Math.min(1, scale + 0.2) * size);
    let d = "";
    for (let n = 0; n * thread < width; n += 1) {
      const x = n * thread;
      const feather = chance.next() * 1.6 * size;
      const high = reach * size * shape(x / (width + thread)) - feather;
      if (high < 0.4) continue;
      const from = middle - high + (slips[n] ?? 0);
      for (const top of [from - tall, from, from + tall]) {
        if (top > tall || top + 2 * high < 0) continue;
        for (const left of [axis - x - thread, axis + x]) {
          d += `M${at(left)} ${at(top)}h${thread}v${at(2 * high)}h-${thread}z`;
        }
      }
    }
    return { d, colour: colours[layer % colours.length] ?? dyes.river };
  });
}

function shuffled(values: readonly string[], chance: Chance): string[] {
  return values
    .map((value) => ({ value, order: chance.next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ value }) => value);
}
