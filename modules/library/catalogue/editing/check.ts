/** What is wrong with a record as it is typed, and what may be: the page tells while somebody types, the server before it saves. Pure. */
import { kindOf } from "../describing/kind.ts";
import { isbn13, issnOf } from "../describing/standard-numbers.ts";
import { type FieldLine, type Lines, lineOf } from "../reading/as-lines.ts";
import { materialOf } from "./formats/format.ts";
import type { CodedView, FieldView, FormatView } from "./formats/view.ts";

export interface Remark {
  /** Its sentence is `invalid.record.<id>`. */
  id: string;
  /** An error is not saved; a warning is told. */
  level: "error" | "warning";
  /** Place among the fields, from 0; null: the record, or its leader. `data.code`: the subfield it is about. */
  at: number | null;
  tag: string;
  data: Record<string, string | number>;
}

type Say = (id: string, data?: Remark["data"], level?: Remark["level"]) => void;

interface Told {
  format: FormatView;
  lines: Lines;
  material: string;
  say: Say;
}

/** Of a record that stands, `before`: what was wrong then, in a field that is as it was, refuses no other change. */
export function remarksOn(lines: Lines, format: FormatView, before: Lines | null = null): Remark[] {
  const found = allRemarks(lines, format);
  if (before === null) return found;
  const old = new Set(allRemarks(before, format).map((one) => keyOf(one, before)));
  return found.map((one) => (old.has(keyOf(one, lines)) ? { ...one, level: "warning" as const } : one));
}

const keyOf = ({ id, at, tag, data }: Remark, { leader, fields }: Lines) =>
  JSON.stringify([
    id,
    tag,
    data,
    at === null ? (tag === "LDR" ? leader : "") : lineOf(fields[at] ?? { tag }),
  ]);

/** Without fields and subfields that nobody filled in: what only says more of an $a that is empty goes with it. */
export function filled({ leader, fields }: Lines): Lines {
  return {
    leader,
    fields: fields.flatMap((field) => {
      if (field.value !== undefined) return field.value.trim() === "" ? [] : [field];
      const subfields = filledSubfields(field);
      return subfields.length === 0 ? [] : [{ ...field, subfields }];
    }),
  };
}

const filledSubfields = ({ subfields = [] }: FieldLine) => {
  const some = subfields.filter(({ value }) => value.trim() !== "");
  const waits = subfields.some(({ code, value }) => code === "a" && value.trim() === "");
  return waits && some.every(({ code }) => "2345Av".includes(code)) ? [] : some;
};
const isFilled = (field: FieldLine) =>
  field.value === undefined ? filledSubfields(field).length > 0 : field.value.trim() !== "";

function allRemarks(lines: Lines, format: FormatView): Remark[] {
  const remarks: Remark[] = [];
  const sayOf =
    (at: number | null, tag: string): Say =>
    (id, data = {}, level = "error") =>
      remarks.push({ id, level, at, tag, data: { tag, ...data } });
  const told = { format, lines, material: materialOf(lines.leader) };
  const known = new Map(format.fields.map((one) => [one.tag, one]));
  checkLeader(format, lines.leader, sayOf(null, "LDR"));
  checkCoded({ ...told, say: sayOf(null, "LDR") }, "LDR", lines.leader);
  const there = new Map<string, number>();
  lines.fields.forEach((field, at) => {
    if (!isFilled(field)) return;
    const rule = known.get(field.tag);
    const say = sayOf(at, field.tag);
    const times = (there.get(field.tag) ?? 0) + 1;
    there.set(field.tag, times);
    if (times > 1 && rule?.once) say("repeated", { name: rule.name });
    checkField({ ...told, say }, field, rule);
  });
  for (const { tag, name } of format.fields.filter((one) => one.required && !there.has(one.tag)))
    sayOf(null, tag)("missing", { name });
  if (format.kind === "bibliographic") checkYears(told, sayOf);
  checkLinks(told, sayOf);
  return remarks;
}

