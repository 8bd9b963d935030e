import type { Look } from "./context.ts";

/** Reads the reader's look from a Cookie header; unknown values are ignored. */
export function lookOf(cookies: string | undefined): Look {
  const theme = cookie(cookies, "theme");
  return {
    theme: theme === "light" || theme === "dark" ? theme : "auto",
    size: cookie(cookies, "size") === "big" ? "big" : "normal",
  };
}

/** The value of one cookie, or null. */
export function cookie(header: string | undefined, name: string): string | null {
  for (const pair of header?.split(";") ?? []) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}
