/** How a book is cited in Chinese writing: GB/T 7714-2015, sequential style, 8.1–8.8. */
import type { Description, Name } from "../describing/description.ts";
import type { Form } from "../describing/form.ts";
import type { Role } from "../describing/roles.ts";

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
/** Who is named first: whoever wrote, compiled or put it together. */
const first = new Set<Role>([
  "author",
  "editor",
  "compiler",
  "composer",
  "lyricist",
  "photographer",
  "illustrator",
  "director",
  "performer",
]);

/** `曹雪芹. 红楼梦[M]. 3版. 北京: 人民文学出版社, 2008.` */
export function gbt7714(said: Description): string {
  const han = /\p{Script=Han}/u.test(said.titleProper.text);
  const translators = said.names.filter(({ roles }) => roles.includes("translator"));
  const whence = [said.place?.text, said.publisher?.text].filter(Boolean).join(": ");
  const parts = [
    namesOf(
      said.names.filter(({ roles }) => roles.length === 0 || roles.some((role) => first.has(role))),
      han,
    ),
    `${said.title.text || "[题名不详]"}[${letters[said.form] ?? "Z"}]`,
    translators.length > 0 ? `${namesOf(translators, han)}${han ? ", 译" : ", trans"}` : "",
    editionOf(said.edition?.text),
    [whence, said.year === null ? "" : String(said.year)].filter(Boolean).join(", "),
  ];
  return parts
    .filter((part) => part !== "")
    .map((part) => part.replace(/[.。\s]+$/, ""))
    .join(". ")
    .concat(".");
}

function namesOf(names: readonly Name[], han: boolean): string {
  const told = names.slice(0, mostNames).map(nameOf);
  return [...told, ...(names.length > mostNames ? [han ? "等" : "et al"] : [])].join(", ");
}

/** Of persons with European names the family name in capitals and initials without dots: `ПУШКИН А С` (8.1.1). */
function nameOf({ text, kind }: Name): string {
  const [, family = "", given = ""] =
    (kind === "person" && /^([\p{Script=Latin}\p{Script=Cyrillic}\p{M}'’ -]+),\s*(\S.*)$/u.exec(text)) || [];
  const initials = given.match(/(?<!\p{L})\p{Lu}/gu) ?? [];
  return initials.length > 0 ? [family.toUpperCase(), ...initials].join(" ") : text;
}

/** The first is not told; of others the number alone: `3版` (8.5). */
function editionOf(text = ""): string {
  if (/^(第?\s*[1一]\s*版|初版|1st ed|first ed)/i.test(text)) return "";
  return text.replace(/^第\s*([0-9]+)\s*版/, "$1版");
}
