/** The name a member of staff signs in with: small letters, digits, `.`, `_`, `-`; 3 to 40 signs. The CHECK on people.staff agrees. */
const pattern = /^[a-z0-9][a-z0-9._-]{1,38}[a-z0-9]$/;

/** As it is compared: full-width and capital letters become plain small ones. */
export function plainLogin(typed: string): string {
  return typed.normalize("NFKC").trim().toLowerCase();
}

export function isLogin(login: string): boolean {
  return pattern.test(login);
}
