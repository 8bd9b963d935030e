/** Shapes that contracts of the library share. */
import { Id, mostInteger, T } from "#contract";

/** A place or a house by its name. */
export const Brief = T.Object({ id: Id, name: T.String() });
/** Which one is meant, in an address. */
export const one = T.Object({ id: Id });
export const Count = T.Integer({ minimum: 0 });
/** Of items and of whatever else is counted from 1. */
export const RowId = T.Integer({ minimum: 1, maximum: mostInteger });
/** A line of words, or none. */
export const Text = (max: number) =>
  T.String({ maxLength: max, pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$" });
/** Of a type of things or a category of readers. */
export const Code = T.String({ pattern: "^[a-z][a-z0-9-]{0,29}$" });
/** A sentence of ours with its values: `refusal.<id>`. */
export const Why = T.Object({
  id: T.String(),
  data: T.Record(T.String(), T.Union([T.String(), T.Number()])),
});
/** A million yuan at most. */
export const Fen = T.Integer({ minimum: 0, maximum: 100_000_000 });
