/** A format as pages and rules have it: in one language, blanks as blanks. */
import type { Flavour } from "#libs/marc";
import { kindOf } from "../../describing/kind.ts";
import { cnmarc } from "./cnmarc.ts";
import type { FieldData, FormatData, Said } from "./format.ts";
import { marc21 } from "./marc21.ts";

export interface Choice {
  value: string;
  name: string;
}

export interface FieldView {
  tag: string;
  name: string;
  required: boolean;
  once: boolean;
  control: boolean;
  /** Subfields of other fields stand in it. */
  open: boolean;
  /** What may stand there; null: anything. */
  indicators: (Choice[] | null)[];
  subfields: { code: string; name: string; once: boolean }[];
  example: string;
  note: string;
}

export interface CodedView {
  tag: string;
  code: string | null;
  length: number;
  material: string | null;
  positions: {
    at: number;
    length: number;
    name: string;
    choices: Choice[] | null;
    kind: "day" | "year" | "language" | null;
  }[];
}

export interface FormatView {
  flavour: Flavour;
  fields: FieldView[];
  coded: CodedView[];
  common: string;
}

const formats: Record<Flavour, FormatData> = { unimarc: cnmarc, marc21 };

/** In Chinese, or else in English. */
export function formatIn(flavour: Flavour, locale: string): FormatView {
  const { fields, coded, common } = formats[flavour];
  const say = saidIn(locale);
  return {
    flavour,
    common,
    // Tags are numbers, which an object would put before `001`.
    fields: Object.entries(fields)
      .map(([tag, field]) => fieldIn(tag, field, say))
      .sort((a, b) => (a.tag < b.tag ? -1 : 1)),
    coded: coded.map(({ tag, code = null, length, material = null, positions }) => ({
      tag,
      code,
      length,
      material,
      positions: positions.map((position) => ({
        at: position.at,
        length: position.length ?? 1,
        name: say(position.name),
        choices: position.choices ? choicesIn(position.choices, say) : null,
        kind: position.kind ?? null,
      })),
    })),
  };
}

export const saidIn =
  (locale: string) =>
  (said: Said): string => {
    const [zh = "", en = zh] = said.split("|");
    return locale === "zh-CN" ? zh : en;
  };

const choicesIn = (choices: Record<string, Said>, say: (said: Said) => string): Choice[] =>
  Object.entries(choices).map(([value, name]) => ({ value: value.replaceAll("_", " "), name: say(name) }));

function fieldIn(tag: string, field: FieldData, say: (said: Said) => string): FieldView {
  const {
    name,
    required = false,
    once = false,
    control = false,
    open = false,
    first,
    second,
    subfields = {},
    single = "",
  } = field;
  const indicator = (some: FieldData["first"]) =>
    some === "any" ? null : some ? choicesIn(some, say) : [{ value: " ", name: "" }];
  return {
    tag,
    name: say(name),
    required,
    once,
    control,
    open,
    indicators: control ? [] : [indicator(first), indicator(second)],
    subfields: Object.entries(subfields).map(([code, said]) => ({
      code,
      name: say(said),
      once: single.includes(code),
    })),
    example: field.example,
    note: field.note ? say(field.note) : "",
  };
}

/** What such a record is checked by. Of authorities no more is known here than the form of every field. */
export function rulesFor(
  { flavour, leader }: { flavour: Flavour; leader: string },
  locale: string,
): FormatView {
  const format = formatIn(flavour, locale);
  return kindOf({ flavour, leader }) === "bibliographic" ? format : { ...format, fields: [], coded: [] };
}
