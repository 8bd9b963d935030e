/** How a scanner's list names people: by hashes that mean nothing on another list. In Node and in the browser by the same lines. */

/** What stands before a list where the city signs it. */
export const listHead = "WM1L.";

/** Scans sent at once, at most. */
export const mostScans = 200;

export const hashLetters = 22;

/** The name of a subject key or a phone's key on the list with this salt. */
export async function hashOn(salt: string, what: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${salt}.${what}`));
  return base64url(new Uint8Array(bytes)).slice(0, hashLetters);
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** Seconds for which a pass may have been on its way into the city's books while the list was read. */
const onItsWay = 5;

/** Was this phone given its pass after the list was made? Then the list cannot know it. */
export function isNewPhone(issuedSeconds: number, asOfMs: number): boolean {
  return issuedSeconds > asOfMs / 1000 - onItsWay;
}
