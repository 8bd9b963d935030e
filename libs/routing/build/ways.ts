import { highwayKinds } from "../graph.ts";
import { Growing } from "../growing.ts";
import { tagsOf, type WayBlock } from "../osm/block.ts";
import type { Profile, Tags } from "../profiles/profile.ts";

/** Ways that at least one profile may use. */
export class Ways {
  readonly ids = new Growing(Float64Array);
  /** Ids of nodes: those of way i from refStart[i] to refStart[i + 1]. */
  readonly refStart = new Growing(Int32Array);
  readonly refs = new Growing(Float64Array);
  readonly kinds = new Growing(Uint8Array);
  /** 1: a bridge or a tunnel, whose incline the ground does not tell. */
  readonly lifted = new Growing(Uint8Array);
  /** km/h of way i for profile p at 2 · (i · profiles + p), and against it. */
  readonly speeds = new Growing(Float64Array);
  readonly #profiles: readonly Profile[];

  constructor(profiles: readonly Profile[]) {
    this.#profiles = profiles;
    this.refStart.push(0);
  }

  add(block: WayBlock): void {
    for (let i = 0; i < block.count; i++) {
      const from = block.refStart[i] ?? 0;
      const to = block.refStart[i + 1] ?? 0;
      if (to - from < 2) continue;
      const tags = tagsOf(block, i);
      const speeds = this.#profiles.map((profile) => profile.speeds(tags));
      if (speeds.every(({ forward, backward }) => forward === 0 && backward === 0)) continue;
      this.ids.push(block.ids[i] ?? 0);
      this.refs.reserve(to - from).set(block.refs.subarray(from, to), this.refs.length);
      this.refs.length += to - from;
      this.refStart.push(this.refs.length);
      this.kinds.push(kindOf(tags));
      this.lifted.push(isLifted(tags) ? 1 : 0);
      for (const { forward, backward } of speeds) {
        this.speeds.push(forward);
        this.speeds.push(backward);
      }
    }
  }

  /** Ways whose id has come before: the places of the later ones. */
  repeated(): Set<number> {
    const sorted = this.ids.taken().sort();
    const twice = new Set(sorted.filter((id, i) => id === sorted[i - 1]));
    if (twice.size === 0) return new Set();
    const met = new Set<number>();
    const later = new Set<number>();
    for (const [way, id] of this.ids.view().entries()) {
      if (!twice.has(id)) continue;
      if (met.has(id)) later.add(way);
      met.add(id);
    }
    return later;
  }
}

const places = new Map<string, number>(highwayKinds.map((kind, i) => [kind, i]));
const kindOf = (tags: Tags) => places.get(tags.get("highway")?.replace(/_link$/, "") ?? "") ?? 0;

function isLifted(tags: Tags): boolean {
  return ["bridge", "tunnel"].some((key) => {
    const value = tags.get(key);
    return value !== undefined && value !== "no";
  });
}
