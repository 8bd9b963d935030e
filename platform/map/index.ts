export { offMap, onMap, shapeOnMap } from "./display.ts";
export { keptDrawings } from "./kept.ts";
export { type MapTiles, mapTiles, serveTiles, tileAddress } from "./serve.ts";
export {
  type MapConfig,
  mapAllowed,
  mapOrigins,
  mapSource,
} from "./source.ts";
export { mapStyle, TILE_MAX_ZOOM } from "./style.ts";
export type { MapDistrict } from "./svg/land.ts";
export type { MapPoint, OpenState } from "./svg/marks.ts";
export { svgMap, WALK } from "./svg/svg-map.ts";
export { mapLabels } from "./svg/words-of-map.ts";
export { type TileContent, tileSet } from "./tiles.ts";
