const aYear = 31_536_000;

/** The cookie that keeps one choice of how somebody likes to read. Scripts may read it: it says nothing about the person. */
export function lookCookie(
  name: "theme" | "size" | "lang",
  value: string,
  { secure }: { secure: boolean },
): string {
  return `${name}=${value}; Path=/; Max-Age=${aYear}; SameSite=Lax${secure ? "; Secure" : ""}`;
}
