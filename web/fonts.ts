import { packCodes } from "../libs/glyphs/codes.ts";

const songParts = [
  /<(h[1-3])\b[^>]*>([\s\S]*?)<\/\1>/g,
  /<(\w+)[^>]*\bclass="(?:[^"]*\s)?song(?:\s[^"]*)?"[^>]*>([\s\S]*?)<\/\1>/g,
];
const han = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u{20000}-\u{3ffff}]/u;
// Figures and marks that a live page may put into a heading later.
const always = [..."0123456789 ·–：，。、"];
const entities: Record<string, string> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#x27;": "'",
};

/** Characters of headings and of everything with the class `song` in a page. */
export function songOf(html: string): Set<string> {
  const found = new Set<string>();
  for (const part of songParts) {
    for (const [, , inside = ""] of html.matchAll(part)) {
      const text = inside.replace(/<[^>]*>/g, "").replace(/&[#\w]+;/g, (entity) => entities[entity] ?? "");
      for (const char of text) found.add(char);
    }
  }
  return found;
}

/** All Han characters of a page, those in embedded data too. */
export function hanOf(html: string): Set<string> {
  const found = new Set<string>();
  for (const char of html) if (han.test(char)) found.add(char);
  return found;
}

export interface FontWishes {
  nonce: string;
  /** A desktop without Han fonts of its own is likely: bare Linux, as in kiosks and test machines. */
  bare: boolean;
}

/** What goes into the head of a page so that its headings show in 宋体: one small font file, asked for early. */
export function fontHead(html: string, { nonce, bare }: FontWishes): string {
  const song = addressOf("song-600", songOf(html));
  const rules = [face("Wenmai Song", 600, song)];
  if (bare) {
    const all = hanOf(html);
    rules.push(
      face("Wenmai Hei", 400, addressOf("hei-400", all)),
      face("Wenmai Hei", 600, addressOf("hei-600", all)),
    );
  }
  const early = `<link rel="preload" as="font" type="font/woff" crossorigin href="${song}">`;
  return `${early}<style nonce="${nonce}">${rules.join("")}</style>`;
}

/** Is this a desktop Linux, where a Han font may be missing? Phones and other desktops always have one. */
export function mayLackHan(userAgent: string | null): boolean {
  return userAgent?.includes("X11; Linux") === true;
}

/** Where a face cut to these characters is. */
export function addressOf(name: string, characters: Set<string>): string {
  const codes = [...always, ...characters].map((char) => char.codePointAt(0) ?? 0);
  return `/fonts/${name}.woff?c=${packCodes(codes)}`;
}

function face(family: string, weight: number, url: string): string {
  return `@font-face{font-family:"${family}";font-weight:${weight};font-display:swap;src:url("${url}") format("woff")}`;
}
