/** Signs that are written but not looked for: soft hyphens, joiners, direction marks, variation selectors, tatweel. */
export const unseen =
  "\\u00ad\\u034f\\u061c\\u0640\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufe00-\\ufe0f\\ufeff\\u{e0100}-\\u{e01ef}";
const unseenSigns = new RegExp(`[${unseen}]+`, "gu");

/**
 * A word (letters only, no Han) as it is looked up: lower case; no accents on Latin and Greek; ё as е; Arabic script
 * as `foldArabic` says, and ى the same as ي, which keyboards confuse. Other scripts keep their marks, which are letters there.
 */
export function foldWord(word: string): string {
  if (isAscii(word)) return word.toLowerCase();
  return foldLetters(word).replaceAll("ى", "ي");
}

/** As `foldWord`, but ى and ي stay two letters, as the alphabet has them: for sorting. */
export function foldLetters(word: string): string {
  let folded = word.normalize("NFKC");
  if (hasArabic.test(folded)) folded = foldArabic(folded);
  folded = folded.replace(unseenSigns, "").toLowerCase();
  if (hasCyrillic.test(folded)) return foldCyrillic(folded);
  if (hasLatinOrGreek.test(folded)) return foldLatin(folded);
  return folded;
}

const hasArabic = /\p{Script=Arabic}/u;
const hasCyrillic = /\p{Script=Cyrillic}/u;
const hasLatinOrGreek = /[\p{Script=Latin}\p{Script=Greek}]/u;

/**
 * Uyghur and Kazakh in Arabic script, whatever keyboard wrote them (letters: Unicode Standard, chapter 9.2; the forms of
 * fonts are already undone by NFKC). Hamza goes: it is a seat for vowels in Uyghur (ئا), a mark of front vowels in
 * Kazakh (ٴ), and both are often left out. Vowel points go. ك گ ە ھ come in one form.
 */
function foldArabic(word: string): string {
  return (
    word
      .replace(/[\u0649\u064a\u06cc]\u0654/g, "") // a seat spelled as letter + hamza
      .replace(/[\u0621\u0626\u0654\u0655\u0674]/g, "")
      .replace(/[\u064b-\u0653\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]/g, "")
      .replace(/[\u0622\u0623\u0625\u0671-\u0673]/g, "ا")
      .replace(/\u0624/g, "و")
      .replace(/[\u06a9\u06aa]/g, "ك")
      // Arabic heh stands for Uyghur ە at the end of a word or before a non-joiner, for ھ elsewhere.
      .replace(/[\u0629\u06c0]|[\u0647\u06c1](?=\u200c|[^\p{L}\p{M}]|$)/gu, "ە")
      .replace(/[\u0647\u06c1]/g, "ھ")
      .replace(/\u06cc/g, "ى")
  );
}

/** Latin letters that only look Cyrillic, as people without a Kazakh keyboard type them ("іс" with a Latin i). */
const lookalikes: Record<string, string> = {
  a: "а",
  c: "с",
  e: "е",
  h: "һ",
  i: "і",
  o: "о",
  p: "р",
  x: "х",
  y: "у",
  ə: "ә",
};

function foldCyrillic(word: string): string {
  // Marks other than those of й are stress or the dots of ё.
  const plain = word
    .normalize("NFD")
    .replace(/(?<!и)\u0306|[\u0300\u0301\u0308]/g, "")
    .normalize("NFC");
  return plain.replace(/[acehiopxyə]/g, (letter) => lookalikes[letter] ?? letter);
}

/** Latin letters that no decomposition reaches. */
const latinLetters: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  ı: "i",
  þ: "th",
  ħ: "h",
  ŋ: "ng",
};

function foldLatin(word: string): string {
  return word
    .normalize("NFD")
    .replace(/\p{Mn}+/gu, "")
    .normalize("NFC")
    .replace(/[ßæœøđðłıþħŋ]/g, (letter) => latinLetters[letter] ?? letter);
}

/** A run of digits of any script as ASCII digits. */
export function foldDigits(digits: string): string {
  if (isAscii(digits)) return digits;
  return digits
    .normalize("NFKC")
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}
