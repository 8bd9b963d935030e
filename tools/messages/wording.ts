import { compileMessage, type Locale } from "#platform/i18n";

/** What a message asks for and says, taken from its syntax tree. */
export interface Wording {
  /** Argument names, with the choices where it is a select: "n", "state: open/closed". */
  arguments: string[];
  /** The literal sentences, one per branch, with № where a number comes in, ◇ where a value without a type does, ￼ where any other. */
  sentences: string[];
}

/** Reads an ICU message. Throws with the parser's word for what is wrong. */
export function wordingOf(source: string, locale: Locale): Wording {
  const wording = { arguments: new Set<string>(), sentences: [] as string[] };
  read(compileMessage(source, locale).getAst(), wording);
  return { arguments: [...wording.arguments].sort(), sentences: wording.sentences };
}

type Element = ReturnType<ReturnType<typeof compileMessage>["getAst"]>[number];

// Numbers of the parser's element types (TYPE in @formatjs/icu-messageformat-parser; its enum is not exported to us).
const kinds = { literal: 0, argument: 1, number: 2, date: 3, time: 4, select: 5, plural: 6, pound: 7 };

function read(elements: Element[], wording: { arguments: Set<string>; sentences: string[] }): void {
  let sentence = "";
  for (const element of elements) {
    if ("value" in element && (element.type === kinds.date || element.type === kinds.time)) {
      throw new Error(`write {${element.value}}: a day or time is put into words by us, in the city's zone`);
    }
    if (element.type === kinds.literal && "value" in element) {
      sentence += element.value;
      continue;
    }
    sentence += element.type === kinds.number ? "№" : element.type === kinds.argument ? "◇" : "\ufffc";
    if ("value" in element) {
      const choices =
        element.type === kinds.select && "options" in element ? Object.keys(element.options) : [];
      wording.arguments.add(
        choices.length ? `${element.value}: ${choices.sort().join("/")}` : String(element.value),
      );
    }
    if ("options" in element)
      for (const option of Object.values(element.options)) read(option.value, wording);
  }
  wording.sentences.push(sentence);
}

const everyLanguage: [fault: string, pattern: RegExp][] = [
  ["an exclamation mark", /[!！]/],
  ["two spaces", / {2}/],
];

const chinese: [fault: string, pattern: RegExp][] = [
  ["half-width punctuation beside Han", /\p{Script=Han}\s?(?:[,;:?()]|\.(?!\w))|\(\p{Script=Han}/u],
  ["straight quotes around Han (use “ ”)", /["']\p{Script=Han}|\p{Script=Han}["']/u],
  ["你: say 您", /你/],
  // 亲子, 亲属, 父亲 … are words; a bare 亲 is the shopkeeper's greeting.
  ["亲 as a greeting", /(?<![父母双乡探成])亲(?![子属自友人手情和近密切眼身历])/],
  ["an ellipsis that is not ……", /\.{2,}|。{2,}|(?<!…)…(?!…)|…{3,}/],
];

const english: [fault: string, pattern: RegExp][] = [
  [
    "a number before several: write {n, plural, one {# place} other {# places}}",
    /№ (?:(?!(?:and|at|before|by|from|have|in|of|on|or|the|to|which|with)\b)[a-z-]+ ){0,3}(?!(?:as|comes|has|is|was)\b)(?:[a-z]+s|children|people)\b/,
  ],
  [
    "a value before several: write {n, plural, one {# place} other {# places}}",
    /◇ (?!(?:as|belongs|does|goes|has|is|leaves|lies|means|needs|runs|says|stands|was)\b)(?:[a-z-]+s|children|people)\b/,
  ],
];

const rulesOf: Partial<Record<Locale, typeof everyLanguage>> = { "zh-CN": chinese, en: english };

/** What is wrong with the wording of one message; an empty list when it is tidy. */
export function wordingFaults(wording: Wording, locale: Locale): string[] {
  const faults = new Set<string>();
  for (const sentence of wording.sentences) {
    for (const [fault, pattern] of [...everyLanguage, ...(rulesOf[locale] ?? [])])
      if (pattern.test(sentence)) faults.add(fault);
  }
  return [...faults];
}
