/** What is enough of a reason: words that say something to whoever reads the record, or is told. Pure. */
const enough = 4;

/** Are there words in it? Punctuation, digits and one sign over and over are none. A Chinese character says what two letters do: 停电. */
export function saysWhy(text: string): boolean {
  const letters = [...new Set(text.match(/\p{L}/gu) ?? [])];
  return letters.reduce((sum, letter) => sum + (/\p{Script=Han}/u.test(letter) ? 2 : 1), 0) >= enough;
}
