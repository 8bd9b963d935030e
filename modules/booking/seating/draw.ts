/** What can be done to a plan while it is drawn. Pure. */
import { type Static, Type as T } from "typebox";
import { addAisle, copyRow, makeRow, type Plan, type Row, withWheelchair } from "#libs/seats";
import type { FieldFault } from "#platform/errors";

const Name = (most: number) => T.String({ minLength: 1, maxLength: most });
const Length = T.Number({ minimum: -100_000, maximum: 100_000 });
const OfRow = { zone: Name(40), row: Name(20) };

export const RowEdit = T.Object({
  do: T.Literal("add-row"),
  zone: Name(40),
  name: Name(20),
  seats: T.Integer({ minimum: 1, maximum: 500 }),
  /** The middle of the row. */
  x: Length,
  y: Length,
  spacing: T.Number({ exclusiveMinimum: 0, maximum: 10_000 }),
  numbering: T.Enum(["left-to-right", "right-to-left", "odd-left", "odd-right"]),
  start: T.Integer({ minimum: 0, maximum: 10_000 }),
  /** After how many seats from the left an aisle runs. */
  aisles: T.Array(T.Integer({ minimum: 1, maximum: 499 }), { maxItems: 20 }),
  bend: T.Enum(["none", "gentle", "strong"]),
  category: Name(40),
});

export const CopyEdit = T.Object({
  do: T.Literal("copy-row"),
  ...OfRow,
  /** The name of the first copy; where it is a number the next ones count on. */
  name: Name(20),
  times: T.Integer({ minimum: 1, maximum: 50 }),
  /** From row to row. */
  pitch: Length,
});

export const AisleEdit = T.Object({
  do: T.Literal("aisle"),
  ...OfRow,
  /** The number of the seat after which it runs, from left to right. */
  after: Name(10),
  width: T.Number({ exclusiveMinimum: 0, maximum: 10_000 }),
});

export const WheelchairEdit = T.Object({
  do: T.Literal("wheelchair"),
  ...OfRow,
  /** Numbers of seats beside one another: the space, and the companion's seat. */
  space: Name(10),
  companion: Name(10),
});

export const RemoveEdit = T.Object({ do: T.Literal("remove-row"), ...OfRow });

export const PlanEdit = T.Union([RowEdit, CopyEdit, AisleEdit, WheelchairEdit, RemoveEdit]);
export type PlanEdit = Static<typeof PlanEdit>;

const fault = (field: string, id: string): { faults: FieldFault[] } => ({
  faults: [{ field: `/body/edit/${field}`, id }],
});

/** An empty hall: its name and size, and where the middle of the stage is. */
export function emptyPlan(hall: Pick<Plan, "name" | "size" | "focal">): Plan {
  return { ...hall, categories: [], zones: [] };
}

/** The plan after an edit, or what is wrong with the edit. What is wrong with the plan then is told by itself. */
export function edited(plan: Plan, edit: PlanEdit): { plan: Plan } | { faults: FieldFault[] } {
  if (edit.do === "add-row") return { plan: withRow(plan, edit) };
  const zone = plan.zones.find(({ name }) => name === edit.zone);
  const row = zone?.rows.find(({ name }) => name === edit.row);
  if (!zone) return fault("zone", "seats.no-zone");
  if (!row) return fault("row", "seats.no-row");
  const rows = (rows: Row[]): { plan: Plan } => ({ plan: withRows(plan, edit.zone, rows) });
  const instead = (made: Row) => rows(zone.rows.map((one) => (one === row ? made : one)));
  const seat = (number: string) => row.blocks.flat().find((one) => one.number === number)?.id;
  switch (edit.do) {
    case "remove-row":
      return rows(zone.rows.filter((one) => one !== row));
    case "copy-row":
      return rows([...zone.rows, ...copies(row, edit)]);
    case "aisle": {
      const after = seat(edit.after);
      return after ? instead(addAisle(row, after, edit.width)) : fault("after", "seats.no-seat");
    }
    case "wheelchair": {
      const [space, companion] = [seat(edit.space), seat(edit.companion)];
      if (!space) return fault("space", "seats.no-seat");
      return companion ? instead(withWheelchair(row, space, companion)) : fault("companion", "seats.no-seat");
    }
  }
}

function withRow(plan: Plan, { x, y, aisles, bend, name, zone, ...spec }: Static<typeof RowEdit>): Plan {
  const around = centreOf(plan, { x, y }, bend);
  const row = makeRow({
    ...spec,
    name,
    prefix: `${zone}-${name}`,
    middle: { x, y },
    aisles: aisles.toSorted((a, b) => a - b),
    ...(around && { around }),
  });
  const known = plan.categories.some((one) => one.name === spec.category);
  const categories = known ? plan.categories : [...plan.categories, { name: spec.category }];
  const has = plan.zones.some((one) => one.name === zone);
  const zones = has ? plan.zones : [...plan.zones, { name: zone, rows: [] }];
  const before = zones.find((one) => one.name === zone)?.rows ?? [];
  return withRows({ ...plan, categories, zones }, zone, [...before, row]);
}

/** Around which point a row bends: the stage, or one as far behind it as the hall is deep. */
function centreOf({ focal, size }: Plan, at: Plan["focal"], bend: "none" | "gentle" | "strong") {
  const far = Math.hypot(at.x - focal.x, at.y - focal.y);
  if (bend === "none" || far === 0) return null;
  const back = bend === "strong" ? 0 : size.height / far;
  return { x: focal.x - (at.x - focal.x) * back, y: focal.y - (at.y - focal.y) * back };
}

/** A zone whose last row goes is gone. */
function withRows(plan: Plan, zone: string, rows: Row[]): Plan {
  const zones = plan.zones.map((one) => (one.name === zone ? { ...one, rows } : one));
  return { ...plan, zones: zones.filter((one) => one.rows.length > 0) };
}

function copies(row: Row, { zone, name, times, pitch }: Static<typeof CopyEdit>): Row[] {
  const first = /^\d+$/.test(name) ? Number(name) : null;
  return Array.from({ length: times }, (_, n) => {
    const called = first === null ? (n === 0 ? name : `${name}${n + 1}`) : String(first + n);
    return copyRow(row, { prefix: `${zone}-${called}`, name: called, by: { x: 0, y: pitch * (n + 1) } });
  });
}
