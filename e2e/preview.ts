import { fileURLToPath } from "node:url";
import Fastify from "fastify";
import { pickLocale, texts, textsForBrowser } from "#platform/i18n";
import { cookie, mountPages, type PageBuild, type PageOffer } from "#platform/pages";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Serves the built pages without database or operations: for the kit page, for screenshots and for tests of the frame.
 * `change` alters what the pages are offered. Port 0 takes a free one.
 */
export async function startPreview(port = 0, change: (offer: PageOffer) => PageOffer = (offer) => offer) {
  const build: PageBuild = await import(`${root}build/server/index.js`);
  const fastify = Fastify({ logger: false, forceCloseConnections: true });
  await mountPages(fastify, {
    build,
    files: `${root}build/client`,
    makeContext(request) {
      const query = new URL(request.url, "http://preview").searchParams.get("lang");
      const locale = pickLocale({ query, cookie: cookie(request.headers.cookie, "lang") });
      const shown = { unapproved: "show", onFault: (fault: string) => console.error(fault) } as const;
      return change({
        call: () => Promise.reject(new Error("the preview has no operations")),
        actor: { kind: "anonymous", name: null, subject: null, level: 0, onBehalfOf: null, can: [] },
        locale,
        text: texts(locale, shown),
        words: (prefixes) => textsForBrowser(locale, prefixes, shown),
        city: {
          name: "克拉玛依",
          zone: "Asia/Shanghai",
          url: "http://localhost:3000",
          demo: true,
          today: "2026-06-12",
        },
        requestId: "preview",
        problemOf: () => null,
        report: (error) => console.error(error),
      });
    },
  });
  const address = await fastify.listen({ port, host: "127.0.0.1" });
  return { address, close: () => fastify.close() };
}

if (import.meta.main) {
  const { address } = await startPreview(Number(process.argv[2] ?? 4400));
  console.log(address);
}
