/** What the browser carries while it is at the provider of identities, and what can go wrong there. */
import { ownPath } from "#web/own-path.ts";

/** Ids of the refusals `provider.<id>` that the page of signing in tells. */
export const providerFaults = ["away", "denied", "invalid", "over", "unknown"] as const;

const name = "wenmai-attempt";
const path = "/desk/sign-in";
const seconds = 600;

/** The attempt, and where to go afterwards, for ten minutes and for this browser alone. */
export function attemptCookie(
  { attempt, back }: { attempt: string; back: unknown },
  { https }: { https: boolean },
): string {
  const value = `${attempt}~${Buffer.from(ownPath(back, ""), "utf8").toString("base64url")}`;
  return cookie(value, seconds, https);
}

/** Takes it away: an attempt is answered once. */
export function noAttemptCookie({ https }: { https: boolean }): string {
  return cookie("", 0, https);
}

/** What the browser brought back, or null. */
export function attemptIn(cookies: string | null): { attempt: string; back: string } | null {
  const pair = cookies?.split(/; */).find((one) => one.startsWith(`${name}=`));
  const [attempt = "", back = ""] = pair?.slice(name.length + 1).split("~") ?? [];
  return attempt ? { attempt, back: Buffer.from(back, "base64url").toString("utf8") } : null;
}

/** Lax, because the way back comes from the provider's site. */
function cookie(value: string, maxAge: number, https: boolean): string {
  return `${name}=${value}; Path=${path}; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${https ? "; Secure" : ""}`;
}
