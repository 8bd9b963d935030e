import { readingsOf } from "./pinyin.ts";

const hanRun = /\p{Script=Han}+/gu;

/** How a text is read, as catalogues write it: syllables without tones, a blank between; `person`: it begins with a surname. A proposal. */
export function pinyinOf(text: string, { person }: { person: boolean }): string {
  return text
    .replace(hanRun, (run) => {
      const readings = readingsOf(run, { person });
      return ` ${[...run].map((one, n) => written(one, readings[n])).join(" ")} `;
    })
    .replace(/\s+/g, " ")
    .replace(/ (?=[,，.。;；:：、!！?？)）])/g, "")
    .trim();
}

function written(character: string, reading: ReturnType<typeof readingsOf>[number] | undefined): string {
  if (!reading) return character;
  return reading.umlaut ? reading.syllable.replace("u", "ü") : reading.syllable;
}
