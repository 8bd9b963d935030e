/** Where, by whom and when it came out; edition and extent. */
import type { Field } from "#libs/marc";
import type { Written } from "./description.ts";
import type { Draft, Reader, Readers } from "./reading.ts";
import { joined, trimmed, unbracketed, writtenTwice, writtenWithPinyin } from "./texts.ts";

/** Said when nobody knows: sine loco, sine nomine. */
const unknown = /^(s\.? ?[ln]\.?|place of publication not identified|publisher not identified|\p{L}*不详)$/iu;

const known = (text: string) => (unknown.test(text) ? "" : text);

interface Codes {
  place: string;
  publisher: string;
  date: string;
}

/** What is said first counts, but for a field that says it better. */
const publication =
  ({ place, publisher, date }: Codes, saysBetter = (_: Field) => false): Reader =>
  (draft, field, twin) => {
    const better = saysBetter(field);
    const chosen = <T>(before: T | null, said: T | null) => (better ? (said ?? before) : (before ?? said));
    const first = (code: string) => (one: Field) => known(unbracketed(one.get(code) ?? ""));
    draft.said.place = chosen(draft.said.place, writtenTwice(field, twin, first(place)));
    draft.said.publisher = chosen(draft.said.publisher, writtenTwice(field, twin, first(publisher)));
    draft.said.date = chosen(draft.said.date, trimmed(joined(field, date)) || null);
  };

const marc21 = { place: "a", publisher: "b", date: "c" };
const unimarc = { place: "a", publisher: "c", date: "d" };

const text =
  (what: "edition" | "extent", read: (field: Field) => string): Reader =>
  (draft, field, twin) => {
    const written: Written | null = writtenTwice(field, twin, read);
    if (!written) return;
    if (what === "edition") draft.said.edition ??= written;
    else draft.said.extent = added(draft, written.text);
  };

const added = ({ said: { extent } }: Draft, text: string) => (extent ? `${extent}; ${text}` : text);

export const publishedReaders: Readers = {
  marc21: {
    "250": text("edition", (field) => trimmed(joined(field, "ab"))),
    "260": publication(marc21),
    // Production, publication, distribution, manufacture, copyright.
    "264": publication(marc21, (field) => field.indicators[1] === "1"),
    "300": text("extent", (field) => trimmed(joined(field, "abcefg"))),
  },
  unimarc: {
    "205": (draft, field) => {
      draft.said.edition ??= writtenWithPinyin(field, "ab", ", ");
    },
    "210": publication(unimarc),
    "214": publication(unimarc),
    "215": text("extent", (field) =>
      [
        ["a", ""],
        ["c", " : "],
        ["d", " ; "],
        ["e", " + "],
      ].reduce((said, [code = "", mark]) => {
        const part = trimmed(field.all(code).join(", "));
        return part === "" ? said : said + (said === "" ? "" : mark) + part;
      }, ""),
    ),
  },
};
