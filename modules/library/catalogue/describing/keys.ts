/** What titles, works and records are compared by. */
import { createHash } from "node:crypto";
import { folded } from "#platform/search";
import type { Name } from "./description.ts";

/** The longest an index of the database takes well; what is longer ends in a digest, so that volumes of long titles stay apart. */
const longest = 200;

/** A title as it is compared: letters and digits, traditional as simplified, without the article it begins with. */
export function titleKeyOf(title: string): string {
  return fitted(folded(title));
}

/** Of a person the words in any order: records say "Asimov, Isaac" and "Isaac Asimov". */
export function nameKeyOf({ text, kind }: { text: string; kind: string }): string {
  if (kind !== "person") return fitted(folded(text));
  return fitted(
    text
      .split(/[\s,，،.]+/)
      .map(folded)
      .sort()
      .join(""),
  );
}

/** `titleKey`: of what all editions are called. The first responsible is the one the record says is, else the first. */
export function workKeyOf(titleKey: string, names: readonly Name[]): string | null {
  const first = names.find(({ isMain }) => isMain) ?? names[0];
  return titleKey === "" ? null : `${titleKey}/${first ? nameKeyOf(first) : ""}`;
}

/** Agency and its number. An import gives records that name no agency the one they came from. */
export function controlKeyOf(agency: string | null, number: string | null): string | null {
  const said =
    number
      ?.normalize("NFKC")
      .toLowerCase()
      .replace(/[\s\0]+/g, "") ?? "";
  const of = folded(agency ?? "");
  return said === "" || of === "" ? null : fitted(`${of}:${said}`);
}

function fitted(key: string): string {
  if (key.length <= longest) return key;
  return `${key.slice(0, longest - 12).toWellFormed()}${createHash("sha256").update(key).digest("hex").slice(0, 12)}`;
}
