const digits: Record<string, number> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const units: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };

/** The number a text begins with, below ten thousand, written 十八, 一百零三 or 一三七; null when it begins with none. */
export function chineseNumber(characters: string[]): { value: number; length: number } | null {
  let total = 0;
  let digit: number | null = null;
  let length = 0;
  for (const character of characters) {
    const unit = units[character];
    const next = digits[character];
    if (unit !== undefined) {
      total += (digit ?? 1) * unit;
      digit = null;
    } else if (next !== undefined) {
      // Digits without units (一三七) are read one after the other.
      digit = digit === null ? next : digit * 10 + next;
    } else break;
    length++;
  }
  if (length === 0 || length > 9) return null;
  return { value: total + (digit ?? 0), length };
}
