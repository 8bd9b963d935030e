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

/** Agency and its number. */
export function controlKeyOf(agency: string | null, number: string | null): string | null {
  const said = saidNumber(number);
  const of = folded(agency ?? "");
  return said === "" || of === "" ? null : fitted(`${of}:${said}`);
}

/**
 * Of a record that names no agency, among those of its owner. A number without one may be any supplier's, who all begin at 1: it is the same record's
 * only while the title is the same. A record without a number is what its bytes are. No agency's name begins with @.
 */
export function ownKeyOf(
  owner: string,
  { number, titleKey, source }: { number: string | null; titleKey: string; source: Uint8Array },
): string {
  const said = saidNumber(number);
  return fitted(
    `@${owner}${said === "" ? `=${digest(source)}` : `:${said}/${digest(titleKey).slice(0, 12)}`}`,
  );
}

const digest = (what: string | Uint8Array) => createHash("sha256").update(what).digest("hex");

const saidNumber = (number: string | null) =>
  (number ?? "")
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\0]+/g, "");

function fitted(key: string): string {
  if (key.length <= longest) return key;
  return `${key.slice(0, longest - 12).toWellFormed()}${digest(key).slice(0, 12)}`;
}
