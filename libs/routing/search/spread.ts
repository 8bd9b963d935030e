import { type Graph, shapesOf } from "../graph.ts";
import { alongEdge, type Direction, type Place } from "../place.ts";
import { never } from "../units.ts";

/** Buckets are 2^shift tenths of a second wide: about as long as a short edge, so that most need one look. */
const shift = 8;

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
  /** Two numbers an entry: a junction, and where the next entry of its bucket stands. */
  #entries = new Int32Array(2048);
  #used = 0;
  #pending = 0;

  constructor(graph: Graph, direction: Direction) {
    this.graph = graph;
    this.direction = direction;
    this.times = new Int32Array(graph.junctions).fill(never);
    this.owners = new Int32Array(graph.junctions).fill(-1);
    this.touched = new Int32Array(graph.junctions);
    this.placed = new Int32Array(graph.edges);
    this.#first = graph.first;
    this.#arcs = direction === "from" || graph.isEven ? graph.arcs : turnedRound(graph);
    this.#longest = graph.longest;
    this.#heads = new Int32Array(2 ** Math.ceil(Math.log2((this.#longest >> shift) + 2))).fill(-1);
  }

  /** Adds a place and offers the ends of its edge the time from it; answers its number. `run` spreads. */
  add(place: Place, limit: number): number {
    const number = this.#enter(place);
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

  /** Adds many, and offers in the order of their edges: then what is near on the ground is spread one after the other. */
  addAll(places: readonly Place[], limit: number): void {
    // Edge and number in one number sort without a comparison of ours: edges stay below 2^31, places below 2^22.
    const keys = new Float64Array(places.length);
    for (const [i, place] of places.entries()) keys[i] = place.edge * 2 ** 22 + this.#enter(place);
    for (const key of keys.sort()) this.seed(key % 2 ** 22, limit);
  }

  #enter(place: Place): number {
    const number = this.places.push(place) - 1;
    this.before.push(this.placed[place.edge] ?? 0);
    this.placed[place.edge] = number + 1;
    return number;
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
    const { times, owners, touched } = this;
    const { first, arcs, coming, halves } = this.graph;
    // The search comes to a junction against its arcs; towards the places it is the other way round.
    const isFrom = this.direction === "from";
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
    const offers: [junction: number, time: number, owner: number][] = [];
    for (const u of lost)
      for (let at = first[u] ?? 0; at < (first[u + 1] ?? 0); at++) {
        const v = arcs[2 * at] ?? 0;
        const time = (times[v] ?? never) + ((isFrom ? coming[at] : arcs[2 * at + 1]) ?? never);
        if (time <= limit) offers.push([u, time, owners[v] ?? -1]);
      }
    for (const [u, time, owner] of offers) this.offer(u, time, { owner, limit });
    // Other places on the edges of the lost junctions, and those whose own edges they end.
    for (const u of lost)
      for (let at = first[u] ?? 0; at < (first[u + 1] ?? 0); at++) {
        const edge = (halves[at] ?? 0) >> 1;
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
    const { core } = this.graph;
    let entries = this.#entries;
    let used = this.#used;
    let pending = this.#pending;
    let count = this.count;
    for (let bucket = this.#lowest(); pending > 0; bucket++) {
      const slot = bucket & mask;
      for (let entry = heads[slot] ?? -1; entry >= 0; entry = heads[slot] ?? -1) {
        heads[slot] = entries[entry + 1] ?? -1;
        pending--;
        const u = entries[entry] ?? 0;
        const time = times[u] ?? 0;
        // It has been improved since, and was looked at then.
        if (time >> shift !== bucket) continue;
        const from = 2 * (first[u] ?? 0);
        const to = 2 * (first[u + 1] ?? 0);
        // An entry has two numbers, as an arc.
        if (used + (to - from) > entries.length) {
          this.#grow(to - from);
          entries = this.#entries;
        }
        const owner = owners[u] ?? -1;
        for (let at = from; at < to; at += 2) {
          const v = arcs[at] ?? 0;
          // Dead ends come last, and nothing leads on from them.
          if (v >= core) break;
          const later = time + (arcs[at + 1] ?? 0);
          if (later > limit) continue;
          const known = times[v] ?? 0;
          if (later >= known) continue;
          if (known === never) touched[count++] = v;
          times[v] = later;
          owners[v] = owner;
          const place = (later >> shift) & mask;
          entries[used] = v;
          entries[used + 1] = heads[place] ?? -1;
          heads[place] = used;
          used += 2;
          pending++;
        }
      }
    }
    this.#used = 0;
    this.#pending = 0;
    this.count = count;
    this.#finish(limit);
  }

  /** Gives the dead ends their times: all of them where much was reached, else those beside what was. */
  #finish(limit: number): void {
    const { graph, touched, count } = this;
    const { junctions, core, first } = graph;
    const arcs = this.#arcs;
    if (8 * count > junctions) {
      const back = this.direction === "from" || graph.isEven ? graph.coming : null;
      for (let end = core; end < junctions; end++) {
        const at = first[end] ?? 0;
        this.#reach(end, arcs[2 * at] ?? 0, (back ? back[at] : graph.arcs[2 * at + 1]) ?? never, limit);
      }
      return;
    }
    for (let i = 0; i < count; i++) {
      const u = touched[i] ?? 0;
      const from = 2 * (first[u] ?? 0);
      for (let at = 2 * (first[u + 1] ?? 0) - 2; at >= from; at -= 2) {
        const end = arcs[at] ?? 0;
        if (end < core) break;
        this.#reach(end, u, arcs[at + 1] ?? never, limit);
      }
    }
  }

  #reach(end: number, from: number, step: number, limit: number): void {
    const { times } = this;
    const later = (times[from] ?? never) + step;
    const known = times[end] ?? never;
    if (later > limit || later >= known) return;
    if (known === never) this.touched[this.count++] = end;
    times[end] = later;
    this.owners[end] = this.owners[from] ?? -1;
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
    if (this.#used === this.#entries.length) this.#grow(2);
    const place = (time >> shift) & (this.#heads.length - 1);
    this.#entries[this.#used] = junction;
    this.#entries[this.#used + 1] = this.#heads[place] ?? -1;
    this.#heads[place] = this.#used;
    this.#used += 2;
    this.#pending++;
  }

  #grow(more: number): void {
    const grown = new Int32Array(2 * this.#entries.length + more);
    grown.set(this.#entries);
    this.#entries = grown;
  }

  /** The ring must hold every time that waits at once: between the earliest and the latest offered, and an edge further. */
  #widen(time: number): void {
    const needed = ((time + this.#longest) >> shift) + 2;
    if (needed <= this.#heads.length) return;
    this.#heads = new Int32Array(2 ** Math.ceil(Math.log2(needed))).fill(-1);
    const waiting = this.#used;
    this.#used = 0;
    this.#pending = 0;
    for (let i = 0; i < waiting; i += 2) {
      const junction = this.#entries[i] ?? 0;
      this.#push(junction, this.times[junction] ?? 0);
    }
  }

  #lowest(): number {
    let least = never;
    for (let i = 0; i < this.#used; i += 2)
      least = Math.min(least, this.times[this.#entries[i] ?? 0] ?? never);
    return least >> shift;
  }
}

/** The arcs with the times the other way. */
function turnedRound({ arcs, coming }: Graph): Int32Array {
  const turned = arcs.slice();
  for (let at = 0; at < coming.length; at++) turned[2 * at + 1] = coming[at] ?? never;
  return turned;
}
