/** Where a list goes on: the sort key and id of the last row, opaque to the caller. */
import { invalid } from "#platform/errors";

export interface Cursor {
  key: string;
  id: string;
}

export function cursorText({ key, id }: Cursor): string {
  return Buffer.from(JSON.stringify([key, id])).toString("base64url");
}

/** Reads a cursor we wrote. Refuses everything else at `field`. */
export function readCursor(text: string, field: string): Cursor {
  try {
    const [key, id]: unknown[] = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    if (typeof key === "string" && typeof id === "string" && /^[0-9a-f-]{36}$/.test(id)) return { key, id };
  } catch {
    // Not ours.
  }
  throw invalid([{ field, id: "cursor" }]);
}
