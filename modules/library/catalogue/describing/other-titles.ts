/** Titles besides the title: parallel, variant, uniform, of the original, of what it contains or is in; and series. */
import { embeddedFields, type Field } from "#libs/marc";
import type { OtherTitle, Written } from "./description.ts";
import type { Draft, Reader, Readers } from "./reading.ts";
import { articleless } from "./sort-title.ts";
import { inOwnScript, joined, trimmed, writtenTwice, writtenWithPinyin } from "./texts.ts";

/** A title of these subfields. */
const title =
  (kind: OtherTitle["kind"], codes: string): Reader =>
  (draft, field, twin) => {
    const written = writtenTwice(field, twin, (one) => trimmed(joined(one, codes)));
    if (written) draft.said.otherTitles.push({ kind, ...written });
  };

/** Of another record; one that is entered under its title has it in $a. */
const titleOfOther =
  (kind: OtherTitle["kind"]): Reader =>
  (draft, field, twin) =>
    title(kind, field.get("t") === null ? "a" : "t")(draft, field, twin);

/** What the work is called in all its editions; the languages and years behind it are of some. `article`: which indicator counts what is passed over. */
const uniform =
  (article: 0 | 1): Reader =>
  (draft, field, twin) => {
    const { own, text, romanised } = inOwnScript(field, twin, (one) => trimmed(joined(one, "adfgklmnoprs")));
    if (text === "") return;
    draft.said.otherTitles.push({ kind: "uniform", text, romanised });
    const first = articleless(own.get("a") ?? "", own.indicators[article]);
    const parts = joined(own, "mnpr");
    if (!isCollective(first) || parts !== "") draft.workTitle ??= trimmed(`${first} ${parts}`);
  };

const series =
  (codes: string): Reader =>
  (draft, field, twin) => {
    const written = writtenTwice(field, twin, (one) => trimmed(joined(one, codes)));
    if (written) addSeries(draft, written, field.get("v"));
  };

/** A name that brings a title of its own: something contained. */
const titleOfName: Reader = (draft, field, twin) => {
  if (field.get("t") !== null) title("contained", "tfklmnoprs")(draft, field, twin);
};

/** UNIMARC's other titles, with their pinyin. */
const sounded =
  (kind: OtherTitle["kind"]): Reader =>
  (draft, field) => {
    const written = writtenWithPinyin(field, "ahie", " ");
    if (!written) return;
    draft.said.otherTitles.push({ kind, ...written });
    if (kind === "uniform") draft.workTitle ??= articleless(joined(field, "ahi"), "0");
  };

/** Titles of other records: fields in the field, or $t. */
const embedded =
  (kind: OtherTitle["kind"]): Reader =>
  (draft, field) => {
    const { text } = titleInside(field);
    if (text === "") return;
    draft.said.otherTitles.push({ kind, text, romanised: null });
    if (kind === "original") draft.workTitle ??= text;
  };

export const otherTitleReaders: Readers = {
  marc21: {
    "130": uniform(0),
    "210": title("variant", "a"),
    "222": title("variant", "a"),
    "240": uniform(1),
    "242": title("parallel", "abnp"),
    "246": (draft, field, twin) =>
      title(field.indicators[1] === "1" ? "parallel" : "variant", "abnp")(draft, field, twin),
    "247": title("earlier", "abnp"),
    "440": series("anp"),
    "490": series("a"),
    "700": titleOfName,
    "710": titleOfName,
    "711": titleOfName,
    "730": title("contained", "adfgklmnoprs"),
    "740": title("contained", "anp"),
    "765": titleOfOther("original"),
    "773": titleOfOther("host"),
    "780": titleOfOther("earlier"),
    "785": titleOfOther("later"),
    "800": series("abctnp"),
    "810": series("abtnp"),
    "811": series("atnp"),
    "830": series("anp"),
  },
  unimarc: {
    "225": (draft, field) => {
      const written = writtenWithPinyin(field, "ahi", ". ");
      if (written) addSeries(draft, written, field.get("v"));
    },
    "410": (draft, field) => {
      const { text, number } = titleInside(field);
      if (text !== "") addSeries(draft, { text, romanised: null }, number);
    },
    "423": embedded("contained"),
    "430": embedded("earlier"),
    "434": embedded("earlier"),
    "440": embedded("later"),
    "444": embedded("later"),
    "451": embedded("variant"),
    "454": embedded("original"),
    "461": embedded("host"),
    "462": embedded("host"),
    "463": embedded("host"),
    "464": embedded("contained"),
    "500": sounded("uniform"),
    "503": sounded("variant"),
    "510": sounded("parallel"),
    "512": sounded("variant"),
    "513": sounded("variant"),
    "514": sounded("variant"),
    "515": sounded("variant"),
    "516": sounded("variant"),
    "517": sounded("variant"),
    "518": sounded("variant"),
    "520": sounded("earlier"),
    "530": sounded("variant"),
    "531": sounded("variant"),
    "532": sounded("variant"),
    "540": sounded("variant"),
    "541": sounded("parallel"),
    "545": sounded("contained"),
  },
};

/** Series are told twice, as they stand and as they are looked for. */
function addSeries(draft: Draft, { text, romanised }: Written, number: string | null): void {
  const said = number === null ? null : trimmed(number) || null;
  const same = draft.said.series.find(
    (one) => one.text === text && (one.number === said || !said || !one.number),
  );
  if (same) same.number ??= said;
  else draft.said.series.push({ text, romanised, number: said });
}

function titleInside(field: Field): { text: string; number: string | null } {
  const subfields =
    embeddedFields(field).find(({ tag }) => tag === "200" || tag === "500")?.subfields ?? field.subfields;
  const codes = subfields === field.subfields ? "t" : "ahi";
  const parts = subfields.flatMap(({ code, value }) => (codes.includes(code) ? [trimmed(value)] : []));
  const number = subfields.find(({ code }) => code === "v")?.value ?? null;
  return { text: parts.filter((part) => part !== "").join(". "), number };
}

/** RDA 6.2.2.10: what many things of one person are called together tells none of them from the others. */
const collective = new Set(
  [
    "Works, Selections, Correspondence, Essays, Novels, Plays, Poems, Prose works, Short stories, Speeches",
    "Lyrics, Librettos, Instrumental music, Vocal music, Piano music, Songs, Choral music, Laws etc, Treaties etc",
    "作品集, 选集, 文集, 诗集, 小说集",
  ].flatMap((line) => line.toLowerCase().split(", ")),
);

const isCollective = (title: string) => collective.has(title.toLowerCase().replace(/[.,]/g, ""));
