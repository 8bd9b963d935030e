/** How fields are read: for each family a table from tags to what becomes of the field. */
import type { Field, Flavour, MarcRecord } from "#libs/marc";
import type { Description } from "./description.ts";

/** What the fields have said so far, and what is needed only until all have spoken. */
export interface Draft {
  said: Description;
  flavour: Flavour;
  leader: string;
  /** The title proper without the article it begins with. */
  sortTitle: string;
  /** What all editions are called, where the record says it. */
  workTitle: string | null;
  /** 008, or 100$a. */
  coded: string;
  /** Tag and codes of 007, or of 106 and 135. */
  material: string[];
  /** Words on what it is: 245$h, 200$b, 338. */
  formSaid: string;
  /** By what they did: 801's second indicator. */
  agencies: Map<string, string>;
}

/** `twin`: the same field in the other script. */
export type Reader = (draft: Draft, field: Field, twin: Field | null) => void;
export type Readers = Record<Flavour, Record<string, Reader>>;

export function newDraft({ flavour, leader }: MarcRecord, kind: Description["kind"]): Draft {
  const said: Description = {
    kind,
    flavour,
    controlNumber: null,
    agency: null,
    title: { text: "", romanised: null },
    titleProper: { text: "", romanised: null },
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
    address: null,
    alsoFound: [],
    form: "other",
    audience: "any",
    titleKey: "",
    workKey: null,
    controlKey: null,
  };
  return {
    said,
    flavour,
    leader,
    sortTitle: "",
    workTitle: null,
    coded: "",
    material: [],
    formSaid: "",
    agencies: new Map(),
  };
}
