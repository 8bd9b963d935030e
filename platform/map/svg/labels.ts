import { type Box, boxesMeet } from "#libs/geo";
import type { Size } from "./frame.ts";

export type Side = "right" | "left" | "above" | "below" | "middle";

export interface LabelWish {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Free space around the point that the label has to keep, in pixels. */
  readonly clear: number;
  readonly sides: readonly Side[];
  readonly size: number;
}

export interface PlacedLabel extends LabelWish {
  readonly side: Side;
  /** Pixels: [left, top, right, bottom]. */
  readonly box: Box;
}

/**
 * Finds a place for each label in turn, the first wish first; one that would cover a mark, another label or leave the frame is left out
 * (null), because a name that cannot be read says less than the list beside the map.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  taken: readonly Box[],
  size: Size,
): (PlacedLabel | null)[] {
  const full: Box[] = [...taken];
  return wishes.map((wish) => {
    for (const side of wish.sides) {
      const box = boxAt(wish, side);
      const inFrame = box[0] >= 4 && box[1] >= 4 && box[2] <= size.width - 4 && box[3] <= size.height - 4;
      if (!inFrame || full.some((other) => boxesMeet(other, box))) continue;
      full.push(box);
      return { ...wish, side, box };
    }
    return null;
  });
}

function boxAt({ text, x, y, clear, size }: LabelWish, side: Side): Box {
  const width = widthOf(text, size);
  const height = size * 1.25;
  const left = { right: x + clear, left: x - clear - width }[side as string] ?? x - width / 2;
  const top = { above: y - clear - height, below: y + clear }[side as string] ?? y - height / 2;
  return [left, top, left + width, top + height];
}

/** About how wide a text will be, in pixels: no fonts on the server, so each script has its average. */
export function widthOf(text: string, size: number): number {
  let ems = 0;
  for (const letter of text) {
    if (/[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60\u{20000}-\u{3ffff}]/u.test(letter)) ems += 1;
    else if (/[\s.,:;·'’|il]/u.test(letter)) ems += 0.3;
    else if (/\p{Script=Arabic}/u.test(letter)) ems += 0.5;
    else if (/[\p{Lu}mw]/u.test(letter)) ems += 0.7;
    else ems += 0.55;
  }
  return ems * size;
}
