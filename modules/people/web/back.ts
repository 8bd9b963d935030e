/** Where to go on: only a path of this site, because "//elsewhere" and "/\elsewhere" would leave it. */
export function ownPath(back: unknown, otherwise: string): string {
  return typeof back === "string" && /^\/(?![/\\])\P{Cc}*$/u.test(back) ? back : otherwise;
}
