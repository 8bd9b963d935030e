/** What it is about, and what kind of writing it is. */
import type { Field } from "#libs/marc";
import type { Subject } from "./description.ts";
import type { Reader, Readers } from "./reading.ts";
import { joined, trimmed, writtenTwice, writtenWithPinyin } from "./texts.ts";

/** The heading of some subfields, and its subdivisions. */
const marc21 =
  (kind: Subject["kind"], heading: string, subdivisions = "vxyz"): Reader =>
  (draft, field, twin) => {
    const read = (one: Field) => partsOf(one, heading, subdivisions);
    const written = writtenTwice(field, twin, (one) => read(one).join("-"));
    if (!written) return;
    const own = [field, twin].find((one) => one && read(one).join("-") === written.text) ?? field;
    add(draft.said.subjects, { kind, ...written, parts: read(own) });
  };

function partsOf(field: Field, heading: string, subdivisions: string): string[] {
  const first = trimmed(joined(field, heading));
  const rest = field.subfields.flatMap(({ code, value }) => (subdivisions.includes(code) ? value : []));
  return [first, ...rest.map(trimmed)].filter((part) => part !== "");
}

/** Chinese records write subdivisions as x, y, z, j; pinyin is of the heading. */
const unimarc =
  (kind: Subject["kind"], heading = "a"): Reader =>
  (draft, field) => {
    const parts = partsOf(field, heading, "jxyz");
    if (parts.length === 0) return;
    const romanised = writtenWithPinyin(field, heading, " ")?.romanised ?? null;
    add(draft.said.subjects, { kind, text: parts.join("-"), romanised, parts });
  };

/** Several in one field, each by itself. */
const keywords: Reader = (draft, field) => {
  for (const said of field.all("a")) {
    const text = trimmed(said);
    if (text !== "") add(draft.said.subjects, { kind: "keyword", text, romanised: null, parts: [text] });
  }
};

const genre: Reader = (draft, field) => {
  const text = partsOf(field, "a", "vxyz").join("-");
  if (text !== "" && !draft.said.genres.includes(text)) draft.said.genres.push(text);
};

/** The same heading of two vocabularies is one. */
function add(subjects: Subject[], subject: Subject): void {
  if (!subjects.some(({ text }) => text === subject.text)) subjects.push(subject);
}

export const subjectReaders: Readers = {
  marc21: {
    "600": marc21("person", "abcdqt"),
    "610": marc21("body", "abdnt"),
    "611": marc21("body", "aecdnt"),
    "630": marc21("title", "adfklmnoprst"),
    "647": marc21("topic", "acd"),
    "648": marc21("time", "a"),
    "650": marc21("topic", "ab"),
    "651": marc21("place", "a"),
    "653": keywords,
    "655": genre,
    "656": marc21("topic", "a"),
  },
  unimarc: {
    "600": unimarc("person", "abcf"),
    "601": unimarc("body", "abcdef"),
    "602": unimarc("person", "af"),
    "604": unimarc("title", "at"),
    "605": unimarc("title", "ahi"),
    "606": unimarc("topic"),
    "607": unimarc("place"),
    "608": genre,
    "610": keywords,
  },
};
