/** What a record says, whatever its family and script. */
import type { Flavour } from "#libs/marc";
import type { Audience } from "./audience.ts";
import type { Form } from "./form.ts";
import type { RecordKind } from "./kind.ts";
import type { Role } from "./roles.ts";

/** A text in the script of the thing itself, and how it is written in Latin letters where the record says that too. */
export interface Written {
  text: string;
  romanised: string | null;
}

export interface OtherTitle extends Written {
  kind: "parallel" | "variant" | "uniform" | "original" | "earlier" | "later" | "contained" | "host";
}

export interface Series extends Written {
  /** Which of the series it is, as said. */
  number: string | null;
}

export interface Name extends Written {
  kind: "person" | "body" | "meeting" | "family";
  /** The first responsible, where the record says who that is. */
  isMain: boolean;
  /** The name in full, or in its bearer's own letters. */
  fuller: string | null;
  roles: Role[];
  /** The roles in the words or codes of the record. */
  rolesSaid: string[];
  dates: string | null;
}

export interface Isbn {
  /** 13 digits, or as said where it is wrong. */
  number: string;
  isRight: boolean;
}

export interface OtherNumber {
  kind: "unified" | "national" | "lccn" | "system" | "publisher" | "standard";
  number: string;
}

export interface Price {
  said: string;
  /** Null where it is not in yuan, or not to be read. */
  fen: number | null;
}

/** 中图法, 科图法, 人大法, Taiwan's 中国图书分类法, and the others by their usual letters. */
export type ClassScheme = "clc" | "las" | "ruc" | "ccl" | "ddc" | "lcc" | "udc" | "nlm" | "other";

export interface ClassNumber {
  scheme: ClassScheme;
  number: string;
}

export interface Subject extends Written {
  kind: "topic" | "place" | "time" | "person" | "body" | "title" | "keyword";
  /** The heading and its subdivisions; the text is these with hyphens. */
  parts: string[];
}

export interface Description {
  kind: RecordKind;
  flavour: Flavour;
  controlNumber: string | null;
  /** Whose control number it is. */
  agency: string | null;
  /** With parts and the rest of the title; empty where the record has no title at all. */
  title: Written;
  titleProper: Written;
  otherTitles: OtherTitle[];
  responsibility: Written | null;
  names: Name[];
  place: Written | null;
  publisher: Written | null;
  /** When it came out, as said. */
  date: string | null;
  year: number | null;
  /** Of what came out over years. */
  lastYear: number | null;
  edition: Written | null;
  extent: string | null;
  series: Series[];
  isbns: Isbn[];
  /** With hyphen; wrong ones are left out of it. */
  issns: string[];
  otherNumbers: OtherNumber[];
  price: Price | null;
  /** ISO 639-2, bibliographic codes. */
  languages: string[];
  originalLanguages: string[];
  classNumbers: ClassNumber[];
  subjects: Subject[];
  genres: string[];
  summary: string | null;
  contents: string | null;
  notes: string[];
  /** Where it is read on line, as the record says it. */
  address: string | null;
  /** What it is found by besides. */
  alsoFound: string[];
  form: Form;
  audience: Audience;
  /** What the title is compared by. */
  titleKey: string;
  /** What editions of a work share; null where there is no title. */
  workKey: string | null;
  /** What a record of the same agency is known by; null where it says no agency or number. */
  controlKey: string | null;
}
