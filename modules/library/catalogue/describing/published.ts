/** Where, by whom and when it came out; edition and extent. */
import type { Field } from "#libs/marc";
import type { Written } from "./description.ts";
import type { Draft, Reader, Readers } from "./reading.ts";
import { joined, trimmed, unbracketed, writtenTwice, writtenWithPinyin } from "./texts.ts";

/** Said when nobody knows: sine loco, sine nomine. */
const unknown = /^(s\.? ?[ln]\.?|place of publication not identified|publisher not identified|\p{L}*不详)$/iu;

const known = (text: string) => (unknown.test(text) ? "" : text);

/** Who is said first; the copyright year of 264 is no publication, but better than no year. */
const publication =
  (codes: { place: string; publisher: string; date: string }): Reader =>
  (draft, field, twin) => {
    const first = (code: string) => (one: Field) => known(unbracketed(one.get(code) ?? ""));
    draft.place ??= writtenTwice(field, twin, first(codes.place));
    draft.publisher ??= writtenTwice(field, twin, first(codes.publisher));
    draft.date ??= trimmed(joined(field, codes.date)) || null;
  };

const marc21 = publication({ place: "a", publisher: "b", date: "c" });
const unimarc = publication({ place: "a", publisher: "c", date: "d" });

/** 264: production, publication, distribution, manufacture, copyright. The publication comes first, wherever it stands. */
const made: Reader = (draft, field, twin) => {
  if (field.indicators[1] !== "1") {
    marc21(draft, field, twin);
    return;
  }
  const before = { place: draft.place, publisher: draft.publisher, date: draft.date };
  Object.assign(draft, { place: null, publisher: null, date: null });
  marc21(draft, field, twin);
  draft.place ??= before.place;
  draft.publisher ??= before.publisher;
  draft.date ??= before.date;
};

const text =
  (what: "edition" | "extent", read: (field: Field) => string): Reader =>
  (draft, field, twin) => {
    const written: Written | null = writtenTwice(field, twin, read);
    if (!written) return;
    if (what === "edition") draft.edition ??= written;
    else draft.extent = added(draft, written.text);
  };

const added = ({ extent }: Draft, text: string) => (extent ? `${extent}; ${text}` : text);

export const publishedReaders: Readers = {
  marc21: {
    "250": text("edition", (field) => trimmed(joined(field, "ab"))),
    "260": marc21,
    "264": made,
    "300": text("extent", (field) => trimmed(joined(field, "abcefg"))),
  },
  unimarc: {
    "205": (draft, field) => {
      draft.edition ??= writtenWithPinyin(field, "ab", ", ");
    },
    "210": unimarc,
    "214": unimarc,
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
