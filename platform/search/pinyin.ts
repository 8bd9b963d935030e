import { createRequire } from "node:module";

let library: typeof import("pinyin-pro") | undefined;

/** Read when the first key is made: 50 ms and 9 MB that a process without sorting need not spend. */
function pinyin(run: string, surname: "head" | "off"): string[] {
  library ??= createRequire(import.meta.url)("pinyin-pro") as typeof import("pinyin-pro"); // require is untyped
  return library.pinyin(run, { type: "array", toneType: "num", toneSandhi: false, surname });
}

/** How one Han character is read here: letters with ü as u, then the tone (0 light … 4), ü marked. */
export interface Reading {
  syllable: string;
  umlaut: boolean;
  tone: number;
}

/** Readings that pinyin-pro 3.29 gets wrong: places of Xinjiang, of which names of streets and people are made. */
const placeReadings: Record<string, string> = {
  喀什: "ka1 shi2",
  阿图什: "a1 tu2 shi2",
  乌什: "wu1 shi2",
  塔什库尔干: "ta3 shi2 ku4 er3 gan1",
  尉犁: "yu4 li2",
  东莞: "dong1 guan3",
  乐清: "yue4 qing1",
};
const placePattern = new RegExp(Object.keys(placeReadings).join("|"), "g");

/**
 * Readings of a run of Han characters in their context (重庆 chóng, 重量 zhòng), one for each character; null where none is
 * known. `person`: the run begins with a surname (单 shàn, 曾 zēng).
 */
export function readingsOf(run: string, { person }: { person: boolean }): (Reading | null)[] {
  const characters = [...run];
  const read = pinyin(run, person ? "head" : "off");
  // Characters outside the basic plane can make it count otherwise: then each is read alone.
  const syllables =
    read.length === characters.length ? read : characters.map((one) => pinyin(one, "off")[0] ?? "");
  for (const match of run.matchAll(placePattern)) {
    const start = [...run.slice(0, match.index)].length;
    for (const [k, syllable] of (placeReadings[match[0]] ?? "").split(" ").entries())
      syllables[start + k] = syllable;
  }
  return syllables.map(parseSyllable);
}

function parseSyllable(text: string): Reading | null {
  const match = /^([a-zü]+)([0-4])$/.exec(text);
  if (!match?.[1]) return null;
  return { syllable: match[1].replaceAll("ü", "u"), umlaut: match[1].includes("ü"), tone: Number(match[2]) };
}