/**
 * What a leader is to every program (ISO 2709: counts of 2 and 2, a map of entries that begins with 45), and whose it is. One that makes an authority of a book hides
 * it from readers: so it has to be one throughout.
 */
function checkLeader({ flavour }: FormatView, leader: string, say: Say): void {
  if (!/^[ -~]{24}$/.test(leader)) {
    say("leader-signs");
    return;
  }
  const lengths = leader.slice(0, 5) + leader.slice(12, 17);
  if (!/^[\d ]*$/.test(lengths) || leader.slice(10, 12) !== "22" || !/^45[0 ]/.test(leader.slice(20)))
    say("leader-form", {}, "warning");
  if (kindOf({ flavour, leader }) === "authority" && !isAuthority[flavour].test(leader))
    say("leader-authority", { value: leader.charAt(6) });
}

/** Status, type, two blanks (UNIMARC Manual: Authorities, leader; MARC 21 Authority, leader). */
const isAuthority: Record<FormatView["flavour"], RegExp> = {
  unimarc: /^.{5}[cdn][xyz] {2}/,
  marc21: /^.{5}[acdnosx]z {2}/,
};

function checkField(told: Told, field: FieldLine, rule: FieldView | undefined): void {
  const { say, format } = told;
  const { tag, value } = field;
  if (!/^\d{3}$/.test(tag)) say("tag", {}, "warning");
  if (value !== undefined) {
    checkCoded(told, tag, value);
    return;
  }
  checkIndicators(say, field, rule);
  const subfields = filledSubfields(field);
  if (rule) checkSubfields(say, subfields, rule, format.common);
  for (const { code, value: text } of subfields) {
    const sayOfIt: Say = (id, data, level) => say(id, { ...data, code }, level);
    checkCoded({ ...told, say: sayOfIt }, tag, text, code);
    // The tags of authorities mean something else.
    if (rule && format.kind === "bibliographic")
      for (const check of checks[format.flavour][tag] ?? []) check(sayOfIt, { code, text, field });
  }
  if (format.kind === "authority") return;
  const titleTag = format.flavour === "marc21" ? "245" : "200";
  if (rule && tag === titleTag && !subfields.some(({ code }) => code === "a")) say("no-title");
  if (rule && format.flavour === "unimarc") checkPinyin(told, field, subfields);
}

function checkIndicators(
  say: Say,
  { indicators = [" ", " "] }: FieldLine,
  rule: FieldView | undefined,
): void {
  indicators.forEach((value, n) => {
    const choices = rule?.indicators[n];
    const isRight = choices ? choices.some((one) => one.value === value) : /^[0-9a-z |]$/.test(value);
    if (!isRight)
      say("indicator", {
        which: n + 1,
        value: value === " " ? "_" : value,
        allowed: choices ? choices.map((one) => (one.value === " " ? "_" : one.value)).join(" ") : "0–9 _",
      });
  });
}

function checkSubfields(
  say: Say,
  subfields: readonly { code: string }[],
  { subfields: known, open }: FieldView,
  common: string,
): void {
  const times = new Map<string, number>();
  for (const { code } of subfields) times.set(code, (times.get(code) ?? 0) + 1);
  for (const [code, count] of times) {
    const rule = known.find((one) => one.code === code);
    // CNMARC writes in capitals how the subfield of the small letter sounds.
    const isSound = /[A-Z]/.test(code) && known.some((one) => one.code === code.toLowerCase());
    if (rule?.once && count > 1) say("subfield-repeated", { code, name: rule.name });
    if (!open && !rule && !isSound && !common.includes(code)) say("subfield-unknown", { code }, "warning");
  }
}

const isFill = (text: string) => /^\|+$/.test(text);

function checkCoded(
  { say, format, material }: Told,
  tag: string,
  text: string,
  code: string | null = null,
): void {
  for (const coded of codedOf(format, tag, material)) {
    if (coded.code !== code) continue;
    if (text.length !== coded.length) {
      // Once, whatever material it is of.
      if (coded.material === null) say("coded-length", { length: coded.length, found: text.length });
      continue;
    }
    for (const position of coded.positions) checkPosition(say, position, text);
  }
}

