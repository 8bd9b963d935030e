/** JSON of use in the house: a copy that lay on a table, counted with no reader. */
import { Id, operation, T } from "#contract";
import { Count, RowId } from "../../shapes.ts";

export const useInHouse = operation({
  id: "library.use-in-house",
  method: "POST",
  path: "/api/library/till/uses-in-house",
  summary: "A copy was used in the house; one that is lent is not counted, and said to be lent.",
  body: T.Object({ itemId: RowId, placeId: Id }),
  answer: T.Object({
    isLent: T.Boolean(),
    /** How often it was used there today. */
    today: Count,
    /** Where it stands. */
    shelf: T.String(),
  }),
});
