/** How somebody moves: which ways are open, in which direction, and how fast. Everything here is data and pure functions of OSM tags. */
import type { Slope } from "./slope.ts";

export type Tags = ReadonlyMap<string, string>;

/** Kilometres an hour along a way as it is drawn and against it; 0 is closed. */
export interface Speeds {
  forward: number;
  backward: number;
}

export interface Profile {
  /** Names the layer in a graph file. */
  name: string;
  /** How fast on a way with these tags, on the level. */
  speeds: (tags: Tags) => Speeds;
  /** May somebody pass a node with these tags (gates, kerbs, bollards)? It can be reached either way. */
  passes: (tags: Tags) => boolean;
  /** What an incline does to the speed. */
  slope: Slope;
}

export const closed: Speeds = { forward: 0, backward: 0 };
export const bothWays = (kmh: number): Speeds => ({ forward: kmh, backward: kmh });
