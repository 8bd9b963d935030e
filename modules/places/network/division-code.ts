/** Codes of administrative divisions: GB/T 2260 (six digits), GB/T 10114 (three more for streets), three more for communities. */

export const divisionLevels = ["province", "city", "district", "street", "community"] as const;
export type DivisionLevel = (typeof divisionLevels)[number];

/**
 * The one form in which a code is stored: 6, 9 or 12 digits. Takes the shortened form (`6502`) and the form filled with
 * zeros (`650200000000`) too. Null when it is no code at all.
 */
export function canonicalCode(text: string): string | null {
  const digits = text.trim();
  if (!/^[1-9]\d(\d\d(\d\d(\d{3}(\d{3})?)?)?)?$/.test(digits)) return null;
  let code = digits.length < 6 ? digits.padEnd(6, "0") : digits;
  while (code.length > 6 && code.endsWith("000")) code = code.slice(0, -3);
  return code;
}

/** The level that a canonical code stands for. */
export function levelOfCode(code: string): DivisionLevel {
  if (code.length === 12) return "community";
  if (code.length === 9) return "street";
  if (code.endsWith("0000")) return "province";
  return code.endsWith("00") ? "city" : "district";
}

/** What the codes of everything inside begin with: `6502` for the city 650200, the code itself from districts down. */
export function prefixOfCode(code: string): string {
  const level = levelOfCode(code);
  if (level === "province") return code.slice(0, 2);
  return level === "city" ? code.slice(0, 4) : code;
}

/** Is the division `code` the area itself or a part of it? */
export function liesIn(code: string, area: string): boolean {
  return code.startsWith(prefixOfCode(area));
}

/** The codes above and including this one that its digits name, widest first: 650203001 → 650000, 650200, 650203, 650203001. */
export function codeChain(code: string): string[] {
  const chain = [code.slice(0, 2), code.slice(0, 4), code.slice(0, 6), code.slice(0, 9), code].map((part) =>
    part.padEnd(6, "0"),
  );
  return [...new Set(chain)];
}
