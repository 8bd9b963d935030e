/** A value that nobody who draws can choose, typed in by hand: the numbers of a lottery on a named day, or dice rolled before witnesses. */
import { fields, listOf, type Of, whole, yesOrNo } from "./shape.ts";

/** One group of numbers: so many, from `from` to `to`. Distinct ones are a set, told in any order; others are told as they fell. */
const part = fields<{ count: number; from: number; to: number; distinct: boolean }>({
  count: whole(1, 64),
  from: whole(0, 1),
  to: whole(1, 99),
  distinct: yesOrNo,
});
export const valueForm = listOf(part, 1);
export type ValueForm = Of<typeof valueForm>;

/** Forms that are at hand in every Chinese city. Each has more than a million values; eight dice are fewer than one would think. */
export const publicForms = {
  /** 福利彩票双色球 */
  "double-colour": [
    { count: 6, from: 1, to: 33, distinct: true },
    { count: 1, from: 1, to: 16, distinct: true },
  ],
  /** 体育彩票超级大乐透 */
  "super-lotto": [
    { count: 5, from: 1, to: 35, distinct: true },
    { count: 2, from: 1, to: 12, distinct: true },
  ],
  /** 体育彩票七星彩 */
  "seven-star": [
    { count: 6, from: 0, to: 9, distinct: false },
    { count: 1, from: 0, to: 14, distinct: false },
  ],
  "ten-dice": [{ count: 10, from: 1, to: 6, distinct: false }],
} satisfies Record<string, ValueForm>;

/**
 * Fewer values than this, and whoever makes the secret could try secrets until the values, taken together, favour somebody:
 * with N values and a chance p of being drawn the best of a billion secrets moves p by about 6 √(p(1−p)/N).
 */
export const leastValues = 1_000_000;

/** How many values a form can take. */
export function possibleValues(form: ValueForm): number {
  let all = 1;
  for (const { count, from, to, distinct } of form) {
    for (let n = 0; n < count; n++) all *= distinct ? (to - from + 1 - n) / (n + 1) : to - from + 1;
  }
  return Math.max(0, all);
}

export type ValueFault =
  | { id: "value.characters"; found: string }
  | { id: "value.count"; asked: number; found: number }
  | { id: "value.range"; found: number; from: number; to: number }
  | { id: "value.repeated"; found: number };

/**
 * The value as it enters the draw: NFKC, plain numbers with single spaces, parts joined by " + ", sets ascending. However it is typed,
 * with full-width digits, commas or leading zeros, one result gives one text. Refuses what is not of the announced form.
 */
export function readValue(form: ValueForm, typed: string): { value: string } | { fault: ValueFault } {
  const text = typed.normalize("NFKC");
  const strange = /[^\d\s,、;+|:：.\-–—]/u.exec(text);
  if (strange) return { fault: { id: "value.characters", found: strange[0] } };
  const asked = form.reduce((sum, { count }) => sum + count, 0);
  const numbers = numbersIn(text, form, asked);
  if (numbers.length !== asked) return { fault: { id: "value.count", asked, found: numbers.length } };
  const parts: string[] = [];
  for (const { count, from, to, distinct } of form) {
    const own = numbers.splice(0, count);
    const outside = own.find((number) => number < from || number > to);
    if (outside !== undefined) return { fault: { id: "value.range", found: outside, from, to } };
    if (distinct) own.sort((a, b) => a - b);
    const again = own.find((number, n) => distinct && n > 0 && own[n - 1] === number);
    if (again !== undefined) return { fault: { id: "value.repeated", found: again } };
    parts.push(own.join(" "));
  }
  return { value: parts.join(" + ") };
}

/** Numbers as typed; digits run together are taken singly where every number has one digit. */
function numbersIn(text: string, form: ValueForm, asked: number): number[] {
  const runs = text.match(/\d+/g) ?? [];
  const digits = runs.join("");
  const singly = runs.length !== asked && digits.length === asked && form.every(({ to }) => to <= 9);
  return (singly ? [...digits] : runs).map(Number);
}
