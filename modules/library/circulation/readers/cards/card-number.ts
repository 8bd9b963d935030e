/** Numbers of new cards: twelve digits by chance, so that nobody tells from one what others there are, the last of them a check. Pure. */

const digits = 12;

/** As a scanner reads it: wide digits and letters, which an input method writes, are plain ones. */
export const plainNumber = (typed: string): string => typed.normalize("NFKC").trim();

/** The check digit behind these (Luhn, ISO/IEC 7812-1 annex B): one wrong digit, or two that changed places, is seen. */
export function checkDigit(body: string): string {
  const sum = [...body].toReversed().reduce((total, sign, at) => {
    const value = Number(sign) * (at % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

/** Begins with a digit other than 0, which spreadsheets lose. */
export function newCardNumber(random: (size: number) => Uint8Array): string {
  const [first = 0, ...rest] = random(digits - 1);
  const body = `${1 + (first % 9)}${rest.map((byte) => byte % 10).join("")}`;
  return body + checkDigit(body);
}
