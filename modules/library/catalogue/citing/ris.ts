/** RIS as reference managers take it (Research Information Systems, 2011): a tag, two blanks, a hyphen, a value; one a line. */
import type { Description, Name } from "../describing/description.ts";
import type { Form } from "../describing/form.ts";
import { lineOf, responsibleFor } from "./responsible.ts";

const types: Partial<Record<Form, string>> = {
  serial: "JFULL",
  electronic: "EBOOK",
  map: "MAP",
  score: "MUSIC",
  music: "SOUND",
  speech: "SOUND",
  video: "VIDEO",
  picture: "ART",
};

export function risOf(said: Description, url: string): string {
  const authors = new Set(responsibleFor(said));
  const lines: [string, string | number | null | undefined][] = [
    ["TY", types[said.form] ?? "BOOK"],
    ["TI", said.title.text],
    ...said.names.map((name): [string, string] => [tagOf(name, authors), name.text]),
    ["ET", said.edition?.text],
    ["CY", said.place?.text],
    ["PB", said.publisher?.text],
    ["PY", said.year],
    ...said.series.map(({ text }): [string, string] => ["T2", text]),
    ...[...said.isbns.map(({ number }) => number), ...said.issns].map((number): [string, string] => [
      "SN",
      number,
    ]),
    ...said.languages.slice(0, 1).map((code): [string, string] => ["LA", code]),
    ...said.subjects.map(({ text }): [string, string] => ["KW", text]),
    ["AB", said.summary],
    ["UR", said.form === "electronic" ? (said.address ?? url) : url],
  ];
  const told = lines.flatMap(([tag, value]) =>
    value === null || value === undefined || value === "" ? [] : [`${tag}  - ${lineOf(String(value))}`],
  );
  return `${[...told, "ER  - "].join("\r\n")}\r\n`;
}

/** AU wrote it, A2 edited; A4 translated it, played in it and the like. */
function tagOf(name: Name, authors: ReadonlySet<Name>): string {
  const { roles } = name;
  if (roles.includes("translator") && !roles.includes("author")) return "A4";
  if (roles.includes("editor") && !roles.includes("author")) return "A2";
  return authors.has(name) ? "AU" : "A4";
}
