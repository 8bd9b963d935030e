/** Random numbers given at entry: the only thing a draw knows of anybody. */

/** Crockford's base 32: no I, L, O, U, so that a number read aloud or copied by hand is not mistaken. */
const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const entryNumberPattern = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;

/** An entry number such as `7KQ2-M9XD` from five random bytes (40 bits). Whoever gives it keeps it unique within the draw. */
export function entryNumber(chance: Uint8Array): string {
  if (chance.length !== 5)
    throw new RangeError(`an entry number is made of 5 random bytes, not ${chance.length}`);
  let bits = chance.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let text = "";
  for (let n = 0; n < 8; n++, bits >>= 5n) text = `${digits[Number(bits & 31n)]}${n === 4 ? "-" : ""}${text}`;
  return text;
}

/** An entry number as somebody types it (`7kq2 m9xd`, O for 0, I or L for 1), or null when it is none. */
export function readEntryNumber(typed: string): string | null {
  const text = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\-–—]/gu, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  const number = `${text.slice(0, 4)}-${text.slice(4)}`;
  return entryNumberPattern.test(number) ? number : null;
}
