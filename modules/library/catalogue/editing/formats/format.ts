/** What is known of a format's fields in daily use: names, indicators, subfields, how often; in Chinese and English. Data, and how it is read. */
import type { Flavour } from "#libs/marc";

/** `中文|English`. */
export type Said = string;

export interface FieldData {
  name: Said;
  required?: true;
  /** At most one of them in a record. */
  once?: true;
  /** It has no indicators and subfields. */
  control?: true;
  /** What may stand there and means; `_` is the blank. Left out: a blank and nothing else. `any`: of a house's own. */
  first?: Record<string, Said> | "any";
  second?: Record<string, Said> | "any";
  subfields?: Record<string, Said>;
  /** Codes of subfields of which there is one at most. */
  single?: string;
  /** Subfields of other fields stand in it. */
  open?: true;
  /** As in a record: indicators, then subfields. */
  example: string;
  note?: Said;
}

/** Part of a text in code, by its place from 0. */
export interface PositionData {
  at: number;
  length?: number;
  name: Said;
  /** `_` is a blank, in each place of longer ones. Left out: it is typed. */
  choices?: Record<string, Said>;
  /** What is typed has to be one. */
  kind?: "day" | "year" | "language";
}

export interface CodedData {
  tag: string;
  /** Of a field with subfields. */
  code?: string;
  length: number;
  /** Of which records; left out: of all. */
  material?: Material;
  positions: readonly PositionData[];
}

/** What the meaning of coded fields depends on. */
export type Material = "book" | "serial" | "audiovisual" | "other";

export interface FormatData {
  flavour: Flavour;
  fields: Readonly<Record<string, FieldData>>;
  coded: readonly CodedData[];
  /** Subfields that any field may have. */
  common: string;
}

/** By type of record and level: leader/06 and /07. */
export function materialOf(leader: string): Material {
  const [type = " ", level = " "] = leader.slice(6, 8);
  if ("gijk".includes(type)) return "audiovisual";
  if (!"abt".includes(type)) return "other";
  return "is".includes(level) ? "serial" : "book";
}
