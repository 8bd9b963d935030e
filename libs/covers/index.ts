import { atlas } from "./atlas.ts";
import { type Chance, chanceOf, type Picture } from "./chance.ts";
import { felt } from "./felt.ts";
import { papercut } from "./papercut.ts";
import { waves } from "./waves.ts";
import { yardang } from "./yardang.ts";

export type { Picture } from "./chance.ts";
export { coverSvg } from "./svg.ts";

const families: Record<string, (chance: Chance) => Picture> = { atlas, papercut, felt, yardang, waves };
const order = ["atlas", "papercut", "felt", "yardang", "waves"] as const;

export type PatternFamily = (typeof order)[number];

const kept = new Map<string, Picture>();
const mostKept = 500;

/** The picture of a name, for ever the same; its family is chosen from the name where none is given. Drawn once: the same name stands on many pages. */
export function pictureOf(name: string, family: PatternFamily | undefined): Picture {
  const id = `${family ?? ""} ${name}`;
  const known = kept.get(id);
  if (known) return known;
  const chance = chanceOf(name);
  const chosen = family ?? order[chance.whole(0, order.length - 1)] ?? "atlas";
  const picture = (families[chosen] ?? atlas)(chance);
  if (kept.size >= mostKept) kept.clear();
  kept.set(id, picture);
  return picture;
}
