/** How a book is cited in Chinese writing: GB/T 7714-2015, sequential style, 4.1–4.2, 8.1–8.8. */
import type { Description, Name } from "../describing/description.ts";
import type { Form } from "../describing/form.ts";
import { lineOf, responsibleFor, translatorsOf } from "./responsible.ts";

/** Letters of appendix B; what has none of its own is Z. */
const letters: Partial<Record<Form, string>> = {
  book: "M",
  "large-print": "M",
  braille: "M",
  manuscript: "M",
  serial: "J",
  electronic: "M/OL",
  map: "CM",
};

const mostNames = 3;

/**
 * `曹雪芹. 红楼梦[M]. 3版. 北京: 人民文学出版社, 2008.` `on`: the day on which it is cited, and `url` where it is found, which what is read on line is told with
 * unless it says its own address.
 */
export function gbt7714(said: Description, { url, on }: { url: string; on: string }): string {
  const han = /\p{Script=Han}/u.test(said.titleProper.text);
  const isOnline = said.form === "electronic";
  const translators = translatorsOf(said);
  const whence = [said.place?.text, said.publisher?.text].filter(Boolean).join(": ");
  const out = [whence, yearsOf(said)].filter(Boolean).join(", ");
  const parts = [
    namesOf(responsibleFor(said), han),
    `${said.title.text || "[题名不详]"}[${letters[said.form] ?? "Z"}]`,
    translators.length > 0 ? `${namesOf(translators, han)}${han ? ", 译" : ", trans"}` : "",
    editionOf(said.edition?.text),
    isOnline ? `${out}[${on}]` : out,
    isOnline ? (said.address ?? url) : "",
  ];
  return parts
    .map((part) => withoutStop(lineOf(part)))
    .filter((part) => part !== "")
    .join(". ")
    .concat(".");
}

/** Of what came out over years the first and the last, or that it goes on. */
function yearsOf({ year, lastYear, form }: Description): string {
  if (year === null) return "";
  return lastYear === null ? `${year}${form === "serial" ? "-" : ""}` : `${year}-${lastYear}`;
}

const withoutStop = (text: string) => text.replace(/[.．。｡\s]+$/u, "");

function namesOf(names: readonly Name[], han: boolean): string {
  const told = names.slice(0, mostNames).map(nameOf);
  return [...told, ...(names.length > mostNames ? [han ? "等" : "et al"] : [])].join(", ");
}

/** What stands behind a name and is none: titles, ranks, numbers. */
const added =
  /^(pope|saint|st\b|king|queen|emperor|empress|prince|princess|duke|sir|dame|lord|lady|baron|count|comte|[js]r\b|[ivx]+\b|\d)/i;

/** 8.1.1: of letters that have capitals the family name in these, and the first letters of the others without stops; commas part names from each other. */
function nameOf({ text, kind }: Name): string {
  const name = withoutStop(lineOf(text));
  if (kind !== "person") return name;
  const [family = "", ...others] = name.split(/\s*[,，،]\s*/u);
  const given = others.find((one) => !added.test(one)) ?? "";
  if (!/^[\p{Lu}\p{Ll}\p{M}\p{P}\p{Zs}ʻʼʹʿ]+$/u.test(family)) return `${family} ${given}`.trim();
  const initials = [...given.matchAll(/(?<![\p{L}\p{M}’'ʻʼʹʿ])\p{L}\p{M}*/gu)].map(([letter]) =>
    letter.toUpperCase(),
  );
  return [family.toUpperCase(), ...initials].join(" ");
}

/** The first is not told; of others the number alone: `3版` (8.5). */
function editionOf(text = ""): string {
  if (/^(第?\s*[1一]\s*版|初版|1st ed|first ed)/i.test(text)) return "";
  return text.replace(/^第\s*([0-9]+)\s*版/, "$1版");
}
