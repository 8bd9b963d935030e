/** BibTeX: braces around every value; what TeX would read as its own is escaped. */
import type { Description, Name } from "../describing/description.ts";
import { lineOf, responsibleFor, translatorsOf } from "./responsible.ts";

export function bibtexOf(said: Description, { key, url }: { key: string; url: string }): string {
  const editors = said.names.filter(({ roles }) => roles.includes("editor"));
  const authors = responsibleFor(said).filter(
    ({ roles }) => !roles.includes("editor") || roles.includes("author"),
  );
  const values: [string, string | number | null | undefined][] = [
    ["title", said.title.text],
    ["author", namesOf(authors)],
    ["editor", namesOf(editors)],
    ["translator", namesOf(translatorsOf(said))],
    ["edition", said.edition?.text],
    ["address", said.place?.text],
    ["publisher", said.publisher?.text],
    ["year", said.lastYear === null ? said.year : `${said.year}--${said.lastYear}`],
    ["series", said.series[0]?.text],
    ["isbn", said.isbns[0]?.number],
    ["issn", said.issns[0]],
    ["url", said.form === "electronic" ? (said.address ?? url) : url],
  ];
  const own = new Set(["author", "editor", "translator", "url"]);
  const told = values.flatMap(([name, value]) =>
    value === null || value === undefined || value === ""
      ? []
      : [`  ${name} = {${own.has(name) ? value : escaped(String(value))}}`],
  );
  return `@${said.form === "serial" ? "periodical" : "book"}{${key},\n${told.join(",\n")}\n}\n`;
}

/** "Family, Given" is read by BibTeX; other names stand in braces of their own, so that a body's "and" parts nobody. */
const namesOf = (names: readonly Name[]) =>
  names
    .map(({ text, kind }) =>
      kind === "person" && /^[^,]+, [^,]+$/.test(text) && !/\sand\s/i.test(text)
        ? escaped(text)
        : `{${escaped(text)}}`,
    )
    .join(" and ");

const signs: Record<string, string> = {
  "\\": "\\textbackslash ",
  "{": "\\{",
  "}": "\\}",
  "~": "\\textasciitilde ",
  "^": "\\textasciicircum ",
};

const escaped = (text: string) =>
  lineOf(text).replace(/[\\{}$&#%_~^]/g, (sign) => signs[sign] ?? `\\${sign}`);
