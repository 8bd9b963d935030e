/** Names as files have them. Pure. */
import type { ReaderValues } from "./reader-columns.ts";

/** Between Han characters nothing stands; else the given name comes first. */
export function nameOf({ name, family_name: family, given_name: given }: ReaderValues): string {
  if (name) return name;
  const parts = [family ?? "", given ?? ""].map((part) => part.trim());
  if (parts.every((part) => /^\p{Script=Han}*$/u.test(part))) return parts.join("");
  return parts.toReversed().join(" ").trim();
}

/** By which two are the same name. */
export const plainName = (name: string) =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\p{P}\p{Z}]/gu, "");
