/** Sitemaps as XML. Pure. */
import type { PublicPage } from "./pages.ts";

/** So many addresses may stand in one file; the protocol says so. */
export const mostInFile = 50_000;

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const ns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

/** The sitemap of sitemaps: of each kind as many as its pages fill. */
export function indexXml(base: string, kinds: readonly { name: string; count: number }[]): string {
  const maps = kinds.flatMap(({ name, count }) =>
    Array.from(
      { length: Math.ceil(count / mostInFile) },
      (_, at) => `${base}/sitemaps/${name}-${at + 1}.xml`,
    ),
  );
  const lines = maps.map((address) => `<sitemap><loc>${escaped(address)}</loc></sitemap>\n`);
  return `${head}<sitemapindex ${ns}>\n${lines.join("")}</sitemapindex>\n`;
}

/** One file of addresses, piece by piece: it is never in memory whole. */
export async function* pagesXml(
  base: string,
  batches: AsyncIterable<readonly PublicPage[]>,
): AsyncGenerator<string> {
  yield `${head}<urlset ${ns}>\n`;
  for await (const pages of batches) yield pages.map((page) => lineOf(base, page)).join("");
  yield "</urlset>\n";
}

function lineOf(base: string, { path, changedAt }: PublicPage): string {
  const changed = changedAt ? `<lastmod>${changedAt.toString({ smallestUnit: "second" })}</lastmod>` : "";
  return `<url><loc>${escaped(base + path)}</loc>${changed}</url>\n`;
}

const signs: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
