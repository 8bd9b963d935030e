/** Reads what a record says: each field once, by the table of its family. */
import { type Field, type Finding, type Flavour, linkedFields, type MarcRecord } from "#libs/marc";
import { alsoFoundReaders, everythingIn } from "./also-found.ts";
import { audienceOf } from "./audience.ts";
import { classReaders } from "./class-number.ts";
import type { Description } from "./description.ts";
import { formOf, formReaders } from "./form.ts";
import { controlKeyOf, titleKeyOf, workKeyOf } from "./keys.ts";
import { kindOf } from "./kind.ts";
import { languageReaders, settledLanguages } from "./languages.ts";
import { nameReaders } from "./names.ts";
import { noteReaders } from "./notes.ts";
import { agencyOf, numberReaders } from "./numbers.ts";
import { otherTitleReaders } from "./other-titles.ts";
import { publishedReaders } from "./published.ts";
import { type Draft, newDraft, type Reader, type Readers } from "./reading.ts";
import { subjectReaders } from "./subjects.ts";
import { titleReaders } from "./title.ts";
import { yearsOf } from "./year.ts";

const tables: Readers[] = [
  titleReaders,
  otherTitleReaders,
  nameReaders,
  publishedReaders,
  numberReaders,
  languageReaders,
  formReaders,
  classReaders,
  subjectReaders,
  noteReaders,
  alsoFoundReaders,
];

const readers = { marc21: readersOf(tables, "marc21"), unimarc: readersOf(tables, "unimarc") };
/** An authority has numbers alike; its headings are told by `describeAuthority`. */
const ofAuthorities = {
  marc21: readersOf([numberReaders], "marc21"),
  unimarc: readersOf([numberReaders], "unimarc"),
};

/** A tag may say several things: 700 a name and a title. */
function readersOf(tables: readonly Readers[], flavour: Flavour): Map<string, Reader[]> {
  const all = new Map<string, Reader[]>();
  for (const table of tables)
    for (const [tag, reader] of Object.entries(table[flavour]))
      all.set(tag, [...(all.get(tag) ?? []), reader]);
  return all;
}

/** What a record says. Takes any: of one that says little, little. `tell` hears what is wrong with the links between its fields. */
export function describe(
  record: MarcRecord,
  tell: (finding: Finding) => void = () => undefined,
): Description {
  const draft = newDraft(record, kindOf(record));
  const table = (draft.said.kind === "authority" ? ofAuthorities : readers)[record.flavour];
  const fields = [...record.fields()];
  const { twins, alone, unread, findings } = linkedFields(record, fields);
  const read = (tag: string, field: Field, twin: Field | null) => {
    for (const reader of table.get(tag) ?? []) reader(draft, field, twin);
  };
  for (const field of fields) read(field.tag, field, twins.get(field) ?? null);
  for (const { tag, field } of alone) read(tag, field, null);
  draft.said.alsoFound.push(...unread.map(everythingIn));
  findings.forEach(tell);
  return settled(draft);
}

/** What could be told only when every field had spoken. */
function settled(draft: Draft): Description {
  const { said, sortTitle, workTitle, coded } = draft;
  const [other] = said.otherTitles;
  // Some have a title of another kind only.
  if (said.title.text === "" && other) {
    said.title = { text: other.text, romanised: other.romanised };
    said.titleProper = said.title;
  }
  const { year, lastYear } = yearsOf(draft.flavour, coded, said.date);
  said.year = year;
  said.lastYear = lastYear;
  said.agency = agencyOf(draft);
  said.languages = settledLanguages(draft);
  said.form = formOf(draft);
  said.audience = audienceOf(draft);
  said.titleKey = titleKeyOf(sortTitle.trim() === "" ? said.title.text : sortTitle);
  said.workKey = workKeyOf((workTitle && titleKeyOf(workTitle)) || said.titleKey, said.names);
  said.controlKey = controlKeyOf(said.agency, said.controlNumber);
  return said;
}
