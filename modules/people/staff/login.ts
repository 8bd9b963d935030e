import type { Db } from "#platform/db";
import { staffByLogin } from "./store.ts";

/** The name a member of staff signs in with: small letters, digits, `.`, `_`, `-`; 3 to 40 signs. The CHECK on people.staff agrees. */
const pattern = /^[a-z0-9][a-z0-9._-]{1,38}[a-z0-9]$/;

/** As it is compared: full-width and capital letters become plain small ones. */
export function plainLogin(typed: string): string {
  return typed.normalize("NFKC").trim().toLowerCase();
}

export function isLogin(login: string): boolean {
  return pattern.test(login);
}

/** The account behind a login, or null. */
export async function accountOfLogin(db: Db, typed: string): Promise<string | null> {
  return (await staffByLogin(db, plainLogin(typed)))?.account ?? null;
}
