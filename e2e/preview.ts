import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import Fastify from "fastify";
import { IntlMessageFormat } from "intl-messageformat";
import { mountPages, type PageBuild, type PageOffer } from "../platform/pages/index.ts";
import { cookie } from "../platform/pages/look.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Serves the built pages without database or operations: for the kit page, for screenshots and for tests of the frame.
 * `change` alters what the pages are offered. Port 0 takes a free one.
 */
export async function startPreview(port = 0, change: (offer: PageOffer) => PageOffer = (offer) => offer) {
  // The build is made by the pages' own tool; its type is the part we use.
  const build = (await import(`${root}build/server/index.js`)) as PageBuild;
  const messages = await allMessages();
  const fastify = Fastify({ logger: false, forceCloseConnections: true });
  await mountPages(fastify, {
    build,
    files: `${root}build/client`,
    makeContext(request) {
      const locale = cookie(request.headers.cookie, "lang") ?? "zh-CN";
      const words = { ...messages["zh-CN"], ...messages[locale] };
      return change({
        call: () => Promise.reject(new Error("the preview has no operations")),
        actor: { kind: "anonymous", name: null, level: 0, onBehalfOf: null, can: [] },
        locale,
        text: (key, values) =>
          words[key] === undefined
            ? `⟦${key}⟧`
            : String(new IntlMessageFormat(words[key], locale).format(values)),
        words: (prefixes) =>
          Object.fromEntries(
            Object.entries(words).filter(([key]) => prefixes.some((p) => key.startsWith(p))),
          ),
        city: { name: "克拉玛依", zone: "Asia/Shanghai", demo: true },
        requestId: "preview",
        problemOf: () => null,
        report: (error) => console.error(error),
      });
    },
  });
  const address = await fastify.listen({ port, host: "127.0.0.1" });
  return { address, close: () => fastify.close() };
}

async function allMessages(): Promise<Record<string, Record<string, string>>> {
  const found: Record<string, Record<string, string>> = {};
  const names = await readdir(`${root}modules`, { recursive: true });
  const files = names.filter((n) => /messages[\\/][\w-]+\.json$/.test(n)).map((n) => `${root}modules/${n}`);
  const shells = (await readdir(`${root}web/messages`)).map((n) => `${root}web/messages/${n}`);
  for (const file of [...files, ...shells]) {
    const locale = file.replace(/.*[\\/]/, "").replace(".json", "");
    found[locale] = { ...found[locale], ...JSON.parse(await readFile(file, "utf8")) };
  }
  return found;
}

if (import.meta.main) {
  const { address } = await startPreview(Number(process.argv[2] ?? 4400));
  process.stdout.write(`${address}\n`);
}
