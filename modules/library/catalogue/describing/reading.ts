/** How fields are read: for each family a table from tags to what becomes of the field. */
import type { Field, Flavour, MarcRecord } from "#libs/marc";
import type { Description } from "./description.ts";

/** What the fields have said so far, and what is settled only when all have spoken. */
export interface Draft extends Omit<Description, "title" | "titleProper" | "form" | "audience" | Keys> {
  leader: string;
  title: Description["title"] | null;
  titleProper: Description["title"] | null;
  /** The title proper without the article it begins with. */
  sortTitle: string;
  /** What all editions are called, where the record says it. */
  workTitle: string | null;
  /** 008, or 100$a. */
  coded: string;
  /** 007, or 105, 106, 135 … with their tags before. */
  material: string[];
  /** Words on what it is: 245$h, 200$b, 336–338. */
  formSaid: string;
  agencies: Map<string, string>;
}
type Keys = "titleKey" | "workKey" | "controlKey";

/** `twin`: the same field in the other script. */
export type Reader = (draft: Draft, field: Field, twin: Field | null) => void;
export type Readers = Record<Flavour, Record<string, Reader>>;

export function newDraft({ flavour, leader }: MarcRecord, kind: Description["kind"]): Draft {
  return {
    kind,
    flavour,
    leader,
    controlNumber: null,
    agency: null,
    title: null,
    titleProper: null,
    sortTitle: "",
    workTitle: null,
    otherTitles: [],
    responsibility: null,
    names: [],
    place: null,
    publisher: null,
    date: null,
    year: null,
    lastYear: null,
    edition: null,
    extent: null,
    series: [],
    isbns: [],
    issns: [],
    otherNumbers: [],
    price: null,
    languages: [],
    originalLanguages: [],
    classNumbers: [],
    subjects: [],
    genres: [],
    summary: null,
    contents: null,
    notes: [],
    coded: "",
    material: [],
    formSaid: "",
    agencies: new Map(),
  };
}
