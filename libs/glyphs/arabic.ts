/** Letters of the Arabic script as they are joined: Uyghur and Kazakh by the presentation forms of Unicode, which fonts draw whole. */

interface Forms {
  isolated: number;
  final: number;
  initial: number | null;
  medial: number | null;
}

/** Forms of a letter stand in this order in Unicode: by itself, at the end, at the beginning, between. */
function formsOf(): Map<number, Forms> {
  const found = new Map<number, number[]>();
  // Presentation Forms-B before A: the beginning and middle of ى were added later.
  for (const [from, to] of [
    [0xfe80, 0xfef4],
    [0xfb50, 0xfbb1],
    [0xfbd3, 0xfbe9],
  ] as const)
    for (let code = from; code <= to; code += 1) {
      const letter = [...String.fromCodePoint(code).normalize("NFKC")];
      const [only] = letter;
      if (letter.length !== 1 || only === undefined || only.codePointAt(0) === code) continue;
      const base = only.codePointAt(0) ?? 0;
      found.set(base, [...(found.get(base) ?? []), code]);
    }
  // ە is drawn as ه, and joins as little as ا does.
  found.set(0x06d5, [0xfee9, 0xfeea]);
  return new Map(
    [...found].flatMap(([base, [isolated, final, initial = null, medial = null]]) =>
      isolated === undefined || final === undefined ? [] : [[base, { isolated, final, initial, medial }]],
    ),
  );
}

const letters = formsOf();

/** ل before ا is one sign: by itself, after a letter that joins. */
const lamAlef = { isolated: 0xfefb, final: 0xfefc } as const;
const [lam, alef] = [0x0644, 0x0627];

/** Code points as they are drawn, in the order in which they are read. */
export function joinedForms(text: string): number[] {
  const codes = [...text].map((sign) => sign.codePointAt(0) ?? 0);
  const drawn: number[] = [];
  let before = false;
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    const forms = letters.get(code);
    if (!forms) {
      drawn.push(code);
      before = false;
      continue;
    }
    if (code === lam && codes[at + 1] === alef) {
      drawn.push(before ? lamAlef.final : lamAlef.isolated);
      before = false;
      at += 1;
      continue;
    }
    const after = letters.has(codes[at + 1] ?? 0) && forms.initial !== null;
    drawn.push(
      (before ? (after ? forms.medial : forms.final) : after ? forms.initial : forms.isolated) ??
        forms.isolated,
    );
    before = after;
  }
  return drawn;
}

/** Is there a letter that is written from right to left? */
export const isRightToLeft = (text: string): boolean => /\p{Script=Arabic}/u.test(text);

const mirrored: Record<string, string> = { "(": ")", ")": "(", "«": "»", "»": "«", "[": "]", "]": "[" };

/**
 * A line in the order in which it is seen from left to right. In a line with Arabic letters numbers, Latin and Han keep their own
 * direction; everything else goes from right to left.
 */
export function seenOrder(text: string): number[] {
  if (!isRightToLeft(text)) return [...text].map((sign) => sign.codePointAt(0) ?? 0);
  const runs = text.match(
    /[\p{Script=Latin}\p{Script=Han}\p{Nd}](?:[\p{Script=Latin}\p{Script=Han}\p{Nd} .,:/%-]*[\p{Script=Latin}\p{Script=Han}\p{Nd}%])?|[^\p{Script=Latin}\p{Script=Han}\p{Nd}]+/gu,
  );
  return (runs ?? []).toReversed().flatMap((run) => {
    if (/^[\p{Script=Latin}\p{Script=Han}\p{Nd}]/u.test(run))
      return [...run].map((sign) => sign.codePointAt(0) ?? 0);
    return joinedForms([...run].map((sign) => mirrored[sign] ?? sign).join("")).toReversed();
  });
}
