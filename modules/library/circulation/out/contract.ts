/** JSON of what is out of a record: for its page, which asks it beside the catalogue. */
import { DayShape, Id, Nullable, operation, T } from "#contract";
import { RecordId } from "../../catalogue/searching/contract.ts";

export const copiesOut = operation({
  id: "library.copies-out",
  method: "GET",
  path: "/api/catalogue/:id/out",
  summary:
    "How many copies of an edition are lent, by the place where they are at home, when the first comes back, and how many readers wait.",
  params: T.Object({ id: RecordId }),
  answer: T.Object({
    places: T.Array(T.Object({ placeId: Nullable(Id), copies: T.Integer(), dueOn: DayShape })),
    waiting: T.Integer(),
  }),
});
