/** What is made of a record before the database is asked: what it says, what it is found by, its items, what is wrong with it. Pure. */
import type { Finding, MarcRecord } from "#libs/marc";
import { describeAuthority } from "../authorities/authority.ts";
import { describe } from "../describing/describe.ts";
import { type ItemSaid, itemsIn } from "../describing/items.ts";
import { controlKeyOf, ownKeyOf } from "../describing/keys.ts";
import { type Tokens, tokensOf } from "../finding/search-row.ts";
import { type Derived, derivedOf, numbersOf } from "../keeping/derived.ts";
import type { NumberRow } from "../keeping/record-store.ts";
import type { Profile } from "./profile.ts";

/** One of the format's, or what is wrong for a catalogue. */
export interface RecordFinding {
  finding: string;
  field: string | null;
  byte: number;
  done: Finding["done"];
  data: Record<string, string | number> | null;
}

export interface Prepared {
  record: MarcRecord;
  /** Null: it cannot be taken, and its last finding says why. */
  entry: Entry | null;
  items: ItemSaid[];
  findings: RecordFinding[];
  /** MARC-in-JSON of one that was mended here. */
  content?: string;
}

/** What the catalogue keeps of it beside the record, and no more: hundreds wait for the database at a time. */
export interface Entry {
  kind: "bibliographic" | "authority";
  controlKey: string | null;
  title: string;
  titleKey: string;
  derived: Derived;
  /** Of bibliographic ones. */
  book: Book | null;
}

export interface Book {
  workKey: string | null;
  numbers: Omit<NumberRow, "recordId">[];
  tokens: Tokens;
}

const ofFormat = ({ id, field, byte, done, data }: Finding): RecordFinding => ({
  finding: id,
  field,
  byte,
  done,
  data: data ?? null,
});

/** `organisationId`: whose file it came in; null: in none. */
export function prepare(
  record: MarcRecord,
  { profile, organisationId }: { profile: Profile; organisationId: string | null },
): Prepared {
  const findings: RecordFinding[] = record.findings.map(ofFormat);
  const tell = (
    finding: string,
    done: Finding["done"],
    field: string | null = null,
    data: RecordFinding["data"] = null,
  ) => findings.push({ finding, field, byte: record.byte, done, data });
  const keyOf = (agency: string | null, number: string | null, titleKey: string) =>
    controlKeyOf(agency ?? profile.agency, number) ??
    (organisationId && ownKeyOf(organisationId, { number, titleKey, source: record.source }));
  const description = describe(record, (finding) => findings.push(ofFormat(finding)));
  if (description.kind === "authority") {
    const { heading, key, agency, controlNumber } = describeAuthority(record);
    if (!heading || key === "") tell("library.no-heading", "refused");
    const entry: Entry | null =
      heading && key !== ""
        ? {
            kind: "authority",
            controlKey: keyOf(agency, controlNumber, key),
            title: heading.text,
            titleKey: key,
            derived: derivedOf(null),
            book: null,
          }
        : null;
    return { record, entry, items: [], findings };
  }
  if (description.kind === "other") {
    tell("library.kind", "refused", null, { kind: record.leader[6] ?? "" });
    return { record, entry: null, items: [], findings };
  }
  if (description.titleKey === "") tell("library.no-title", "kept");
  for (const { number, isRight } of description.isbns)
    if (!isRight) tell("library.isbn", "kept", null, { number });
  const items = profile.items ? itemsIn(record, profile.items) : [];
  return {
    record,
    entry: {
      kind: "bibliographic",
      controlKey: keyOf(description.agency, description.controlNumber, description.titleKey),
      title: description.title.text,
      titleKey: description.titleKey,
      derived: derivedOf(description),
      book: {
        workKey: description.workKey,
        numbers: numbersOf(description),
        tokens: tokensOf(description),
      },
    },
    items,
    findings,
  };
}
