import { Empty, Id, InstantShape, Nullable, operation, Prose, T } from "#contract";
import { closureReasons } from "../words.ts";

export const announceClosure = operation({
  id: "places.close",
  method: "POST",
  path: "/api/desk/places/:id/closures",
  summary: "Announce that a place is closed against its posted hours",
  params: T.Object({ id: Id }),
  body: T.Object({
    startsAt: InstantShape,
    /** Null: until further notice. */
    endsAt: Nullable(InstantShape),
    reason: T.Enum([...closureReasons]),
    words: T.Optional(Prose(500)),
  }),
  answer: T.Object({ id: Id }),
});

export const liftClosure = operation({
  id: "places.lift-closure",
  method: "DELETE",
  path: "/api/desk/places/:id/closures/:closure",
  summary: "Open again before the announced end, or call the closure off",
  params: T.Object({ id: Id, closure: Id }),
  answer: Empty,
});
