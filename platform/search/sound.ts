import { readingsOf } from "./pinyin.ts";
import { unitsOf } from "./units.ts";

const syllables = new Map<string, string>();

/**
 * How a text sounds, roughly: Han characters by their plain reading without tones, everything else folded; no spaces. For finding what is
 * typed in Latin letters, or with other characters of the same sound.
 */
export function sound(text: string): string {
  let sounded = "";
  for (const { kind, folded } of unitsOf(text)) sounded += kind === "han" ? syllableOf(folded) : folded;
  return sounded;
}

/** Each by itself: so a title sounds alike whatever stands beside it. */
function syllableOf(character: string): string {
  let syllable = syllables.get(character);
  if (syllable === undefined) {
    const [reading] = readingsOf(character, { person: false });
    syllable = reading?.syllable ?? character;
    syllables.set(character, syllable);
  }
  return syllable;
}
