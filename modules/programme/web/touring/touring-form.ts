/** A touring exhibition and what was found of its crates, as the fields of forms, there and back. */
import { numberOf, said } from "#web/page.ts";
import { type CratesFound, labelLanguages, type TouringText } from "../../touring/contract.ts";

type Values = Record<string, string>;

const at = (name: string) => `touring.${name}`;
const languageField = (language: string) => at(`languages.${language}`);

export function touringValues(touring: TouringText): Values {
  const { languages, lentThrough, ...rest } = touring;
  return {
    ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [at(name), String(value)])),
    [at("lentThrough")]: lentThrough ?? "",
    ...Object.fromEntries(languages.map((language) => [languageField(language), "yes"])),
  };
}

export function touringFrom(form: FormData): TouringText {
  const typed = (name: string) => String(form.get(at(name)) ?? "").replaceAll("\r\n", "\n");
  return {
    title: typed("title"),
    summary: typed("summary"),
    crates: numberOf(form, at("crates")),
    wallMetres: numberOf(form, at("wallMetres")),
    insuredYuan: numberOf(form, at("insuredYuan")),
    transport: typed("transport"),
    languages: labelLanguages.filter((language) => form.get(languageField(language)) === "yes"),
    lentFrom: typed("lentFrom"),
    lentThrough: typed("lentThrough") || null,
    betweenDays: numberOf(form, at("betweenDays")),
  };
}

export { languageField };

export const crateField = (number: number) => `found.crate.${number}`;

/** All of them where that was ticked, else those that were; labels of others one a line. */
export function foundFrom(form: FormData, crates: number): CratesFound {
  const all = form.get("found.all") === "yes";
  const numbers = Array.from({ length: crates }, (_, before) => before + 1);
  return {
    present: numbers.filter((number) => all || form.get(crateField(number)) === "yes"),
    wrong: said(form, "found.wrong")
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ""),
    damaged: form.get("found.damaged") === "yes",
    words: String(form.get("found.words") ?? "").replaceAll("\r\n", "\n"),
  };
}
