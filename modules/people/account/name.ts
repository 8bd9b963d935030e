/** A person's name: one field, as written. `·` joins the parts of Uyghur, Kazakh and Russian names. */

export const longestName = 50;

// Cc; line and paragraph separators; marks that turn the direction of what follows on somebody else's screen; marks
// nobody sees, with which two names look like one. Variation selectors stay: they choose the form of a rare character.
const foreign =
  /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad\u180e\u200b\u2060\ufeff\u{e0000}-\u{e007f}]/u;

// GB/T 15834: 间隔号 is U+00B7. What keyboards and old systems put in its place: • ‧ ∙ ⋅ ・ ･ and the Greek dot.
const dots = /[\u2022\u2027\u2219\u22c5\u30fb\uff65\u0387]/gu;

// Private use and planes 2 and 3: rare Han that this runtime may not know as letters yet.
const letter = /[\p{L}\p{Co}〇\u{20000}-\u{3ffff}]/u;

export type NameFault =
  | "name.empty"
  | "name.too-long"
  | "name.control"
  | "name.card-number"
  | "name.phone"
  | "name.no-letter";

/**
 * What is wrong with a name, or null. Counts characters, not UTF-16 units: rare Han count once, private-use ones too. A number is
 * no name, nor what is typed beside it as the number of the document: a name is kept and shown in the clear.
 */
export function nameFault(name: string, documentNumber = ""): NameFault | null {
  const tidy = tidyName(name);
  if (tidy === "") return "name.empty";
  if ([...tidy].length > longestName) return "name.too-long";
  if (foreign.test(tidy) || !tidy.isWellFormed()) return "name.control";
  const key = nameKey(tidy);
  const number = nameKey(documentNumber);
  // A card's, with a slip or without; the form of other numbers is known from beside.
  if (/\d{15}/.test(key) || (number.length > 4 && /\d/.test(number) && key.includes(number)))
    return "name.card-number";
  if (/(?<!\d)(?:86)?1[3-9]\d{9}(?!\d)/.test(key)) return "name.phone";
  return letter.test(tidy) ? null : "name.no-letter";
}

/** The name without blanks around it and with `·` for every middle dot; nothing else is touched, nothing is cut. */
export function tidyName(name: string): string {
  return name.trim().replace(dots, "·");
}

/**
 * What two spellings of one name have in common, for telling whether it is one name and for nothing else: compatibility forms,
 * case, blanks, dots and variation selectors do not count.
 */
export function nameKey(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\p{P}\p{Z}\p{Cf}\p{Variation_Selector}]/gu, "");
}
