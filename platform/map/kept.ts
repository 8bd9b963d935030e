/** Drawings that are asked for more often than anything on them changes. */
import { createHash } from "node:crypto";

/**
 * Keeps drawings by everything that shows in them (`shows`, as JSON): `kept(shows, draw)` draws once for each. Begins anew when `most` are
 * kept.
 */
export function keptDrawings(most: number): (shows: unknown, draw: () => string) => string {
  const drawn = new Map<string, string>();
  return (shows, draw) => {
    const key = createHash("sha256").update(JSON.stringify(shows)).digest("base64url");
    const known = drawn.get(key);
    if (known !== undefined) return known;
    const drawing = draw();
    if (drawn.size >= most) drawn.clear();
    drawn.set(key, drawing);
    return drawing;
  };
}
