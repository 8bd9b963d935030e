export { offMap, onMap, shapeOnMap } from "./display.ts";
export { keptDrawings } from "./kept.ts";
export { type MapTiles, mapTiles, serveTiles, tileAddress } from "./serve.ts";
export {
  type MapAllowance,
  type MapConfig,
  type MapSource,
  mapAllowed,
  mapOrigins,
  mapSource,
} from "./source.ts";
export { type MapStyle, type MapTheme, mapStyle, TILE_MAX_ZOOM } from "./style.ts";
export type { MapDistrict } from "./svg/land.ts";
export type { MapPoint, OpenState } from "./svg/marks.ts";
export { type MapLabels, type SvgMapInput, svgMap, WALK, type Walk } from "./svg/svg-map.ts";
export { MAP_OFF, mapLabels } from "./svg/words-of-map.ts";
export { type TileContent, type TilePlace, type TileSet, tileSet } from "./tiles.ts";
