import { type Graph, shapesOf } from "../graph.ts";
import { alongEdge, type Direction, type Place } from "../place.ts";
import { never } from "../units.ts";

/** Buckets are 2^shift tenths of a second wide: about as long as a short edge, so that most need one look. */
const shift = 7;

/**
 * Shortest times over the junctions from one place or many: Dijkstra's search (1959) with the buckets of Dial (1969, CACM algorithm 360),
 * wider than one unit and corrected within a bucket (Meyer & Sanders 2003, Δ-stepping), in a ring. Made once for a graph and used again
 * and again: after `clear` nothing of a search is left, at the cost of what it touched.
 */
export class Spread {
  readonly graph: Graph;
  readonly direction: Direction;
  /** Tenths of a second at each junction; `never` where nothing was reached. */
  readonly times: Int32Array;
  /** Number of the place each junction's time comes from; where two are as near, either. */
  readonly owners: Int32Array;
  /** Junctions that were reached, in no order: the first `count`. */
  readonly touched: Int32Array;
  count = 0;
  /** Of each edge: 1 + the place on it that came last, or 0. */
  readonly placed: Int32Array;
  /** The place before on the same edge, by place: as in `placed`. */
  readonly before: number[] = [];
  readonly places: (Place | null)[] = [];

  readonly #arcs: Int32Array;
  readonly #first: Int32Array;
  readonly #longest: number;
  #heads: Int32Array;
  #nodes: Int32Array;
  #keys: Int32Array;
  #next: Int32Array;
  #used = 0;
  #pending = 0;

  constructor(graph: Graph, direction: Direction) {
    this.graph = graph;
    this.direction = direction;
    this.times = new Int32Array(graph.junctions).fill(never);
    this.owners = new Int32Array(graph.junctions).fill(-1);
    this.touched = new Int32Array(graph.junctions);
    this.placed = new Int32Array(graph.edges);
    this.#arcs = graph.arcs;
    this.#first = graph.first;
    this.#longest = longestOf(graph.times);
    this.#heads = new Int32Array(2 ** Math.ceil(Math.log2((this.#longest >> shift) + 2))).fill(-1);
    const room = 1024;
    this.#nodes = new Int32Array(room);
    this.#keys = new Int32Array(room);
    this.#next = new Int32Array(room);
  }

  /** Adds a place and offers the ends of its edge the time from it; answers its number. `run` spreads. */
  add(place: Place, limit: number): number {
    const number = this.places.push(place) - 1;
    this.before.push(this.placed[place.edge] ?? 0);
    this.placed[place.edge] = number + 1;
    this.seed(number, limit);
    return number;
  }

  /** Offers the ends of its edge the time from the place. */
  seed(number: number, limit: number): void {
    const { graph, direction } = this;
    const place = this.places[number];
    if (!place) return;
    const { edge } = place;
    this.offer(graph.ends[2 * edge] ?? 0, alongEdge(graph, place, 0, direction), { owner: number, limit });
    const last = shapesOf(graph, edge) + 1;
    this.offer(graph.ends[2 * edge + 1] ?? 0, alongEdge(graph, place, last, direction), {
      owner: number,
      limit,
    });
  }

  /** Takes a time for a junction if it is better. */
  offer(junction: number, time: number, { owner, limit }: { owner: number; limit: number }): void {
    const { times } = this;
    const known = times[junction] ?? never;
    if (time > limit || time >= known) return;
    if (known === never) this.touched[this.count++] = junction;
    times[junction] = time;
    this.owners[junction] = owner;
    this.#widen(time);
    this.#push(junction, time);
  }

  /** Takes a place off its edge again; what was spread from it stays. */
  drop(number: number): void {
    const place = this.places[number];
    if (!place) return;
    this.places[number] = null;
    const { placed, before } = this;
    if (placed[place.edge] === number + 1) placed[place.edge] = before[number] ?? 0;
    else {
      let later = (placed[place.edge] ?? 0) - 1;
      while (before[later] !== number + 1) later = (before[later] ?? 0) - 1;
      before[later] = before[number] ?? 0;
    }
  }

