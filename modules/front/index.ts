/** The door of front: what main/ mounts beside its operations. */
export { cityTiles } from "./map-tiles.ts";
