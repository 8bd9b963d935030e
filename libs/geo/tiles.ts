import type { Box } from "./box.ts";
import { fromMercator, type Point, toMercator } from "./mercator.ts";

/** A map tile: zoom, column from the west, row from the north (the XYZ scheme, as in OGC Two Dimensional Tile Matrix Set WebMercatorQuad). */
export interface Tile {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

const MAX_ZOOM = 24;

/** Is this a tile of the world? Whole numbers, zoom 0–24, column and row within 2^z. */
export function isTile({ z, x, y }: Tile): boolean {
  if (![z, x, y].every(Number.isSafeInteger) || z < 0 || z > MAX_ZOOM) return false;
  return x >= 0 && y >= 0 && x < 2 ** z && y < 2 ** z;
}

/** The tile that holds a position in degrees. The eastern and southern rims belong to the last tile. */
export function tileAt(at: Point, z: number): Tile {
  const [x, y] = toMercator(at);
  const n = 2 ** z;
  const index = (v: number) => Math.max(0, Math.min(n - 1, Math.floor(v * n)));
  return { z, x: index(x), y: index(y) };
}

/** The ground of a tile in degrees. */
export function boxOfTile({ z, x, y }: Tile): Box {
  const n = 2 ** z;
  const [west, north] = fromMercator([x / n, y / n]);
  const [east, south] = fromMercator([(x + 1) / n, (y + 1) / n]);
  return [west, south, east, north];
}

/** The tile one zoom out, or null at the top. */
export function parentOf({ z, x, y }: Tile): Tile | null {
  return z === 0 ? null : { z: z - 1, x: x >> 1, y: y >> 1 };
}

/** The four tiles one zoom in: north-west, north-east, south-west, south-east. */
export function childrenOf({ z, x, y }: Tile): Tile[] {
  return [0, 1].flatMap((dy) => [0, 1].map((dx) => ({ z: z + 1, x: 2 * x + dx, y: 2 * y + dy })));
}

/** The tiles that touch a box at one zoom, row by row. */
export function tilesIn([west, south, east, north]: Box, z: number): Tile[] {
  const first = tileAt([west, north], z);
  const last = tileAt([east, south], z);
  const tiles: Tile[] = [];
  for (let y = first.y; y <= last.y; y++) for (let x = first.x; x <= last.x; x++) tiles.push({ z, x, y });
  return tiles;
}
