/** JSON of the condition of places. */
import { DayShape, Id, Line, Nullable, operation, Prose, T } from "#contract";
import { Access, Equipment } from "../shapes.ts";
import { equipmentCodes } from "../words.ts";
import { equipmentStates, grades } from "./words.ts";

export { equipmentStates, grades } from "./words.ts";

const FoundEquipment = T.Array(
  T.Object({
    code: T.Enum([...equipmentCodes]),
    count: T.Integer({ minimum: 0, maximum: 100_000 }),
    state: T.Enum([...equipmentStates]),
  }),
  { maxItems: 40 },
);

const InspectionShape = T.Object({
  id: Id,
  on: DayShape,
  grade: T.Enum([...grades]),
  words: T.String(),
  /** Null: the house itself. */
  inspector: Nullable(T.String()),
  access: Access,
  equipment: FoundEquipment,
});

export const placeCondition = operation({
  id: "places.condition",
  method: "GET",
  path: "/api/places/:id/condition",
  summary:
    "In what condition a place was on a day: by the last inspection up to then, and by the register as it stood",
  params: T.Object({ id: Id }),
  query: T.Object({ on: T.Optional(DayShape) }),
  answer: T.Object({
    on: DayShape,
    inspection: Nullable(T.Omit(InspectionShape, ["words"])),
    /** Null: it was not in the register yet. */
    register: Nullable(T.Object({ access: Access, equipment: Equipment })),
  }),
});

export const listInspections = operation({
  id: "places.inspections",
  method: "GET",
  path: "/api/desk/places/:id/inspections",
  summary: "The inspections of a place that stand, newest first",
  params: T.Object({ id: Id }),
  answer: T.Object({ items: T.Array(InspectionShape), can: T.Array(T.Enum(["inspect"])) }),
});

export const inspectPlace = operation({
  id: "places.inspect",
  method: "POST",
  path: "/api/desk/places/:id/inspections",
  summary: "Write down in what state a place was found; `corrects` replaces an inspection with a mistake",
  params: T.Object({ id: Id }),
  body: T.Object({
    on: T.Optional(DayShape),
    grade: T.Enum([...grades]),
    words: Prose(2000),
    inspector: T.Optional(Nullable(Line(100))),
    access: Access,
    equipment: FoundEquipment,
    corrects: T.Optional(Id),
  }),
  answer: T.Object({ id: Id }),
});
