/** What an authority record says: how a name, a title or a subject is written here, how else, and what is near it. */
import type { Field, Flavour, MarcRecord } from "#libs/marc";
import type { Written } from "../describing/description.ts";
import { controlKeyOf, titleKeyOf } from "../describing/keys.ts";
import { joined, trimmed, writtenWithPinyin } from "../describing/texts.ts";

export type HeadingKind =
  | "person"
  | "family"
  | "body"
  | "meeting"
  | "title"
  | "topic"
  | "place"
  | "time"
  | "genre";

export interface Heading extends Written {
  kind: HeadingKind;
}

export interface Related extends Heading {
  relation: "broader" | "narrower" | "earlier" | "later" | "related";
}

export interface Authority {
  flavour: Flavour;
  controlNumber: string | null;
  agency: string | null;
  controlKey: string | null;
  /** Null where the record has no heading: it cannot be used. */
  heading: Heading | null;
  /** What the heading is compared by. */
  key: string;
  /** 4xx: not used, seen from. */
  variants: Heading[];
  /** 5xx: used too, seen also. */
  related: Related[];
  /** 7xx: the same in another language, script or vocabulary. */
  equivalents: Heading[];
  /** Where it was found, and what it is used for. */
  notes: string[];
  /** Birth and death, as said. */
  dates: string | null;
}

interface Part {
  kind: HeadingKind;
  /** Of the heading itself; subdivisions follow with hyphens. */
  codes: string;
}

/** By the last two digits of the tag, which 1xx, 4xx, 5xx and 7xx share (2xx, 4xx … in UNIMARC). */
const headings: Record<Flavour, Record<string, Part>> = {
  marc21: {
    "00": { kind: "person", codes: "abcqtnp" },
    "10": { kind: "body", codes: "abtnp" },
    "11": { kind: "meeting", codes: "aecdnt" },
    "30": { kind: "title", codes: "adfklmnoprst" },
    "47": { kind: "topic", codes: "acd" },
    "48": { kind: "time", codes: "a" },
    "50": { kind: "topic", codes: "ab" },
    "51": { kind: "place", codes: "a" },
    "55": { kind: "genre", codes: "a" },
  },
  unimarc: {
    "00": { kind: "person", codes: "abc" },
    "10": { kind: "body", codes: "abcdef" },
    "15": { kind: "place", codes: "a" },
    "16": { kind: "title", codes: "a" },
    "20": { kind: "family", codes: "ac" },
    "30": { kind: "title", codes: "ahi" },
    "40": { kind: "title", codes: "at" },
    "50": { kind: "topic", codes: "a" },
    "60": { kind: "place", codes: "abcd" },
    "80": { kind: "genre", codes: "a" },
  },
};

/** What the first digit of a tag makes of it. */
const groups: Record<Flavour, Record<string, "heading" | "variants" | "related" | "equivalents">> = {
  marc21: { "1": "heading", "4": "variants", "5": "related", "7": "equivalents" },
  unimarc: { "2": "heading", "4": "variants", "5": "related", "7": "equivalents" },
};

/** $w of MARC 21 and $5 of UNIMARC begin with it. */
const relations: Record<string, Related["relation"]> = {
  g: "broader",
  h: "narrower",
  a: "earlier",
  b: "later",
};

const noteTags: Record<Flavour, readonly string[]> = {
  marc21: ["667", "670", "678", "680"],
  unimarc: ["300", "305", "310", "330", "810"],
};

export function describeAuthority(record: MarcRecord): Authority {
  const { flavour } = record;
  const authority: Authority = {
    flavour,
    controlNumber: null,
    agency: null,
    controlKey: null,
    heading: null,
    key: "",
    variants: [],
    related: [],
    equivalents: [],
    notes: [],
    dates: null,
  };
  for (const field of record.fields()) {
    const { tag } = field;
    const group = groups[flavour][tag[0] ?? ""];
    const part = headings[flavour][tag.slice(1)];
    if (tag === "001") authority.controlNumber ??= field.value?.trim() || null;
    else if (flavour === "marc21" ? tag === "003" : tag === "801")
      authority.agency ??= (field.value ?? field.get("b"))?.trim() || null;
    else if (group && part) addHeading(authority, group, headingOf(field, flavour, part), field);
    else if (noteTags[flavour].includes(tag)) {
      const said = trimmed(joined(field, "abi"));
      if (said !== "") authority.notes.push(said);
    }
  }
  authority.key = titleKeyOf(authority.heading?.text ?? "");
  authority.controlKey = controlKeyOf(authority.agency, authority.controlNumber);
  return authority;
}

function addHeading(
  authority: Authority,
  group: "heading" | "variants" | "related" | "equivalents",
  heading: Heading | null,
  field: Field,
): void {
  if (!heading) return;
  if (group === "heading") {
    // UNIMARC repeats it for another script.
    if (authority.heading) authority.equivalents.push(heading);
    else {
      authority.heading = heading;
      authority.dates = trimmed(field.get(authority.flavour === "marc21" ? "d" : "f") ?? "") || null;
    }
  } else if (group === "related") {
    const said = field.get(authority.flavour === "marc21" ? "w" : "5") ?? "";
    authority.related.push({ ...heading, relation: relations[said[0] ?? ""] ?? "related" });
  } else authority[group].push(heading);
}

function headingOf(field: Field, flavour: Flavour, { kind, codes }: Part): Heading | null {
  const [first] = field.indicators;
  const of =
    kind === "person" && flavour === "marc21" && first === "3"
      ? "family"
      : kind === "body" && flavour === "unimarc" && first === "1"
        ? "meeting"
        : kind;
  const main =
    flavour === "unimarc"
      ? writtenWithPinyin(field, codes, kind === "person" ? ", " : " ")
      : { text: trimmed(joined(field, codes)), romanised: null };
  const rest = field.subfields.flatMap(({ code, value }) => ("vxyzj".includes(code) ? trimmed(value) : []));
  const text = [main?.text ?? "", ...rest].filter((part) => part !== "").join("-");
  return text === "" ? null : { kind: of, text, romanised: main?.romanised ?? null };
}
