import { Contours, type Field, type FlatRing } from "./contour.ts";
import { aheadAt, backAt, type Graph, nodeAlong, shapesOf } from "./graph.ts";
import { type Direction, type Place, positionOf } from "./place.ts";
import { timesAlong } from "./search/along.ts";
import { Spread } from "./search/spread.ts";
import { metresPerUnit, metresPerUnitEast, never } from "./units.ts";

/** Rings of GeoJSON (RFC 7946): closed, the outer anticlockwise, holes clockwise; [lon, lat] in degrees. */
export type Area = { type: "MultiPolygon"; coordinates: [number, number][][][] };

export interface IsochroneOptions {
  direction?: Direction;
  /** Metres between the points at which times are compared. */
  cell?: number;
}

/** Cells between spots along a street: less than one, so that none is passed over. */
const spacing = 0.75;

/** Tenths of a second for a metre beside the street, 4 km/h. */
const pace = 9;

/**
 * Areas within reach, drawn around streets: each point of a fixed grid has the least of the times of the streets beside it and the walk from
 * there, and the border is where that meets the limit. The grid is the graph's, not the search's, and a longer limit lowers no border, so
 * the area of 30 minutes contains that of 15 by construction. A street is at most a cell's diagonal from the border.
 */
export class Isochrones {
  readonly #graph: Graph;
  readonly #spread: Spread;
  readonly #contours = new Contours();
  readonly #width: number;
  readonly #height: number;
  readonly #cell: number;
  #values = new Int32Array(0);
  #along = new Int32Array(64);
  #samples: Samples = {
    xs: new Float64Array(4096),
    ys: new Float64Array(4096),
    times: new Int32Array(4096),
    count: 0,
  };

  constructor(graph: Graph, { direction = "from", cell = 40 }: IsochroneOptions = {}) {
    this.#graph = graph;
    this.#spread = new Spread(graph, direction);
    this.#cell = cell;
    const { south, rows, height } = graph.grid;
    this.#height = Math.round(cell / metresPerUnit);
    this.#width = Math.round(cell / Math.max(1e-6, metresPerUnitEast(south + (rows * height) / 2)));
  }

  /** The area within each limit (tenths of a second) of any of the places, in the order of the limits. */
  around(places: readonly Place[], limits: readonly number[]): Area[] {
    const most = Math.max(...limits);
    const spread = this.#spread;
    spread.addAll(places, most);
    spread.run(most);
    this.#sample(most);
    spread.clear();
    if (this.#samples.count === 0) return limits.map(() => ({ type: "MultiPolygon", coordinates: [] }));
    const { field, column, row } = this.#field();
    const degrees = (x: number, y: number): [number, number] => [
      Math.round(((column + x) * this.#width) / 10) / 1e6,
      Math.round(((row + y) * this.#height) / 10) / 1e6,
    ];
    return limits.map((limit) => areaOf(this.#contours.of(field, limit, pace * this.#cell), degrees));
  }

  /** Puts down every spot in reach, in cells: the nodes, and along steps so many that no cell is passed over. */
  #sample(limit: number): void {
    const graph = this.#graph;
    const spread = this.#spread;
    const { first, arcs, halves } = graph;
    this.#samples.count = 0;
    for (let i = 0; i < spread.count; i++) {
      const u = spread.touched[i] ?? 0;
      this.#put(graph.lon[u] ?? 0, graph.lat[u] ?? 0, spread.times[u] ?? never);
      for (let at = first[u] ?? 0; at < (first[u + 1] ?? 0); at++) {
        const half = halves[at] ?? 0;
        const isSeenBefore = (half & 1) === 1 && spread.times[arcs[2 * at] ?? 0] !== never;
        if (!isSeenBefore && (spread.placed[half >> 1] ?? 0) === 0) this.#sampleEdge(half >> 1, limit);
      }
    }
    for (const [number, place] of spread.places.entries()) {
      if (!place) continue;
      if (spread.placed[place.edge] === number + 1) this.#sampleEdge(place.edge, limit);
      const [lon, lat] = positionOf(graph, place);
      if (place.offset <= limit) this.#put(lon * 1e7, lat * 1e7, place.offset);
    }
  }

  #sampleEdge(edge: number, limit: number): void {
    const graph = this.#graph;
    const { lon, lat } = graph;
    const width = this.#width;
    const height = this.#height;
    const most = shapesOf(graph, edge) + 2;
    if (this.#along.length < most) this.#along = new Int32Array(2 * most);
    const along = this.#along;
    const count = timesAlong(this.#spread, edge, along);
    let u = nodeAlong(graph, edge, 0);
    const firstShape = graph.junctions + (graph.shapeStart[edge] ?? 0);
    for (let j = 1; j < count; j++) {
      const v = j === count - 1 ? (graph.ends[2 * edge + 1] ?? 0) : firstShape + j - 1;
      const x = lon[u] ?? 0;
      const y = lat[u] ?? 0;
      const dx = (lon[v] ?? 0) - x;
      const dy = (lat[v] ?? 0) - y;
      const cells = Math.max(Math.abs(dx) / width, Math.abs(dy) / height) / spacing;
      if (cells > 1) {
        const parts = Math.ceil(cells);
        const { away, home } = this.#stepTimes(edge, j - 1);
        const here = along[j - 1] ?? never;
        const there = along[j] ?? never;
        for (let part = 1; part < parts; part++) {
          const share = part / parts;
          const time = Math.ceil(Math.min(here + share * away, there + (1 - share) * home));
          if (time <= limit) this.#put(x + share * dx, y + share * dy, time);
        }
      }
      const time = along[j] ?? never;
      if (j < count - 1 && time <= limit) this.#put(lon[v] ?? 0, lat[v] ?? 0, time);
      u = v;
    }
  }

  /** Time of a step away from its beginning, and away from its end, the way the search goes. */
  #stepTimes(edge: number, step: number): { away: number; home: number } {
    const graph = this.#graph;
    const ahead = difference(aheadAt(graph, edge, step), aheadAt(graph, edge, step + 1));
    const back = difference(backAt(graph, edge, step), backAt(graph, edge, step + 1));
    return this.#spread.direction === "from" ? { away: ahead, home: back } : { away: back, home: ahead };
  }

  #put(lon: number, lat: number, time: number): void {
    let samples = this.#samples;
    if (samples.count === samples.times.length) {
      const room = 2 * samples.count;
      const grown = {
        xs: new Float64Array(room),
        ys: new Float64Array(room),
        times: new Int32Array(room),
        count: samples.count,
      };
      grown.xs.set(samples.xs);
      grown.ys.set(samples.ys);
      grown.times.set(samples.times);
      samples = grown;
      this.#samples = grown;
    }
    samples.xs[samples.count] = lon / this.#width;
    samples.ys[samples.count] = lat / this.#height;
    samples.times[samples.count++] = time;
  }

  /** The grid around the samples, each offered to the four corners of its cell. */
  #field(): { field: Field; column: number; row: number } {
    const { xs, ys, times, count } = this.#samples;
    let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let i = 0; i < count; i++) {
      const [x, y] = [xs[i] ?? 0, ys[i] ?? 0];
      if (x < west) west = x;
      if (x > east) east = x;
      if (y < south) south = y;
      if (y > north) north = y;
    }
    const [column, row] = [Math.floor(west) - 1, Math.floor(south) - 1];
    const columns = Math.floor(east) + 3 - column;
    const rows = Math.floor(north) + 3 - row;
    if (this.#values.length < columns * rows) this.#values = new Int32Array(2 * columns * rows);
    const values = this.#values.fill(never, 0, columns * rows);
    const cellTime = pace * this.#cell;
    for (let i = 0; i < count; i++) {
      const x = (xs[i] ?? 0) - column;
      const y = (ys[i] ?? 0) - row;
      const cx = x | 0;
      const cy = y | 0;
      const corner = cy * columns + cx;
      const time = times[i] ?? 0;
      const fx = x - cx;
      const fy = y - cy;
      offer(values, corner, time, cellTime, fx, fy);
      offer(values, corner + 1, time, cellTime, 1 - fx, fy);
      offer(values, corner + columns, time, cellTime, fx, 1 - fy);
      offer(values, corner + columns + 1, time, cellTime, 1 - fx, 1 - fy);
    }
    return { field: { columns, rows, values }, column, row };
  }
}

interface Samples {
  /** In cells of the grid, from longitude and latitude 0. */
  xs: Float64Array;
  ys: Float64Array;
  times: Int32Array;
  count: number;
}

const difference = (a: number, b: number) => (a === never || b === never ? never : Math.abs(a - b));

/** Gives a corner the time of a spot so far from it (in cells) and the walk between them, if that is less. */
function offer(
  values: Int32Array,
  corner: number,
  time: number,
  cellTime: number,
  dx: number,
  dy: number,
): void {
  const known = values[corner] ?? 0;
  if (time >= known) return;
  const offered = time + ((cellTime * Math.sqrt(dx * dx + dy * dy)) | 0) + 1;
  if (offered < known) values[corner] = offered;
}

/** Rings to polygons: each hole belongs to the smallest outer ring around it. */
function areaOf(rings: readonly FlatRing[], degrees: (x: number, y: number) => [number, number]): Area {
  const sized = rings.map((ring) => ({ ring, area: areaWithin(ring) }));
  const outer = sized.filter(({ area }) => area > 0).sort((a, b) => a.area - b.area);
  const polygons = outer.map(({ ring }) => [ring]);
  for (const { ring, area } of sized) {
    if (area > 0) continue;
    const around =
      outer.length === 1 ? 0 : outer.findIndex((one) => one.area > -area && isInside(ring, one.ring));
    polygons[around]?.push(ring);
  }
  const closed = (ring: FlatRing) => {
    const points: [number, number][] = [];
    for (let i = 0; i <= ring.length; i += 2)
      points.push(degrees(ring[i % ring.length] ?? 0, ring[(i + 1) % ring.length] ?? 0));
    return points;
  };
  return { type: "MultiPolygon", coordinates: polygons.map((polygon) => polygon.map(closed)) };
}

function areaWithin(ring: FlatRing): number {
  let sum = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const next = (i + 2) % ring.length;
    sum += (ring[i] ?? 0) * (ring[next + 1] ?? 0) - (ring[next] ?? 0) * (ring[i + 1] ?? 0);
  }
  return sum / 2;
}

/** Is the first point of one ring inside another (Shimrat 1962)? */
function isInside([x = 0, y = 0]: FlatRing, ring: FlatRing): boolean {
  let inside = false;
  for (let i = 0; i < ring.length; i += 2) {
    const next = (i + 2) % ring.length;
    const [ax, ay, bx, by] = [ring[i] ?? 0, ring[i + 1] ?? 0, ring[next] ?? 0, ring[next + 1] ?? 0];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
