/** A person's name: one field, as written. `·` joins the parts of Uyghur, Kazakh and Russian names. */

export const longestName = 50;

// Cc; line and paragraph separators; marks that turn the direction of what follows on somebody else's screen.
const foreign = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

export type NameFault = "name.empty" | "name.too-long" | "name.control";

/** What is wrong with a name, or null. Counts characters, not UTF-16 units: rare Han count once, private-use ones too. */
export function nameFault(name: string): NameFault | null {
  if (name.trim() === "") return "name.empty";
  if ([...name.trim()].length > longestName) return "name.too-long";
  return foreign.test(name) || !name.isWellFormed() ? "name.control" : null;
}

/** The name without blanks around it; nothing else is touched, not even two spellings of one character. */
export function tidyName(name: string): string {
  return name.trim();
}
