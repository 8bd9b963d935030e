/** Plans drawn with pretix's editor: positions add up, rows have no aisles, nothing says where the stage is. */
import { type Static, Type as T } from "typebox";
import { labelOf } from "./build.ts";
import { type PlanFault, readPlan } from "./faults.ts";
import { type Plan, type Point, type Seat, seatWidth } from "./shape.ts";
import { shapeFaults } from "./shape-faults.ts";

const Place = T.Object({ x: T.Number(), y: T.Number() });
const Drawn = T.Object({
  name: T.String(),
  size: T.Object({ width: T.Number(), height: T.Number() }),
  categories: T.Array(T.Object({ name: T.String(), color: T.Optional(T.String()) })),
  zones: T.Array(
    T.Object({
      name: T.String(),
      position: Place,
      rows: T.Array(
        T.Object({
          row_number: T.String(),
          position: T.Optional(Place),
          seats: T.Array(
            T.Object({
              seat_guid: T.String(),
              seat_number: T.String(),
              position: Place,
              category: T.String(),
            }),
            { maxItems: 500 },
          ),
        }),
      ),
    }),
  ),
});
type Drawn = Static<typeof Drawn>;
type DrawnRow = Drawn["zones"][number]["rows"][number];

/** Two seats this many widths apart have an aisle between them. */
const aisleFrom = 1.6;

/**
 * Such a plan as one of ours, with the stage at `focal`, or its faults, each with its place: in their file where it has not their
 * shape, else in the plan it became. Wheelchair spaces are not told apart there: every seat is a standard one until somebody marks it.
 */
export function readPretixPlan(raw: unknown, focal: Point): { plan: Plan } | { faults: PlanFault[] } {
  const wrong = shapeFaults(Drawn, raw);
  if (wrong.length > 0) return { faults: wrong };
  // Without a fault of shape it has the shape.
  const drawn = raw as Drawn;
  const lines = drawn.zones.map((zone) => zone.rows.map((row) => lineOf(row, zone.position)));
  const aisle = seatWidth(lines.flat()) * aisleFrom;
  return readPlan({
    name: drawn.name,
    size: { width: drawn.size.width, height: drawn.size.height },
    focal,
    categories: drawn.categories.map(({ name, color }) => ({ name, ...(color && { colour: color }) })),
    zones: drawn.zones.map((zone, z) => ({
      name: zone.name,
      rows: zone.rows.map((row, r) => ({
        name: row.row_number,
        blocks: blocksOf(lines[z]?.[r] ?? [], aisle),
      })),
    })),
  } satisfies Plan);
}

/** The seats of a row where they stand, along the way the row runs: their list need not be in that order. */
function lineOf(row: DrawnRow, zone: Point): Seat[] {
  const seats = row.seats.map((seat): Seat => {
    const x = zone.x + (row.position?.x ?? 0) + seat.position.x;
    const y = zone.y + (row.position?.y ?? 0) + seat.position.y;
    const label = labelOf(row.row_number, seat.seat_number);
    return {
      id: seat.seat_guid,
      label,
      number: seat.seat_number,
      x,
      y,
      category: seat.category,
      kind: "standard",
    };
  });
  const breadth = (side: "x" | "y") => {
    const all = seats.map((seat) => seat[side]);
    return Math.max(...all) - Math.min(...all);
  };
  const along = breadth("x") >= breadth("y") ? "x" : "y";
  return seats.sort((a, b) => a[along] - b[along]);
}

function blocksOf(line: readonly Seat[], aisle: number): Seat[][] {
  const blocks: Seat[][] = [];
  line.forEach((seat, n) => {
    const before = line[n - 1];
    if (before && Math.hypot(seat.x - before.x, seat.y - before.y) < aisle) blocks.at(-1)?.push(seat);
    else blocks.push([seat]);
  });
  return blocks;
}
