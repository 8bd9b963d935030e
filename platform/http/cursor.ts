/** Where a list goes on: what its last row is sorted by, opaque to the caller. */
import type { Static, TSchema } from "typebox";
import { invalid } from "../errors/index.ts";
import { fits } from "./check.ts";

export function cursorText(lastRow: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(lastRow)).toString("base64url");
}

/** A cursor that we may have written, by the shape of what is in it. Refuses everything else at `field`. */
export function readCursor<S extends TSchema>(shape: S, text: string, field: string): Static<S> {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    if (fits(shape, read)) return read;
  } catch {
    // Not ours.
  }
  throw invalid([{ field, id: "cursor" }]);
}
