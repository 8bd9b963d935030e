/** BibTeX: braces around every value; what TeX would read as its own is escaped. */
import type { Description } from "../describing/description.ts";

export function bibtexOf(said: Description, { key, url }: { key: string; url: string }): string {
  const by = (role: string) => said.names.filter(({ roles }) => (roles as string[]).includes(role));
  const editors = by("editor");
  const authors = said.names.filter(
    ({ roles }) => roles.length === 0 || roles.includes("author") || roles.includes("compiler"),
  );
  const values: [string, string | number | null | undefined][] = [
    ["title", said.title.text],
    ["author", authors.map(({ text }) => `{${escaped(text)}}`).join(" and ")],
    ["editor", editors.map(({ text }) => `{${escaped(text)}}`).join(" and ")],
    [
      "translator",
      by("translator")
        .map(({ text }) => `{${escaped(text)}}`)
        .join(" and "),
    ],
    ["edition", said.edition?.text],
    ["address", said.place?.text],
    ["publisher", said.publisher?.text],
    ["year", said.year],
    ["series", said.series[0]?.text],
    ["isbn", said.isbns[0]?.number],
    ["issn", said.issns[0]],
    ["url", url],
  ];
  // Names stand in braces of their own: a body's "and" parts nobody.
  const own = new Set(["author", "editor", "translator", "url"]);
  const told = values.flatMap(([name, value]) =>
    value === null || value === undefined || value === ""
      ? []
      : [`  ${name} = {${own.has(name) ? value : escaped(String(value))}}`],
  );
  return `@${said.form === "serial" ? "periodical" : "book"}{${key},\n${told.join(",\n")}\n}\n`;
}

const signs: Record<string, string> = {
  "\\": "\\textbackslash ",
  "{": "\\{",
  "}": "\\}",
  "~": "\\textasciitilde ",
  "^": "\\textasciicircum ",
};

const escaped = (text: string) =>
  text.replace(/\s+/g, " ").replace(/[\\{}$&#%_~^]/g, (sign) => signs[sign] ?? `\\${sign}`);
