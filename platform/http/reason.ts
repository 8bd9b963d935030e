/** What is enough of a reason: words that say something to whoever reads the record, or is told. Pure. */
const fewestLetters = 4;
const fewestDifferent = 3;

/** Are there words in it? Punctuation, digits and one sign over and over are none. */
export function saysWhy(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  return letters.length >= fewestLetters && new Set(letters).size >= fewestDifferent;
}
