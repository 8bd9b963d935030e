/** A whole city with people, schools and clinics, against what another program found there. */
import assert from "node:assert/strict";
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { buildGraphs, type Graph, Nearest, type Place, placeAtNode, snap, walking } from "./index.ts";
import { metresPerUnit, metresPerUnitEast } from "./units.ts";

const folder = join(import.meta.dirname, "../../../shared/data/reach/poa");
const skip = !existsSync(folder) && "no ../shared/data/reach beside the repository";

interface Cell {
  at: [lon: number, lat: number];
  people: number;
  schools: number;
  clinics: number;
}

describe("Porto Alegre", { skip }, () => {
  let graph: Graph;
  let cells: Cell[];
  before(async () => {
    const extract = join(folder, "poa_osm.pbf");
    const { graphs } = await buildGraphs(() => createReadStream(extract), {
      profiles: [walking()],
      keep: "largest",
    });
    const [first] = graphs;
    assert.ok(first);
    graph = first;
    const [, ...rows] = readFileSync(join(folder, "poa_hexgrid.csv"), "utf8").trim().split("\n");
    cells = rows.map((row) => {
      const [, lon, lat, people, schools, , clinics] = row.split(",").map(Number);
      return { at: [lon ?? 0, lat ?? 0], people: people ?? 0, schools: schools ?? 0, clinics: clinics ?? 0 };
    });
  });

  /** Per cent of all people within so many minutes of a cell with such places, on foot. */
  function covered(
    places: readonly (Place | undefined)[],
    { of, minutes }: { of: "schools" | "clinics"; minutes: number },
  ) {
    const nearest = new Nearest(
      graph,
      places.filter((place, i) => place !== undefined && (cells[i]?.[of] ?? 0) > 0) as Place[], // undefined is filtered out
    );
    const sum = (some: readonly Cell[]) => some.reduce((people, cell) => people + cell.people, 0);
    const isIn = (place: Place | undefined) =>
      place !== undefined && nearest.atPlace(place).time <= minutes * 600;
    return Math.round((1e4 * sum(cells.filter((_, i) => isIn(places[i])))) / sum(cells)) / 100;
  }

  const asked = [
    { of: "schools", minutes: 15 },
    { of: "clinics", minutes: 10 },
    { of: "clinics", minutes: 15 },
  ] as const;

  test("from the nearest node of each cell: the shares the facts found, 98.5, 69.1 and 89.7 per cent", () => {
    const places = cells.map(({ at }) => placeAtNode(graph, nearestNode(graph, at)));
    assert.deepEqual(cells.length, 1227);
    assert.deepEqual(
      asked.map((one) => covered(places, one)),
      [98.51, 69.05, 89.73],
    );
  });

  test("from the nearest spot on a street, and with the walk to it: fewer, because nobody begins on a corner", () => {
    const within = 10_000;
    const onStreet = cells.map(({ at }) => snap(graph, at, { within })?.place);
    assert.deepEqual(
      asked.map((one) => covered(onStreet, one)),
      [98.69, 68.25, 89.38],
    );
    const fromTheDoor = cells.map(({ at }) => snap(graph, at, { within, kmh: 4.5 })?.place);
    assert.deepEqual(
      asked.map((one) => covered(fromTheDoor, one)),
      [98.14, 63.45, 87],
    );
  });

  test("21 cells with 1,237 people lie more than 250 m from every street", () => {
    const off = cells.filter(({ at }) => snap(graph, at, { within: 250 }) === null);
    assert.deepEqual([off.length, off.reduce((sum, { people }) => sum + people, 0)], [21, 1237]);
  });
});

function nearestNode({ lon, lat, nodes }: Graph, [x, y]: readonly [number, number]): number {
  const [east, north] = [metresPerUnitEast(y * 1e7), metresPerUnit];
  let [best, least] = [0, Infinity];
  for (let node = 0; node < nodes; node++) {
    const [dx, dy] = [((lon[node] ?? 0) - x * 1e7) * east, ((lat[node] ?? 0) - y * 1e7) * north];
    const away = dx * dx + dy * dy;
    if (away < least) [best, least] = [node, away];
  }
  return best;
}
