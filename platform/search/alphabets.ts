// One order for all languages that share a script. Sources: Unicode CLDR 48, collation ug (and kk_Arab, which agrees on
// the letters of Kazakh); the Kazakh Cyrillic alphabet of 42 letters, into which Russian and Kyrgyz fit.
const arabic = "اەبپتثجچحخدذرزژسشصضطظعغفقكگڭلمنھوۇۆۈۋېىي";
const cyrillic = "аәбвгғдежзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";
const latin = "abcdefghijklmnopqrstuvwxyz";

export type Script = "arabic" | "cyrillic" | "latin" | "han";

const alphabets: [Exclude<Script, "han">, string][] = [
  ["arabic", arabic],
  ["cyrillic", cyrillic],
  ["latin", latin],
];

const places = new Map<string, { script: Exclude<Script, "han">; place: number }>();
for (const [script, letters] of alphabets) {
  for (const [place, letter] of [...letters].entries()) places.set(letter, { script, place });
}

/** Where a folded letter stands in the alphabet of its script; null for signs of other scripts. */
export function placeInAlphabet(letter: string): { script: Exclude<Script, "han">; place: number } | null {
  return places.get(letter) ?? null;
}
