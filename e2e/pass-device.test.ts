/** The phone's side in a real browser: IndexedDB and keys that cannot be read out exist nowhere else. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { stripTypeScriptTypes } from "node:module";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import {
  checkPass,
  type DeviceJwk,
  firstGeneration,
  issuePass,
  keyRing,
  readDeviceKey,
  seenHere,
} from "#platform/pass";
import { openBrowser } from "./browser.ts";

const now = Math.floor(Date.now() / 1000);
const ring = keyRing("karamay", firstGeneration(now - 60), () => new Uint8Array(32).fill(7));
const subject = "0199d8a4-3b52-7c11-8f00-5a2d1e9c7b34";

const pages = createServer((request, response) => {
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  const send = (type: string, body: string) => response.setHeader("content-type", type).end(body);
  if (path === "/") {
    send("text/html", `<script type="importmap">{"imports":{"@noble/ed25519":"/noble.js"}}</script>`);
  } else if (path === "/noble.js") {
    readFile(fileURLToPath(import.meta.resolve("@noble/ed25519")), "utf8").then((text) =>
      send("text/javascript", text),
    );
  } else if (/^\/[a-z0-9]+\.ts$/.test(path)) {
    readFile(new URL(`../platform/pass${path}`, import.meta.url), "utf8").then((text) =>
      send("text/javascript", stripTypeScriptTypes(text)),
    );
  } else {
    response.writeHead(404).end();
  }
});
let browser: Browser;
let page: Page;

before(async () => {
  pages.listen(0, "127.0.0.1");
  await once(pages, "listening");
  const address = pages.address();
  assert.ok(address && typeof address === "object");
  browser = await openBrowser();
  page = await browser.newPage();
  // localhost, not an address: a secure page even without https.
  await page.goto(`http://localhost:${address.port}/`);
});

after(async () => {
  await browser?.close();
  pages.close();
});

/** The public keys of two pages that open the pass at the same moment; `without` names an algorithm the browser lacks. */
function twoKeys(without: string | null): Promise<DeviceJwk[]> {
  return page.evaluate(async (missing) => {
    const real = crypto.subtle.generateKey.bind(crypto.subtle);
    crypto.subtle.generateKey = ((algorithm: { name: string }, ...rest: [boolean, KeyUsage[]]) =>
      algorithm.name === missing
        ? Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError"))
        : real(algorithm, ...rest)) as typeof real;
    const file = "/device.ts";
    const { deviceKey } = await import(file);
    const both = await Promise.all([deviceKey(), deviceKey()]);
    return both.map((key) => key.publicJwk);
  }, without);
}

for (const [without, curve] of [
  [null, "Ed25519"],
  ["Ed25519", "P-256"],
] as const) {
  test(`a browser ${without ? `without ${without} ` : ""}keeps one ${curve} key over a reload and signs good codes`, async () => {
    await page.evaluate(async (file) => (await import(file)).keysInBrowser().forget(), "/device.ts");
    const [first = {}, second] = await twoKeys(without);
    assert.equal(first.crv, curve);
    assert.deepEqual(first, second, "two pages at once end with the same key");
    const device = readDeviceKey(first);
    assert.ok(device);
    const token = issuePass(ring.signingAt(now), { subject, device, issued: now, expires: now + 600 });
    await page.reload();
    const code = await page.evaluate(async (mine) => {
      const file = "/device.ts";
      return (await (await import(file)).deviceKey()).liveCode(mine, Date.now());
    }, token);
    assert.equal(
      (await checkPass(code, { keys: ring.public, nowMs: Date.now(), seen: seenHere() })).kind,
      "good",
    );

    const atTheDoor = await page.evaluate(
      async ({ text, keys }) => {
        const file = "/verify.ts";
        const { checkPass: check, seenHere: fresh } = await import(file);
        const seen = fresh();
        const verdict = async (door: object) => {
          const answer = await check(text, { keys, nowMs: Date.now(), ...door });
          return answer.why ?? answer.kind;
        };
        const twice = [await verdict({ seen }), await verdict({ seen })];
        const real = crypto.subtle.importKey.bind(crypto.subtle);
        crypto.subtle.importKey = ((...given: Parameters<typeof real>) =>
          (given[2] as Algorithm).name === "Ed25519"
            ? Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError"))
            : real(...given)) as typeof real;
        return [...twice, await verdict({ seen: fresh() })];
      },
      { text: code, keys: ring.public },
    );
    assert.equal(atTheDoor[0], "good");
    assert.equal(atTheDoor[1], "used-code");
    if (curve === "P-256")
      assert.equal(atTheDoor[2], "good", "a scanner without Ed25519 checks the city's key in script");
    await page.reload();
  });
}
