import type { EdgeGrid, Graph } from "../graph.ts";
import { metresPerUnit, metresPerUnitEast } from "../units.ts";

const cellMetres = 150;
/** A network of a few streets over a continent must not become a grid of a continent. */
const mostCells = 1 << 22;

/** Sorts the edges into cells by the boxes of their steps. */
export function edgeGrid(graph: Omit<Graph, "grid">): EdgeGrid {
  const frame = frameOf(graph);
  const { columns, rows } = frame;
  const start = new Int32Array(columns * rows + 1);
  eachCell(graph, frame, (cell) => {
    start[cell + 1] = (start[cell + 1] ?? 0) + 1;
  });
  for (let c = 0; c < columns * rows; c++) start[c + 1] = (start[c + 1] ?? 0) + (start[c] ?? 0);
  const next = start.slice(0, columns * rows);
  const edges = new Int32Array(start[columns * rows] ?? 0);
  eachCell(graph, frame, (cell, edge) => {
    const at = next[cell] ?? 0;
    edges[at] = edge;
    next[cell] = at + 1;
  });
  return { ...frame, start, edges };
}

type Frame = Omit<EdgeGrid, "start" | "edges">;

function frameOf({ lon, lat }: { lon: Int32Array; lat: Int32Array }): Frame {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let u = 0; u < lon.length; u++) {
    const [x, y] = [lon[u] ?? 0, lat[u] ?? 0];
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
  }
  if (lon.length === 0) return { west: 0, south: 0, width: 1, height: 1, columns: 0, rows: 0 };
  let height = Math.round(cellMetres / metresPerUnit);
  let width = Math.round(cellMetres / Math.max(1e-6, metresPerUnitEast((south + north) / 2)));
  const size = () => ({
    columns: Math.floor((east - west) / width) + 1,
    rows: Math.floor((north - south) / height) + 1,
  });
  while (size().columns * size().rows > mostCells) {
    width *= 2;
    height *= 2;
  }
  return { west, south, width, height, ...size() };
}

/** Each cell that a step of an edge may pass, each edge once a cell. */
function eachCell(
  graph: Omit<Graph, "grid">,
  frame: Frame,
  tell: (cell: number, edge: number) => void,
): void {
  const { lon, lat, ends, shapeStart, junctions, edges } = graph;
  const { west, south, width, height, columns, rows } = frame;
  const lastEdge = new Int32Array(columns * rows).fill(-1);
  for (let edge = 0; edge < edges; edge++) {
    const first = junctions + (shapeStart[edge] ?? 0);
    const last = junctions + (shapeStart[edge + 1] ?? 0);
    let u = ends[2 * edge] ?? 0;
    for (let i = first; i <= last; i++) {
      const v = i < last ? i : (ends[2 * edge + 1] ?? 0);
      const [x1, x2] = [((lon[u] ?? 0) - west) / width, ((lon[v] ?? 0) - west) / width];
      const [y1, y2] = [((lat[u] ?? 0) - south) / height, ((lat[v] ?? 0) - south) / height];
      const right = Math.floor(Math.max(x1, x2));
      const top = Math.floor(Math.max(y1, y2));
      for (let row = Math.floor(Math.min(y1, y2)); row <= top; row++)
        for (let column = Math.floor(Math.min(x1, x2)); column <= right; column++) {
          const cell = row * columns + column;
          if (lastEdge[cell] === edge) continue;
          lastEdge[cell] = edge;
          tell(cell, edge);
        }
      u = v;
    }
  }
}
