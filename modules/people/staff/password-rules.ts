/** What a staff password must not be, and first passwords for others. */
import { reasonAgainstPassword } from "#platform/auth";

export type PasswordFault = "password.too-short" | "password.too-long" | "password.login" | "password.plain";

/** What is wrong with a new password, or null: length and surprise, no compulsory signs (NIST SP 800-63B §5.1.1.2). */
export function passwordFault(password: string, login: string): PasswordFault | null {
  const length = reasonAgainstPassword(password);
  if (length) return `password.${length}`;
  const folded = password.normalize("NFKC").toLowerCase();
  if (folded.includes(login) || isNamedIn(folded, login)) return "password.login";
  return isPlain(folded) ? "password.plain" : null;
}

/** The name without its dots and lines is no other name: limei for li.mei. */
function isNamedIn(folded: string, login: string): boolean {
  const bare = (text: string) => text.replace(/[._-]/g, "");
  return bare(login).length >= 4 && bare(folded).includes(bare(login));
}

// What people think of first here; `wenmai` and `demo` make the password of every demo city.
const common =
  /p[a@]ssw[o0]rd|qwerty|asdfgh|zxcvbn|1q2w3e4r|1qaz2wsx|abc123|admin|test|demo|welcome|changeme|karamay|kelamayi|wenmai|tushuguan|wenhuaguan|iloveyou|woaini/g;

/** Few different signs, a row of neighbours, the same again and again, or little more than known words with a number. */
function isPlain(folded: string): boolean {
  const rest = folded.replace(common, "");
  if (rest !== folded && rest.replace(/[^\p{L}]/gu, "").length < 4) return true;
  const word = folded.replace(/[^\p{L}]+$/u, "");
  if (word.length < 4 && /[a-z]/.test(folded)) return true;
  if (/^(.{1,8}?)\1+$/u.test(folded)) return true;
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
