/** What a staff password must not be, and first passwords for others. */
import { reasonAgainstPassword } from "#platform/auth";

export type PasswordFault = "password.too-short" | "password.too-long" | "password.login" | "password.plain";

/** What is wrong with a new password, or null: length and surprise, no compulsory signs (NIST SP 800-63B §5.1.1.2). */
export function passwordFault(password: string, login: string): PasswordFault | null {
  const length = reasonAgainstPassword(password);
  if (length) return `password.${length}`;
  const folded = password.toLowerCase();
  if (folded.includes(login)) return "password.login";
  return isPlain(folded) ? "password.plain" : null;
}

const common = /password|passw0rd|qwerty|asdfgh|zxcvbn|abc123|admin|karamay|kelamayi|wenmai|iloveyou|woaini/g;

/** Few different signs, a row of neighbours, or little more than a known word with a number behind it. */
function isPlain(folded: string): boolean {
  const rest = folded.replace(common, "").replace(/[\d\W_]+$/u, "");
  if (rest.length < 4 && rest.length < folded.length && /[a-z]/.test(folded)) return true;
  const codes = [...folded].map((sign) => sign.codePointAt(0) ?? 0);
  const jumps = codes.slice(1).filter((code, at) => Math.abs(code - (codes[at] ?? 0)) > 1);
  return new Set(codes).size < 5 || jumps.length < 3;
}

// No 0 O 1 l I: it is read out or copied by hand.
const readable = "abcdefghjkmnpqrstuvwxyz23456789";

/** A first password for somebody else: four groups of four, 79 bits. */
export function firstPassword(random: (size: number) => Buffer): string {
  const signs: string[] = [];
  while (signs.length < 16) {
    // 31 * 8 = 248: higher bytes would make the first signs likelier.
    for (const byte of random(32))
      if (byte < 248 && signs.length < 16) signs.push(readable.charAt(byte % readable.length));
  }
  return [0, 4, 8, 12].map((at) => signs.slice(at, at + 4).join("")).join("-");
}
