/** Streets as a graph: read from OpenStreetMap, kept in one file, searched by time. */
export { type BuildOptions, type BuildReport, buildGraphs, type LayerReport } from "./build/build.ts";
export type { Island, Islands } from "./build/islands.ts";
export type { Elevation } from "./build/steps.ts";
export {
  GraphFileFault,
  type GraphFileFaultId,
  type GraphSource,
  readGraphFile,
  writeGraphFile,
} from "./file.ts";
export { type Graph, highwayKinds, nodeAlong, shapesOf } from "./graph.ts";
export { type Area, type IsochroneOptions, Isochrones } from "./isochrone.ts";
export { OsmFault, type OsmFaultId } from "./osm/fault.ts";
export { type Direction, type Place, placeAtNode, positionOf } from "./place.ts";
export { cycling } from "./profiles/cycling.ts";
export type { Profile, Speeds, Tags } from "./profiles/profile.ts";
export { walking } from "./profiles/walking.ts";
export { wheelchair } from "./profiles/wheelchair.ts";
export { cyclistsWinter, inWinter, type Winter, walkersWinter, wheelchairWinter } from "./profiles/winter.ts";
export { matrix, type Near, nearestOf } from "./search/matrix.ts";
export { Nearest, type NearestOptions } from "./search/nearest.ts";
export { type Reached, type ReachSets, reachSets } from "./search/reach.ts";
export { type SnapOptions, type Snapped, snap } from "./snap.ts";
export { never } from "./units.ts";
