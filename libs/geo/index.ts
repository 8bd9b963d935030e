export { areaKm2, type Box, boxesMeet, boxHas, boxOf, boxOfGeometry, grownBox, joinedBox } from "./box.ts";
export { clipped } from "./clip.ts";
export { type Compass, compassPoints, compassTo } from "./compass.ts";
export { innermostPoint } from "./innermost.ts";
export { fromMercator, MAX_LAT, metresPerUnit, type Point, toMercator } from "./mercator.ts";
export { nearestOnShape } from "./nearest.ts";
export {
  areaOf,
  centreOf,
  type Line,
  type Polygon,
  polygonsOf,
  type Ring,
  type Shape,
  whereIs,
} from "./polygon.ts";
export { thinLine } from "./thin-line.ts";
export { thinTogether } from "./thin-together.ts";
export { boxOfTile, childrenOf, isTile, parentOf, tileAt, tilesIn } from "./tiles.ts";
