/** A name leads to the books of who bears it, whichever of their names the records say: 周树人 to 鲁迅. */
import type { Db } from "#platform/db";
import { nameKeyOf, titleKeyOf } from "../describing/keys.ts";
import { namesWith } from "./heading-store.ts";

/** Other names that are searched too, at most: a query must stay a small one. */
const mostNames = 8;
/** Longer lines are no names. */
const longest = 80;
const ofNames = ["person", "family", "body", "meeting"] as const;

/** `line`: the one line that was asked, whole; null: there are more, or it is none. Titles have no other names here. */
export async function otherNames(
  db: Db,
  line: string | null,
  field: "title" | "name" | "subject" | undefined,
): Promise<string[]> {
  if (line === null || line.length > longest || field === "title") return [];
  const keys = [
    ...new Set([titleKeyOf(line), nameKeyOf({ text: line.replace(/["“”]/g, ""), kind: "person" })]),
  ];
  if (keys.some((key) => key === "")) return [];
  return namesWith(db, { keys, kinds: field === "name" ? ofNames : null, limit: mostNames });
}
