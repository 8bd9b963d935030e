/** Staff passwords: argon2id, stronger hashes as machines grow, and the same time for a name nobody has. */
import { hash, parseOptions, verify } from "@node-rs/argon2";

/** 19 MiB, two passes, one lane: the OWASP Password Storage Cheat Sheet's minimum for argon2id (about 20 ms of one core). */
export const passwordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Characters; NIST SP 800-63B §5.1.1.2 asks for length and against rules of composition. */
export const shortestPassword = 10;
export const longestPassword = 200;

export interface PasswordCheck {
  right: boolean;
  /** To be stored in place of the old one: that was made at a lower cost. Only ever with the right password. */
  stronger: string | null;
}

/** Why this cannot be a password, or null. */
export function reasonAgainstPassword(password: string): "too-short" | "too-long" | null {
  const length = [...normal(password)].length;
  if (length < shortestPassword) return "too-short";
  return length > longestPassword ? "too-long" : null;
}

/** The PHC string to store. `random` gives the salt. */
export function hashPassword(password: string, random: (size: number) => Uint8Array): Promise<string> {
  return hash(normal(password), { ...passwordCost, salt: random(16) });
}

/** Is this the password? `stored` is null for a name nobody has: the answer is no, after the same work. */
export async function checkPassword(
  password: string,
  stored: string | null,
  random: (size: number) => Uint8Array,
): Promise<PasswordCheck> {
  const possible = stored !== null && reasonAgainstPassword(password) !== "too-long";
  const matches = await verify(await hashToCheck(possible ? stored : null), possible ? normal(password) : "");
  const right = possible && matches;
  return { right, stronger: right && isWeak(stored) ? await hashPassword(password, random) : null };
}

/** Was this hash made at less than today's cost? */
function isWeak(stored: string): boolean {
  if (!stored.startsWith("$argon2id$")) return true;
  const { memoryCost, timeCost } = parseOptions(stored);
  return memoryCost < passwordCost.memoryCost || timeCost < passwordCost.timeCost;
}

let nobodysHash: Promise<string> | undefined;
/** The stored hash, or for nobody a hash of no password at today's cost, made once: both cost the same work. */
export async function hashToCheck(stored: string | null): Promise<string> {
  if (stored !== null) return stored;
  nobodysHash ??= hash("nobody's password", passwordCost);
  return nobodysHash;
}

/** One spelling for the same keys on different keyboards. */
function normal(password: string): string {
  return password.normalize("NFKC");
}
