const somewhere = "http://own.invalid";

/**
 * Where to go on: the asked place, written as an address, when it is a path of this site, else `otherwise`. Browsers drop tabs and line
 * ends, take `\` for `/` and read `//x` as another host (URL Standard, §4.4): what holds any of these is not followed.
 */
export function ownPath(asked: unknown, otherwise: string): string {
  if (typeof asked !== "string" || !/^\/(?![/\\])[^\p{Cc}\p{Zl}\p{Zp}\\]*$/u.test(asked)) return otherwise;
  const url = URL.canParse(asked, somewhere) ? new URL(asked, somewhere) : null;
  // `/.//x` is written back as `//x`.
  if (url?.origin !== somewhere || url.pathname.startsWith("//")) return otherwise;
  return `${url.pathname}${url.search}${url.hash}`;
}