  /** Takes back what came from a place, and offers its junctions what their neighbours have. `run` spreads it. */
  forget(number: number, limit: number): void {
    const { times, owners, touched, direction } = this;
    const arcs = this.#arcs;
    const first = this.#first;
    const lost: number[] = [];
    let left = 0;
    for (let i = 0; i < this.count; i++) {
      const u = touched[i] ?? 0;
      if (owners[u] === number) {
        lost.push(u);
        times[u] = never;
        owners[u] = -1;
      } else touched[left++] = u;
    }
    this.count = left;
    // The way of the search is from the neighbour to the junction: against the arc.
    const way = direction === "from" ? 2 : 1;
    const offers: [junction: number, time: number, owner: number][] = [];
    for (const u of lost)
      for (let at = 4 * (first[u] ?? 0); at < 4 * (first[u + 1] ?? 0); at += 4) {
        const v = arcs[at] ?? 0;
        const time = (times[v] ?? never) + (arcs[at + way] ?? never);
        if (time <= limit) offers.push([u, time, owners[v] ?? -1]);
      }
    for (const [u, time, owner] of offers) this.offer(u, time, { owner, limit });
    // Other places on the edges of the lost junctions, and those whose own edges they end.
    for (const u of lost)
      for (let at = 4 * (first[u] ?? 0); at < 4 * (first[u + 1] ?? 0); at += 4) {
        const edge = (arcs[at + 3] ?? 0) >> 1;
        for (let other = (this.placed[edge] ?? 0) - 1; other >= 0; other = (this.before[other] ?? 0) - 1)
          this.seed(other, limit);
      }
  }

  /** Spreads from what was offered to everything within the limit. */
  run(limit: number): void {
    const { times, owners, touched } = this;
    const arcs = this.#arcs;
    const first = this.#first;
    const heads = this.#heads;
    const mask = heads.length - 1;
    // Towards the places the arcs are taken the other way.
    const way = this.direction === "from" ? 1 : 2;
    let nodes = this.#nodes;
    let keys = this.#keys;
    let next = this.#next;
    let used = this.#used;
    let pending = this.#pending;
    let count = this.count;
    let bucket = this.#lowest();
    while (pending > 0) {
      const entry = heads[bucket & mask] ?? -1;
      if (entry < 0) {
        bucket++;
        continue;
      }
      heads[bucket & mask] = next[entry] ?? -1;
      pending--;
      const u = nodes[entry] ?? 0;
      const time = keys[entry] ?? 0;
      // It has been improved since.
      if (times[u] !== time) continue;
      const from = 4 * (first[u] ?? 0);
      const to = 4 * (first[u + 1] ?? 0);
      if (used + (to - from) > nodes.length) {
        this.#grow(to - from);
        nodes = this.#nodes;
        keys = this.#keys;
        next = this.#next;
      }
      const owner = owners[u] ?? -1;
      for (let at = from; at < to; at += 4) {
        const later = time + (arcs[at + way] ?? 0);
        if (later > limit) continue;
        const v = arcs[at] ?? 0;
        const known = times[v] ?? 0;
        if (later >= known) continue;
        if (known === never) touched[count++] = v;
        times[v] = later;
        owners[v] = owner;
        const place = (later >> shift) & mask;
        nodes[used] = v;
        keys[used] = later;
        next[used] = heads[place] ?? -1;
        heads[place] = used++;
        pending++;
      }
    }
    this.#used = 0;
    this.#pending = 0;
    this.count = count;
  }

  /** Forgets the search and its places. */
  clear(): void {
    const { times, owners, touched, count, placed } = this;
    for (let i = 0; i < count; i++) {
      const u = touched[i] ?? 0;
      times[u] = never;
      owners[u] = -1;
    }
    this.count = 0;
    for (const place of this.places) if (place) placed[place.edge] = 0;
    this.places.length = 0;
    this.before.length = 0;
  }

  #push(junction: number, time: number): void {
    if (this.#used === this.#nodes.length) this.#grow(1);
    const place = (time >> shift) & (this.#heads.length - 1);
    const entry = this.#used++;
    this.#nodes[entry] = junction;
    this.#keys[entry] = time;
    this.#next[entry] = this.#heads[place] ?? -1;
    this.#heads[place] = entry;
    this.#pending++;
  }

  #grow(more: number): void {
    const room = Math.max(2 * this.#nodes.length, this.#used + more, this.#nodes.length + more);
    const grown = (old: Int32Array) => {
      const array = new Int32Array(room);
      array.set(old);
      return array;
    };
    this.#nodes = grown(this.#nodes);
    this.#keys = grown(this.#keys);
    this.#next = grown(this.#next);
  }

  /** The ring must hold every time that waits at once: between the earliest and the latest offered, and an edge further. */
  #widen(time: number): void {
    const needed = ((time + this.#longest) >> shift) + 2;
    if (needed <= this.#heads.length) return;
    this.#heads = new Int32Array(2 ** Math.ceil(Math.log2(needed))).fill(-1);
    const waiting = this.#used;
    this.#used = 0;
    this.#pending = 0;
    for (let i = 0; i < waiting; i++) this.#push(this.#nodes[i] ?? 0, this.#keys[i] ?? 0);
  }

  #lowest(): number {
    let least = never;
    for (let i = 0; i < this.#used; i++) least = Math.min(least, this.#keys[i] ?? never);
    return least >> shift;
  }
}

function longestOf(times: Int32Array): number {
  let longest = 0;
  for (const time of times) if (time < never && time > longest) longest = time;
  return longest;
}
