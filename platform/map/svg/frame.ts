import { type Box, boxOf, fromMercator, metresPerUnit, type Point, toMercator } from "#libs/geo";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A window on the world: positions in degrees become pixels, y downwards. */
export interface Frame {
  readonly size: Size;
  readonly at: (position: Point) => Point;
  readonly metresPerPixel: number;
  /** What the window shows, in degrees. */
  readonly box: Box;
}

/** A frame that holds the whole box with `margin` pixels around it. */
export function frameOf(box: Box, size: Size, margin: number): Frame {
  const [left, bottom] = toMercator([box[0], box[1]]);
  const [right, top] = toMercator([box[2], box[3]]);
  const room = { width: Math.max(1, size.width - 2 * margin), height: Math.max(1, size.height - 2 * margin) };
  const unitsPerPixel = Math.max((right - left) / room.width, (bottom - top) / room.height, 1e-9);
  return window([(left + right) / 2, (top + bottom) / 2], unitsPerPixel, size);
}

/** A frame around a position that shows at least `metres` in every direction. */
export function frameAround(position: Point, metres: number, size: Size, margin: number): Frame {
  const least = Math.max(1, Math.min(size.width, size.height) / 2 - margin);
  return window(toMercator(position), metres / least / metresPerUnit(position[1]), size);
}

/** The same scale moved so that the box stands in the middle of another, smaller window. */
export function sameScale(frame: Frame, box: Box, size: Size): Frame {
  const [x, y] = toMercator([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]);
  const lat = (frame.box[1] + frame.box[3]) / 2;
  return window([x, y], frame.metresPerPixel / metresPerUnit(lat), size);
}

function window([cx, cy]: Point, unitsPerPixel: number, size: Size): Frame {
  const at = (position: Point): Point => {
    const [x, y] = toMercator(position);
    return [size.width / 2 + (x - cx) / unitsPerPixel, size.height / 2 + (y - cy) / unitsPerPixel];
  };
  const corner = (px: number, py: number) =>
    fromMercator([cx + (px - size.width / 2) * unitsPerPixel, cy + (py - size.height / 2) * unitsPerPixel]);
  const box = boxOf([corner(0, size.height), corner(size.width, 0)]) ?? [0, 0, 0, 0];
  const [, lat] = fromMercator([cx, cy]);
  return { size, at, metresPerPixel: unitsPerPixel * metresPerUnit(lat), box };
}
