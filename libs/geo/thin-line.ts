import type { Point } from "./mercator.ts";
import type { Line } from "./polygon.ts";

/**
 * Leaves out the points that matter least: repeatedly the one whose triangle with its neighbours is smallest, until every
 * triangle left is at least `minArea` (squared unit of the line). The two ends stay; `keepAtLeast` points stay whatever their area.
 * Visvalingam & Whyatt (1993), "Line generalisation by repeated elimination of points", with the effective area never decreasing.
 */
export function thinLine(line: Line, minArea: number, keepAtLeast = 2): Point[] {
  const n = line.length;
  if (n <= 2 || n <= keepAtLeast) return [...line];
  const before = Int32Array.from({ length: n }, (_, i) => i - 1);
  const after = Int32Array.from({ length: n }, (_, i) => i + 1);
  const area = new Float64Array(n).fill(Infinity);
  const heap: number[] = [];
  const place = new Int32Array(n).fill(-1);

  for (let i = 1; i < n - 1; i++) area[i] = triangle(line, i - 1, i, i + 1);
  for (let i = 1; i < n - 1; i++) push(heap, place, area, i);

  let left = n;
  const gone = new Uint8Array(n);
  let floor = 0;
  while (heap.length > 0 && left > keepAtLeast) {
    const i = heap[0] ?? 0;
    floor = Math.max(floor, area[i] ?? 0);
    if (floor >= minArea) break;
    remove(heap, place, area, i);
    gone[i] = 1;
    left--;
    const [p, q] = [before[i] ?? 0, after[i] ?? 0];
    after[p] = q;
    before[q] = p;
    for (const k of [p, q]) {
      if (k === 0 || k === n - 1) continue;
      remove(heap, place, area, k);
      // a point may not become less important than one already taken out
      area[k] = Math.max(floor, triangle(line, before[k] ?? 0, k, after[k] ?? 0));
      push(heap, place, area, k);
    }
  }
  return line.filter((_, i) => !gone[i]);
}

function triangle(line: Line, i: number, j: number, k: number): number {
  const [a, b, c] = [line[i], line[j], line[k]];
  if (!a || !b || !c) return Infinity;
  return Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2;
}

// a binary heap on area; `place` knows where each point stands so that a neighbour can be moved

function push(heap: number[], place: Int32Array, area: Float64Array, i: number): void {
  heap.push(i);
  place[i] = heap.length - 1;
  rise(heap, place, area, heap.length - 1);
}

function remove(heap: number[], place: Int32Array, area: Float64Array, i: number): void {
  const at = place[i] ?? -1;
  const last = heap.pop();
  place[i] = -1;
  if (last === undefined || last === i) return;
  heap[at] = last;
  place[last] = at;
  rise(heap, place, area, at);
  sink(heap, place, area, place[last] ?? at);
}

function rise(heap: number[], place: Int32Array, area: Float64Array, from: number): void {
  for (let at = from; at > 0; ) {
    const up = (at - 1) >> 1;
    if (!less(heap, area, at, up)) return;
    swap(heap, place, at, up);
    at = up;
  }
}

function sink(heap: number[], place: Int32Array, area: Float64Array, from: number): void {
  for (let at = from; ; ) {
    let least = at;
    for (const child of [2 * at + 1, 2 * at + 2])
      if (child < heap.length && less(heap, area, child, least)) least = child;
    if (least === at) return;
    swap(heap, place, at, least);
    at = least;
  }
}

function less(heap: number[], area: Float64Array, a: number, b: number): boolean {
  const [i, j] = [heap[a] ?? 0, heap[b] ?? 0];
  const difference = (area[i] ?? 0) - (area[j] ?? 0);
  return difference < 0 || (difference === 0 && i < j);
}

function swap(heap: number[], place: Int32Array, a: number, b: number): void {
  const [i, j] = [heap[a] ?? 0, heap[b] ?? 0];
  heap[a] = j;
  heap[b] = i;
  place[j] = a;
  place[i] = b;
}
