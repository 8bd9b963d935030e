/** What search engines read first: robots.txt, and the public pages of the city in sitemaps (sitemaps.org, version 0.9). */
export { type PublicPages, pagesIn, publicPages } from "./pages.ts";
export { serveSitemap } from "./serve.ts";
