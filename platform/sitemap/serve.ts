/** Serves robots.txt, the index of sitemaps and each of them, read from the database in small steps and kept by whoever asks for an hour. */
import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { Ctx } from "../ctx/index.ts";
import { type PublicPage, type PublicPages, publicPages } from "./pages.ts";
import { indexXml, mostInFile, pagesXml } from "./xml.ts";

const anHour = "public, max-age=3600";
/** So many are read at once. */
const atOnce = 1000;

/** Nobody's own pages, those that act, what is written for programs, and searches, of which there are without end. */
const closed = [
  ...["/api/", "/desk", "/dev/", "/my", "/sign-in", "/sign-out", "/teach", "/jury", "/line/", "/panel/"],
  ...["/reservations/", "/moved/", "/stop/", "/search", "/catalogue?"],
];

/** Adds `GET /robots.txt`, `/sitemap.xml` and `/sitemaps/:name-:number.xml`. */
export function serveSitemap(server: FastifyInstance): void {
  server.get("/robots.txt", async ({ ctx }, reply) => {
    const lines = ["User-agent: *", ...closed.map((path) => `Disallow: ${path}`)];
    const map = `Sitemap: ${ctx.city.publicUrl}/sitemap.xml`;
    return reply
      .header("cache-control", anHour)
      .type("text/plain; charset=utf-8")
      .send(`${[...lines, "", map].join("\n")}\n`);
  });

  server.get("/sitemap.xml", async ({ ctx }, reply) => {
    const kinds = await kindsOf(ctx);
    const counted = await Promise.all(
      kinds.map(async (kind) => ({ name: kind.name, count: await kind.count(ctx) })),
    );
    return reply
      .header("cache-control", anHour)
      .type("application/xml; charset=utf-8")
      .send(indexXml(ctx.city.publicUrl, counted));
  });

  server.get<{ Params: { file: string } }>("/sitemaps/:file", async ({ ctx, params }, reply) => {
    const [, name, number] = /^([a-z-]+)-([1-9][0-9]{0,3})\.xml$/.exec(params.file) ?? [];
    const kind = (await kindsOf(ctx)).find((one) => one.name === name);
    const skip = (Number(number) - 1) * mostInFile;
    const [first] = kind ? await kind.read(ctx, { after: null, skip, limit: 1 }) : [];
    if (!kind || !first) return reply.code(404).header("cache-control", "no-store").send();
    return reply
      .header("cache-control", anHour)
      .type("application/xml; charset=utf-8")
      .send(Readable.from(pagesXml(ctx.city.publicUrl, batchesOf(ctx, kind, skip))));
  });
}

const kindsOf = (ctx: Ctx): Promise<PublicPages[]> => ctx.slots.gather(publicPages, ctx, {});

/** As many as fill one file, after so many. */
async function* batchesOf(ctx: Ctx, kind: PublicPages, skip: number): AsyncGenerator<PublicPage[]> {
  let [after, left]: [string | null, number] = [null, mostInFile];
  while (left > 0) {
    const limit = Math.min(atOnce, left);
    const pages: PublicPage[] = await kind.read(ctx, { after, skip: after === null ? skip : 0, limit });
    if (pages.length > 0) yield pages;
    if (pages.length < limit) return;
    left -= pages.length;
    after = pages.at(-1)?.id ?? null;
  }
}
