/** Persons, bodies and meetings who made it, with what they did. */
import type { Field } from "#libs/marc";
import type { Name, Written } from "./description.ts";
import type { Reader, Readers } from "./reading.ts";
import { roleOf } from "./roles.ts";
import { joined, trimmed, writtenTwice, writtenWithPinyin } from "./texts.ts";

const marc21 =
  (kind: Name["kind"], isMain = false): Reader =>
  (draft, field, twin) => {
    const family = kind === "person" && field.indicators[0] === "3";
    const written = writtenTwice(field, twin, kind === "person" ? personOf : bodyOf);
    if (!written) return;
    const said = saidRoles([...field.all(kind === "meeting" ? "j" : "e"), ...field.all("4")]);
    const dates = kind === "person" ? trimmed(field.get("d") ?? "") || null : null;
    const fuller = kind === "person" ? inParentheses(field.get("q")) : null;
    draft.said.names.push({ kind: family ? "family" : kind, ...written, isMain, fuller, ...said, dates });
  };

/** Name, number and what is added to it: "John Paul II, Pope". */
function personOf(field: Field): string {
  const name = trimmed(joined(field, "ab"));
  const added = trimmed(field.get("c") ?? "");
  return added === "" || name === "" ? name : `${name}, ${added}`;
}

/** A body with those below it, a meeting with its number, place and year. */
const bodyOf = (field: Field) => trimmed(joined(field, field.tag.endsWith("11") ? "aecdn" : "abn"));

/** What stands before a Chinese name in UNIMARC is where or when its bearer lived: (美), (唐). */
const unimarc =
  (kind: Name["kind"], isMain = false): Reader =>
  (draft, field) => {
    const written = kind === "body" ? writtenWithPinyin(field, "ab", ". ") : personIn(field);
    if (!written) return;
    const meeting = kind === "body" && field.indicators[0] === "1";
    const said = saidRoles(field.all("4"));
    const dates = inParentheses(field.get("f"));
    const fuller = kind === "body" ? null : inParentheses(field.get("g"));
    draft.said.names.push({ kind: meeting ? "meeting" : kind, ...written, isMain, fuller, ...said, dates });
  };

function personIn(field: Field): Written | null {
  const written = writtenWithPinyin(field, "ab", ", ");
  if (!written) return null;
  // Entered under the family name or not, characters have nothing between them.
  const text = written.text.replace(/(?<=\p{Script=Han}), (?=\p{Script=Han})/gu, "");
  return { ...written, text };
}

const inParentheses = (said: string | null) => trimmed(said ?? "").replace(/^\((.*)\)$/, "$1") || null;

function saidRoles(said: readonly string[]): Pick<Name, "roles" | "rolesSaid"> {
  const words = [...new Set(said.map(trimmed))].filter((word) => word !== "");
  const roles = words.flatMap((word) => roleOf(word) ?? []);
  return { rolesSaid: words, roles: [...new Set(roles)] };
}

export const nameReaders: Readers = {
  marc21: {
    "100": marc21("person", true),
    "110": marc21("body", true),
    "111": marc21("meeting", true),
    "700": marc21("person"),
    "710": marc21("body"),
    "711": marc21("meeting"),
    "720": marc21("person"),
  },
  unimarc: {
    "700": unimarc("person", true),
    "701": unimarc("person"),
    "702": unimarc("person"),
    "710": unimarc("body", true),
    "711": unimarc("body"),
    "712": unimarc("body"),
    "720": unimarc("family", true),
    "721": unimarc("family"),
    "722": unimarc("family"),
    "730": unimarc("person"),
  },
};
