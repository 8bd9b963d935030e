/** What a page does is named by its form. A form that asks for anything else changes nothing, whichever page it is sent to. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { texts } from "#platform/i18n";
import type { PageContext } from "../platform/pages/context.ts";
import { ensurePages } from "../tools/setup/pages.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
/** The part of the built pages that this test uses; the router itself stays inside the bundle. */
interface Built {
  entry: { module: { serve(build: Built): (request: Request, page: PageContext) => Promise<Response> } };
  routes: Record<string, { id: string; path?: string; module: { action?: unknown } }>;
}
const folders = ["../modules/library/web/", "../modules/programme/web/touring/"];
/** An action that does one of several things; those of holds read it in a file beside them. */
const asksWhat = /"do"\)|from "\.\/send-on\.ts"/;

const text = texts("zh-CN");
const id = "0198f0a0-0000-7000-8000-000000000000";

/** The page's context, in which everything that would change something is written down. */
function contextWhere(changes: string[]): PageContext {
  return {
    async call(operation) {
      if (operation.method !== "GET") changes.push(operation.id);
      // Where one stands is all that an action asks before it looks at what it is to do.
      return { places: [{ id, name: "图书馆" }] } as never;
    },
    text,
    words: () => ({ locale: "zh-CN", texts: {}, foreign: {}, unapproved: {} }),
    actor: { kind: "staff", name: null, subject: null, level: 0, onBehalfOf: null, can: [] },
    locale: "zh-CN",
    city: { name: "克拉玛依", zone: "Asia/Shanghai", url: "http://here", demo: true, today: "2026-06-12" },
    requestId: "r1",
    problemOf: () => null,
    report: () => undefined,
    nonce: "n",
    look: { theme: "auto", size: "normal" },
    here: "/",
    drawnFor: null,
    refused: null,
    fileRefused: null,
  };
}

await ensurePages(() => undefined);
const built: Built = await import(`${root}build/server/index.js`);
const serve = built.entry.module.serve(built);
const pages = Object.values(built.routes).filter(
  ({ id: file, module }) =>
    module.action !== undefined &&
    folders.some((folder) => file.startsWith(folder)) &&
    asksWhat.test(readFileSync(`${root}web/${file}.tsx`, "utf8")),
);

test("there are pages that do several things", () => assert.ok(pages.length > 25, `${pages.length} pages`));

for (const { path = "", id: file } of pages) {
  test(`/${path} refuses what it does not do`, async () => {
    const changes: string[] = [];
    const address = `http://here/${path.replace(/:\w+/g, id)}.data`;
    const body = new URLSearchParams({ do: "nothing-that-is-done-here", place: id });
    const answer = await serve(new Request(address, { method: "POST", body }), contextWhere(changes));
    assert.deepEqual(changes, [], file);
    assert.equal(answer.status, 400, file);
  });
}
