/** Sitemaps keep to the protocol however many pages there are, and are read in small steps. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fastify from "fastify";
import { Temporal } from "temporal-polyfill";
import type { Ctx } from "../ctx/index.ts";
import { fill, joinSlots } from "../slots/index.ts";
import { type PublicPages, publicPages, serveSitemap } from "./index.ts";
import { indexXml, mostInFile, pagesXml } from "./xml.ts";

test("an index names as many files as the pages fill, and none of a kind that has none", () => {
  const xml = indexXml("https://city.example", [
    { name: "events", count: mostInFile * 2 + 1 },
    { name: "works", count: 0 },
  ]);
  const files = [...xml.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address]) => address);
  assert.deepEqual(
    files,
    [1, 2, 3].map((number) => `https://city.example/sitemaps/events-${number}.xml`),
  );
});

test("an address is escaped, and has a day where one is known", async () => {
  async function* batches() {
    yield [
      { id: "1", path: "/a?b=1&c='<\">", changedAt: Temporal.Instant.from("2026-11-30T08:15:30.5Z") },
      { id: "2", path: "/plain", changedAt: null },
    ];
  }
  assert.equal(
    await textOf(pagesXml("https://city.example", batches())),
    `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://city.example/a?b=1&amp;c=&apos;&lt;&quot;&gt;</loc><lastmod>2026-11-30T08:15:30Z</lastmod></url>
<url><loc>https://city.example/plain</loc></url>
</urlset>
`,
  );
});

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

/** A server with so many pages of one kind; what it reads of them is noted. */
async function serverOf(count: number) {
  const reads: { after: string | null; skip: number; limit: number }[] = [];
  const name = (at: number) => String(at).padStart(7, "0");
  const kind: PublicPages = {
    name: "events",
    count: async () => count,
    read: async (_, from) => {
      reads.push(from);
      const first = from.after === null ? from.skip : Number(from.after) + 1;
      return Array.from({ length: Math.max(0, Math.min(from.limit, count - first)) }, (_, at) => {
        const id = name(first + at);
        return { id, path: `/events/${id}`, changedAt: null };
      });
    },
  };
  const app = fastify();
  const ctx = {
    city: { publicUrl: "https://city.example" },
    slots: joinSlots([fill(publicPages, async () => [kind])]),
  };
  app.addHook("onRequest", async (request) => Object.assign(request, { ctx: ctx as unknown as Ctx }));
  serveSitemap(app);
  return { app, reads };
}

test("every page is in one file and once, no file has more than the protocol allows, and steps are small", async (t) => {
  const count = mostInFile * 2 + 1_500;
  const { app, reads } = await serverOf(count);
  t.after(() => app.close());
  const index = await app.inject("/sitemap.xml");
  const files = [...index.body.matchAll(/<loc>https:\/\/city\.example(.*?)<\/loc>/g)].map(
    ([, path = ""]) => path,
  );
  assert.equal(files.length, 3);
  const seen = new Set<string>();
  for (const [at, file] of files.entries()) {
    const answer = await app.inject(file);
    assert.equal(answer.headers["content-type"], "application/xml; charset=utf-8");
    assert.equal(answer.headers["cache-control"], "public, max-age=3600");
    const pages = [...answer.body.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address = ""]) => address);
    assert.equal(pages.length, [mostInFile, mostInFile, 1_500][at]);
    for (const page of pages) seen.add(page);
  }
  assert.equal(seen.size, count);
  assert.ok(reads.every(({ limit }) => limit <= 1000));
  for (const none of ["events-4", "events-0", "events-01", "events-", "other-1", "events-99999"])
    assert.equal((await app.inject(`/sitemaps/${none}.xml`)).statusCode, 404, none);
});
