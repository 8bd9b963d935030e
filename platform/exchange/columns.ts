/** Kinds of column that every table is made of. */
import { locales, type Text, texts } from "../i18n/index.ts";
import type { Column, Read } from "./table.ts";

interface Common {
  example: string;
  alsoCalled?: readonly string[];
  /** By this the row is recognised: always there, never empty. */
  required?: true;
  /** Never empty where the column is there. */
  filled?: true;
}

const plain = (text: string) => text.normalize("NFKC").trim();

/** A line of words. `pattern` is looked at after trimming; `id` says what is wrong when it does not fit. */
export function line({
  most,
  pattern,
  id = "pattern",
  ...common
}: Common & { most: number; pattern?: RegExp; id?: string }): Column<string> {
  return {
    ...base(common),
    read(cell) {
      const value = cell.trim();
      if (value.length > most) return { fault: { id: "too-long", data: { limit: most } } };
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      if (/[\u0000-\u001f\u007f]/.test(value) || !value.isWellFormed())
        return { fault: { id: "unwritable" } };
      return pattern && !pattern.test(value) ? { fault: { id } } : { value };
    },
    write: (value) => value,
  };
}

/** A whole number, full-width digits and thousands signs understood. */
export function whole({ least, most, ...common }: Common & { least: number; most: number }): Column<number> {
  return {
    ...base(common),
    read: (cell) => numberIn(plain(cell).replace(/(?<=\d)[,，](?=\d{3})/g, ""), { least, most, whole: true }),
    write: String,
  };
}

/** A number with a point. */
export function decimal({
  least,
  most,
  ...common
}: Common & { least: number; most: number }): Column<number> {
  return {
    ...base(common),
    read: (cell) => numberIn(plain(cell), { least, most, whole: false }),
    write: String,
  };
}

function numberIn(
  text: string,
  { least, most, whole: isWhole }: { least: number; most: number; whole: boolean },
): Read<number> {
  const value = Number(text);
  if (text === "" || !/^[-+]?\d*\.?\d+$/.test(text))
    return { fault: { id: isWhole ? "cell.whole" : "cell.number" } };
  if (isWhole && !Number.isSafeInteger(value)) return { fault: { id: "cell.whole" } };
  if (value < least) return { fault: { id: "too-small", data: { limit: least } } };
  return value > most ? { fault: { id: "too-large", data: { limit: most } } } : { value };
}

/** A day: 2026-06-12, 2026/6/12, 2026年6月12日 or 20260612. */
export function day(common: Common): Column<string> {
  return {
    ...base(common),
    read(cell) {
      const [, year, month, date] =
        /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain(cell)) ??
        /^(\d{4})(\d\d)(\d\d)$/.exec(plain(cell)) ??
        [];
      if (!year || !month || !date) return { fault: { id: "format.date" } };
      const value = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
      const back = new Date(`${value}T00:00:00Z`);
      return back.toString() !== "Invalid Date" && back.toISOString().startsWith(value)
        ? { value }
        : { fault: { id: "format.date" } };
    },
    write: (value) => value,
  };
}

/** One of fixed codes, written as a word: `words` gives the message of each. Read by code or by the word in any language. */
export function coded<const W extends Record<string, string>>(
  words: W,
  common: Common,
): Column<keyof W & string> {
  const known = readerOf(words);
  return {
    ...base(common),
    words,
    read(cell) {
      const value = known(cell);
      return value === undefined ? { fault: { id: "not-offered" } } : { value };
    },
    write: (value, text) => text(words[value] ?? value),
  };
}

/** Several of fixed codes, divided by `、`. */
export function codedList<const W extends Record<string, string>>(
  words: W,
  common: Common,
): Column<(keyof W & string)[]> {
  const known = readerOf(words);
  return {
    ...base(common),
    words,
    read(cell) {
      const value: (keyof W & string)[] = [];
      for (const one of cell.split(/[、,，;；|/]/)) {
        if (one.trim() === "") continue;
        const code = known(one);
        if (code === undefined)
          return { fault: { id: "cell.word-unknown", data: { word: one.trim().slice(0, 40) } } };
        if (!value.includes(code)) value.push(code);
      }
      return { value };
    },
    write: (value, text) => value.map((code) => text(words[code] ?? code)).join("、"),
  };
}

/** A statement that holds or not. */
export function yesNo(common: Common): Column<boolean> {
  const words = { yes: "exchange.yes", no: "exchange.no" };
  const known = readerOf(words);
  return {
    ...base(common),
    words,
    read(cell) {
      const value =
        known(cell) ??
        ({ true: "yes", false: "no", "1": "yes", "0": "no" } as const)[plain(cell).toLowerCase()];
      return value === undefined ? { fault: { id: "not-offered" } } : { value: value === "yes" };
    },
    write: (value, text) => text(value ? words.yes : words.no),
  };
}

// texts: exchange.yes exchange.no

function base({ example, required, filled, alsoCalled }: Common) {
  return {
    example,
    required: required === true,
    filled: required === true || filled === true,
    ...(alsoCalled && { alsoCalled }),
  };
}

const folded = (text: string) => plain(text).toLowerCase().replace(/\s+/g, " ");

/** Finds the code for a code or its word in any of our languages. Read once, when first asked. */
function readerOf<W extends Record<string, string>>(
  words: W,
): (cell: string) => (keyof W & string) | undefined {
  let known: Map<string, keyof W & string> | null = null;
  return (cell) => {
    known ??= new Map(
      Object.entries(words).flatMap(([code, key]) =>
        [code, ...locales.map((locale) => textIn(locale)(key))].map((word) => [folded(word), code] as const),
      ),
    );
    return known.get(folded(cell));
  };
}

const kept = new Map<string, Text>();

/** The texts of a language by which headings and values of a file are known again: those of a demo too. */
export function textIn(locale: (typeof locales)[number]): Text {
  const text = kept.get(locale) ?? texts(locale, { unapproved: "show" });
  kept.set(locale, text);
  return text;
}
