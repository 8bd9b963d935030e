/** ISBN, ISSN and the barcode (EAN-13) with their check digits. Pure: pages check with it too. */

/** 13 digits of what an ISBN begins with (ISO 2108), 10 or 13 digits long with hyphens or without; null where the check digit is wrong. */
export function isbn13(text: string): string | null {
  const said = text.normalize("NFKC").toUpperCase();
  const found = joinedByHyphens.exec(said) ?? joinedByBlanks.exec(said);
  const digits = (found?.[1] ?? "").replace(/[^0-9X]/g, "");
  if (/^97[89][0-9]{10}$/.test(digits)) return isEan13(digits) ? digits : null;
  // Before 1970 nine digits, of English books.
  const ten = /^[0-9]{8}[0-9X]$/.test(digits) ? `0${digits}` : digits;
  if (!/^[0-9]{9}[0-9X]$/.test(ten)) return null;
  let sum = 0;
  for (let n = 0; n < 10; n++) sum += (10 - n) * (ten[n] === "X" ? 10 : Number(ten[n]));
  if (sum % 11 !== 0) return null;
  const made = `978${ten.slice(0, 9)}`;
  return made + checkOf(made);
}

const joinedByHyphens = /^\D*(\d[\d\-‐–.]{7,15}[\dX])(?!\d)/;
const joinedByBlanks = /^\D*(\d[\d\-‐–. ]{7,15}[\dX])(?!\d)/;

/** Thirteen digits of which the last is the check digit of the others (ISO/IEC 15420). */
export const isEan13 = (digits: string): boolean =>
  /^[0-9]{13}$/.test(digits) && checkOf(digits) === digits[12];

/** The thirteenth digit. */
function checkOf(digits: string): string {
  let sum = 0;
  for (let n = 0; n < 12; n++) sum += (n % 2 === 0 ? 1 : 3) * Number(digits[n]);
  return String((10 - (sum % 10)) % 10);
}

/** `1234-567X`, or null where the check digit is wrong (ISO 3297). */
export function issnOf(text: string): string | null {
  const [, left = "", right = ""] =
    /(?<!\d)(\d{4})[-‐– ]?(\d{3}[\dX])(?!\d)/.exec(text.normalize("NFKC").toUpperCase()) ?? [];
  const digits = left + right;
  if (digits.length !== 8) return null;
  let sum = 0;
  for (let n = 0; n < 8; n++) sum += (8 - n) * (digits[n] === "X" ? 10 : Number(digits[n]));
  return sum % 11 === 0 ? `${left}-${right}` : null;
}
