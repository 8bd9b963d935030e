import { type NodeBlock, tagsOf } from "../osm/block.ts";
import type { Profile } from "../profiles/profile.ts";

/** Positions of the nodes that ways use, found by id in a sorted list: 18 bytes a node. */
export class NodeStore {
  /** Ascending. */
  readonly ids: Float64Array;
  readonly lon: Int32Array;
  readonly lat: Int32Array;
  /** Bit p: profile p cannot pass. */
  readonly stops: Uint8Array;
  readonly #met: Uint8Array;
  readonly #profiles: readonly Profile[];
  /** Nodes that came twice: the later one holds. */
  repeated = 0;
  /** Where the last one was found: files are sorted by id, and so the next is beside it. */
  #near = 0;

  /** `refs`: ids in any order and as often as they come. */
  constructor(refs: Float64Array, profiles: readonly Profile[]) {
    const sorted = refs.slice().sort();
    let count = 0;
    for (const id of sorted) if (count === 0 || sorted[count - 1] !== id) sorted[count++] = id;
    this.ids = sorted.slice(0, count);
    this.lon = new Int32Array(count);
    this.lat = new Int32Array(count);
    this.stops = new Uint8Array(count);
    this.#met = new Uint8Array(count);
    this.#profiles = profiles;
  }

  add(block: NodeBlock): void {
    const { ids, lon, lat, tagStart, count } = block;
    for (let i = 0; i < count; i++) {
      const at = this.find(ids[i] ?? 0);
      if (at < 0) continue;
      if (this.#met[at]) this.repeated++;
      this.#met[at] = 1;
      this.lon[at] = lon[i] ?? 0;
      this.lat[at] = lat[i] ?? 0;
      if ((tagStart[i + 1] ?? 0) > (tagStart[i] ?? 0)) this.stops[at] = this.#stopsOf(block, i);
    }
  }

  #stopsOf(block: NodeBlock, i: number): number {
    const tags = tagsOf(block, i);
    return this.#profiles.reduce((bits, profile, p) => (profile.passes(tags) ? bits : bits | (1 << p)), 0);
  }

  has(at: number): boolean {
    return this.#met[at] === 1;
  }

  /** Place of an id; -1 for one that no way uses. */
  find(id: number): number {
    const { ids } = this;
    let low = 0;
    let high = ids.length;
    // The next place first, then a search on its side.
    const near = this.#near;
    const here = ids[near];
    if (here !== undefined) {
      if (here === id) {
        this.#near = near + 1;
        return near;
      }
      if (here < id) low = near + 1;
      else high = near;
      const before = ids[near - 1];
      if (high === near && (before === undefined || before < id)) return -1;
    }
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ids[middle] ?? 0) < id) low = middle + 1;
      else high = middle;
    }
    if (ids[low] !== id) return -1;
    this.#near = low + 1;
    return low;
  }
}
