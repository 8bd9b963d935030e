/** Codes of 50 bits that people read aloud and copy by hand: Crockford's base32, ten letters in two groups. */

const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export function newReadableCode(random: (size: number) => Uint8Array): string {
  const text = Array.from(random(10), (byte) => letters.charAt(byte & 31)).join("");
  return `${text.slice(0, 5)}-${text.slice(5)}`;
}

/** Read as Crockford's base32 is: without hyphens, in either case, O as 0, I and L as 1. */
export function plainReadableCode(typed: string): string {
  return typed.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
}
