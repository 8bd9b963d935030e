/**
 * Content-Security-Policy of a page. Content pages run one script of ours; live pages add the framework's inline
 * scripts by nonce. No `unsafe-inline`: kit parts draw with SVG attributes and classes, never with `style="…"`.
 * `origins`: addresses outside that pictures of the map come from.
 */
export function contentSecurityPolicy(nonce: string, origins: readonly string[] = []): string {
  const outside = origins.map((origin) => ` ${origin}`).join("");
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data: blob:${outside}`,
    "font-src 'self'",
    `connect-src 'self'${outside}`,
    // Live pictures are put together by script where the browser cannot do it (web/touches/live-video.ts).
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Policy of a built script. A worker takes its policy from its own file, and the map's worker fetches tiles: ours and those of `origins`. */
export function scriptPolicy(origins: readonly string[] = []): string {
  const outside = origins.map((origin) => ` ${origin}`).join("");
  return `default-src 'none'; script-src 'self'; connect-src 'self'${outside}; frame-ancestors 'none'`;
}
