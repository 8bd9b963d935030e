/** A format as pages and rules have it: in one language, blanks as blanks. */
import type { Flavour } from "#libs/marc";
import { kindOf } from "../../describing/kind.ts";
import { cnmarc } from "./cnmarc.ts";
import { cnmarcAuthority } from "./cnmarc-authority.ts";
import type { FieldData, FormatData, Said } from "./format.ts";
import { marc21 } from "./marc21.ts";
import { marc21Authority } from "./marc21-authority.ts";

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
  /** The same tag means one thing in a book's record and another in an authority. */
  kind: Kind;
  flavour: Flavour;
  fields: FieldView[];
  coded: CodedView[];
  common: string;
}

export type Kind = "bibliographic" | "authority";

const formats: Record<Kind, Record<Flavour, FormatData>> = {
  bibliographic: { unimarc: cnmarc, marc21 },
  authority: { unimarc: cnmarcAuthority, marc21: marc21Authority },
};

/** In Chinese, or else in English. */
export function formatIn(flavour: Flavour, locale: string, kind: Kind = "bibliographic"): FormatView {
  const { fields, coded, common } = formats[kind][flavour];
  const say = saidIn(locale);
  return {
    kind,
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

/** What such a record is checked by. Of other kinds no more is known here than the form of every field. */
export function rulesFor(
  { flavour, leader }: { flavour: Flavour; leader: string },
  locale: string,
): FormatView {
  const kind = kindOf({ flavour, leader });
  return kind === "other"
    ? { ...formatIn(flavour, locale), fields: [], coded: [] }
    : formatIn(flavour, locale, kind);
}
