/** JSON of plans by which copies stand elsewhere. */
import { DayShape, Empty, Id, Nullable, operation, T } from "#contract";
import { Brief, Code, one, RowId, Text } from "../../shapes.ts";

/** The most copies that one plan proposes. */
export const mostOfAPlan = 500;

const Rule = T.Object({
  shelf: Text(60),
  callNumber: Text(60),
  type: T.Union([Code, T.Literal("")]),
  unlentDays: T.Integer({ minimum: 0, maximum: 3650 }),
  most: T.Integer({ minimum: 1, maximum: mostOfAPlan }),
  cameBy: Nullable(Id),
});

const RotationView = T.Object({
  id: Id,
  from: Brief,
  to: Brief,
  toShelf: T.String(),
  rule: Rule,
  state: T.Enum(["proposed", "pulling", "ended"]),
  madeOn: DayShape,
  proposed: T.Integer(),
  kept: T.Integer(),
  going: T.Integer(),
  there: T.Integer(),
});

export const listRotations = operation({
  id: "library.rotations",
  method: "GET",
  path: "/api/desk/between/rotations",
  summary: "Plans by which copies of your houses stand elsewhere",
  answer: T.Object({ items: T.Array(RotationView), places: T.Array(Brief) }),
});

export const proposeRotation = operation({
  id: "library.propose-rotation",
  method: "POST",
  path: "/api/desk/between/rotations",
  summary: "Propose copies that nobody wants for another place, those longest unlent first",
  body: T.Object({ fromId: Id, toId: Id, toShelf: Text(60), rule: Rule }),
  answer: T.Object({ id: Id, copies: T.Integer() }),
});

export const getRotation = operation({
  id: "library.rotation",
  method: "GET",
  path: "/api/desk/between/rotations/:id",
  summary: "A plan with its copies as one finds them on the shelves",
  params: one,
  answer: T.Object({
    ...RotationView.properties,
    items: T.Array(
      T.Object({
        itemId: T.Integer(),
        title: T.String(),
        barcode: T.String(),
        shelf: T.String(),
        callNumber: T.String(),
        state: T.Enum(["proposed", "kept", "going", "there"]),
      }),
    ),
    mayPlan: T.Boolean(),
  }),
});

export const keepFromRotation = operation({
  id: "library.keep-from-rotation",
  method: "POST",
  path: "/api/desk/between/rotations/:id/kept",
  summary: "A copy is taken out of a plan by hand",
  params: one,
  body: T.Object({ itemId: RowId }),
  answer: Empty,
});

export const stepRotation = operation({
  id: "library.step-rotation",
  method: "POST",
  path: "/api/desk/between/rotations/:id/step",
  summary: "A plan is pulled from now on, or ends",
  params: one,
  body: T.Object({ step: T.Enum(["pull", "end"]) }),
  answer: Empty,
});
