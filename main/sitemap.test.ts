/** What a search engine finds of a city: robots.txt leads to the sitemaps, and those to every public page and to no other. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { aClass, aClassOver } from "#courses/testing";
import { anOrganisation } from "#places/testing";
import { readConfig } from "#platform/config";
import { inTx, wallClock } from "#platform/ctx";
import { openMessenger } from "#platform/notify";
import { database, testCtx } from "#platform/testing";
import { openCity } from "./city.ts";
import { cityServer } from "./server.ts";

const DATA_DIR = await mkdtemp(join(tmpdir(), "wenmai-sitemap-"));
const { db, url } = await database();
after(() => rm(DATA_DIR, { recursive: true, force: true }));

test("from robots.txt to every public page, and to nothing that is not public", async (t) => {
  const ctx = { ...testCtx(db), clock: wallClock };
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner, {}));
  const open = await aClass(ctx, { organisationId });
  const draft = await aClass(ctx, { organisationId, until: "draft" });
  const planned = await aClass(ctx, { organisationId, until: "planned" });
  const over = await inTx(ctx, (inner) => aClassOver(inner, organisationId));
  const config = readConfig({ DATA_DIR, LOG_LEVEL: "silent", PUBLIC_URL: "https://wenhua.example" });
  const city = await openCity(config, url, openMessenger(config, wallClock));
  const app = await cityServer(city, { pages: false });
  t.after(async () => {
    await app.close();
    await city.close();
  });

  const robots = await app.inject("/robots.txt");
  assert.match(robots.body, /^User-agent: \*$/m);
  assert.match(robots.body, /^Disallow: \/desk$/m);
  const [, index = ""] = /^Sitemap: https:\/\/wenhua\.example(\S+)$/m.exec(robots.body) ?? [];
  const locs = async (path: string) => {
    const { statusCode, body } = await app.inject(path);
    assert.equal(statusCode, 200, path);
    return [...body.matchAll(/<loc>https:\/\/wenhua\.example(.*?)<\/loc>/g)].map(([, at = ""]) => at);
  };
  const pages = (await Promise.all((await locs(index)).map(locs))).flat();
  assert.equal(new Set(pages).size, pages.length);
  for (const page of [
    "/",
    "/courses",
    `/courses/${open.courseId}`,
    `/classes/${open.classId}`,
    `/courses/${over.courseId}`,
  ])
    assert.ok(pages.includes(page), page);
  for (const page of [
    `/courses/${draft.courseId}`,
    `/classes/${planned.classId}`,
    `/classes/${over.classId}`,
  ])
    assert.ok(!pages.includes(page), page);
  const closed = [...robots.body.matchAll(/^Disallow: (.*)$/gm)].map(([, path = ""]) => path);
  assert.deepEqual(
    pages.filter((page) => closed.some((path) => page.startsWith(path))),
    [],
  );
});