/** Codes of this field that such a record has. */
export const codedOf = ({ coded }: FormatView, tag: string, material: string): CodedView[] =>
  coded.filter((one) => one.tag === tag && (one.material === null || one.material === material));

function checkPosition(
  say: Say,
  { at, length, name, choices, kind }: CodedView["positions"][number],
  text: string,
): void {
  const value = text.slice(at, at + length);
  if (isFill(value)) return;
  const data = { at, name, value: value.replaceAll(" ", "_") };
  if (kind === "day" && !isDay(value)) say("coded-day", data);
  if (kind === "year" && !/^[0-9u |]{4}$/.test(value)) say("coded-year", data);
  if (kind === "language") checkLanguage(say, value);
  // Of longer codes only the usual ones can be chosen.
  if (length === 1 && choices && !choices.some((one) => one.value === value)) say("coded", data, "warning");
}

/** `20261130`, or `261130` of this century or the last. */
function isDay(text: string): boolean {
  const [, year = "", month = "", day = ""] = /^(\d{4}|\d{2})(\d{2})(\d{2})$/.exec(text) ?? [];
  const date = new Date(`${year.length === 2 ? `20${year}` : year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day);
}

interface Subfield {
  code: string;
  text: string;
  field: FieldLine;
}
type Check = (say: Say, subfield: Subfield) => void;

const isbn: Check = (say, { code, text }) => {
  if (code === "a" && isbn13(text) === null) say("isbn", { number: text });
};
const issn =
  (of: string): Check =>
  (say, { code, text }) => {
    if (code === of && issnOf(text) === null) say("issn", { number: text });
  };
const languages =
  (codes: string): Check =>
  (say, { code, text, field }) => {
    const isOtherList = field.indicators?.[1] === "7";
    if (codes.includes(code) && !isOtherList) checkLanguage(say, text);
  };
const country: Check = (say, { code, text }) => {
  if (code === "a" && !/^[A-Z]{2}$/.test(text)) say("country", { value: text });
};
const clc: Check = (say, { code, text }) => {
  if (code === "a" && !isClassOfClc(text)) say("class", { number: text }, "warning");
};
const clcBySource: Check = (say, subfield) => {
  const source = subfield.field.subfields?.find(({ code }) => code === "2")?.value ?? "";
  if (/^(clc|cct|中图)/i.test(source)) clc(say, subfield);
};

const checks: Record<FormatView["flavour"], Record<string, Check[]>> = {
  unimarc: {
    "010": [isbn],
    "011": [issn("a"), issn("f")],
    "101": [languages("abcdefghij")],
    "102": [country],
    "225": [issn("x")],
    "690": [clc],
  },
  marc21: {
    "020": [isbn],
    "022": [issn("a"), issn("l")],
    "041": [languages("abdefghijkmnpqrt")],
    "084": [clcBySource],
    "093": [clc],
    "490": [issn("x")],
    "773": [issn("x")],
  },
};

const names = new Intl.DisplayNames("en", { type: "language", fallback: "none" });
/** Several, none, undetermined; for local use. */
const noLanguage = /^(mul|zxx|und|mis|q[a-t][a-z])$/;

/** Three letters of ISO 639-2; older records write several without a blank between. */
function checkLanguage(say: Say, text: string): void {
  const packed = text.trim();
  if (packed !== "" && !/^([a-z]{3})+$/.test(packed)) say("language", { language: text });
  else
    for (const code of packed.match(/[a-z]{3}/g) ?? [])
      if (!noLanguage.test(code) && names.of(code) === undefined)
        say("language-unknown", { language: code }, "warning");
}

/**
 * The form of a number of 《中国图书馆分类法》: one of its 22 letters, in T mostly a second one; a point behind three digits; then signs of the common
 * subdivisions, or the letters that name a program (TP312C).
 */
export function isClassOfClc(text: string): boolean {
  const [, letters, digits = "", rest = ""] =
    /^(T[BDE-HJ-NPQSUV]?|[A-KN-SUVXZ])(\d*)(.*)$/.exec(text.trim()) ?? [];
  if (letters === undefined || digits.length > 3 || (rest.startsWith(".") && digits.length < 3)) return false;
  return /^(\.\d+)*[A-Z]*([-=+:/("“<{[][^\s\u4e00-\u9fff]*)?a?$/.test(rest);
}

const han = /\p{Script=Han}/u;
const sounded = /^(200|5[01]\d|520|7[01][12])$/;

/** Who types pinyin can be found by it; a book in Japanese has none. */
function checkPinyin(
  { say, lines }: Told,
  { tag }: FieldLine,
  subfields: readonly { code: string; value: string }[],
) {
  const isJapanese = lines.fields.some(
    ({ tag: of, subfields: all = [] }) =>
      of === "101" && all.some(({ code, value }) => code === "a" && value === "jpn"),
  );
  const title = subfields.find(({ code }) => code === "a");
  if (isJapanese || !sounded.test(tag) || !title || !han.test(title.value)) return;
  if (!subfields.some(({ code }) => code === "A" || code === "9")) say("no-pinyin", {}, "warning");
}

interface YearPlaces {
  tag: string;
  subfield: string | null;
  from: number;
  said: string[];
  code: string;
}

const yearPlaces: Record<FormatView["flavour"], YearPlaces> = {
  marc21: { tag: "008", subfield: null, from: 7, said: ["260", "264"], code: "c" },
  unimarc: { tag: "100", subfield: "a", from: 9, said: ["210"], code: "d" },
};

/** The year in code and the one in words: a slip of the hand in one of them. */
function checkYears(
  { lines, format }: Omit<Told, "say">,
  sayOf: (at: number | null, tag: string) => Say,
): void {
  const { tag, subfield, from, said, code } = yearPlaces[format.flavour];
  const field = lines.fields.find((one) => one.tag === tag);
  const text =
    subfield === null ? field?.value : field?.subfields?.find((one) => one.code === subfield)?.value;
  const year = text?.slice(from, from + 4) ?? "";
  if (!/^\d{4}$/.test(year) || year === "9999") return;
  const at = lines.fields.findIndex((one) => said.includes(one.tag) && isFilled(one));
  const words = lines.fields[at]?.subfields?.find((one) => one.code === code)?.value ?? "";
  const years: string[] = words.normalize("NFKC").match(/(?<!\d)\d{4}(?!\d)/g) ?? [];
  if (years.length > 0 && !years.includes(year))
    sayOf(at, lines.fields[at]?.tag ?? "")("year-differs", { coded: year, said: words }, "warning");
}

/** MARC 21's second writing in 880 and the field it stands for name each other. */
function checkLinks(
  { lines, format }: Omit<Told, "say">,
  sayOf: (at: number | null, tag: string) => Say,
): void {
  if (format.flavour !== "marc21") return;
  const sides = new Map<string, { at: number; tag: string }[]>();
  for (const [at, field] of lines.fields.entries()) {
    // In a house's own fields $6 is what the house says.
    if (!/^[0-8]\d\d$/.test(field.tag)) continue;
    const text = field.subfields?.find(({ code }) => code === "6")?.value;
    const [, other = "", number = ""] = /^(\d{3})-(\d\d)/.exec(text ?? "") ?? [];
    const say = sayOf(at, field.tag);
    if (text === undefined) {
      if (field.tag === "880" && isFilled(field)) say("link-missing");
    } else if (other === "") say("link-form", { link: text });
    else if (number !== "00") {
      const key = `${field.tag === "880" ? other : field.tag}-${number}`;
      sides.set(key, [...(sides.get(key) ?? []), { at, tag: field.tag }]);
    }
  }
  for (const [link, pair] of sides) {
    const isPair = pair.length === 2 && pair.filter(({ tag }) => tag === "880").length === 1;
    if (!isPair) for (const { at, tag } of pair) sayOf(at, tag)("link-alone", { link }, "warning");
  }
}
