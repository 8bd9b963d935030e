/** The kit in a real browser: accessible in Chinese and right to left, in light and dark; no script where none is promised. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { ensurePages } from "../tools/setup/pages.ts";
import { faultsOf } from "./axe.ts";
import { openBrowser } from "./browser.ts";
import { startPreview } from "./preview.ts";

let browser: Browser;
let address = "";
let stop = async () => {};

before(async () => {
  await ensurePages(() => undefined);
  const preview = await startPreview();
  address = preview.address;
  browser = await openBrowser();
  stop = async () => {
    await browser.close();
    await preview.close();
  };
});
after(() => stop());

/** Opens a page, fails on any error it tells the console (a broken policy, a failed hydration), and closes it. */
async function visit(path: string, look: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const told: string[] = [];
  page.on("pageerror", (error) => told.push(error.message));
  page.on("console", (line) => {
    if (line.type() === "error") told.push(line.text());
  });
  try {
    await page.goto(address + path, { waitUntil: "networkidle" });
    await look(page);
    assert.deepEqual(told, []);
  } finally {
    await context.close();
  }
}

for (const path of ["/kit", "/kit/home", "/kit/desk", "/kit/city", "/kit/map", "/nowhere"]) {
  test(`axe finds nothing on ${path}, in light and dark, from left and from right`, async () => {
    const page = await browser.newPage();
    for (const turned of ["", "?dir=rtl"]) {
      await page.goto(address + path + turned);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        const looking = turned || colorScheme === "dark" ? "at how it is set" : "at everything";
        assert.deepEqual(await faultsOf(page, looking), [], `${colorScheme} ${turned}`);
      }
    }
    await page.close();
  });
}

for (const path of [
  "/kit",
  "/kit?dir=rtl",
  "/kit/home",
  "/kit/desk",
  "/kit/city",
  "/kit/map",
  "/nowhere?lang=en",
]) {
  test(`nothing of ${path} is wider than a phone of 360 px, in big letters too`, async () => {
    for (const size of ["normal", "big"]) {
      const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
      await context.addCookies([{ name: "size", value: size, url: address }]);
      const page = await context.newPage();
      await page.goto(address + path, { waitUntil: "networkidle" });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 360, `${size}: ${wide} px`);
      await context.close();
    }
  });
}

test("the caption of a table that scrolls is read whole on a phone of 360 px, also where it has scrolled", async () => {
  for (const dir of ["ltr", "rtl"]) {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    await page.goto(`${address}/kit?dir=${dir}`, { waitUntil: "networkidle" });
    const region = page.locator(".table-region").first();
    await region.locator("caption").evaluate((caption) => {
      const words = caption.querySelector("span") ?? caption;
      words.textContent = "Final (3 jurors, 1 of them staff of the organiser, by mean of points)";
    });
    const seen = (scrolled: number) =>
      region.evaluate((box, by) => {
        box.scrollLeft = by;
        const words = document.createRange();
        words.selectNodeContents(box.querySelector("caption") ?? box);
        const [inner, outer] = [words.getBoundingClientRect(), box.getBoundingClientRect()];
        const wider = box.scrollWidth - box.clientWidth;
        return { wider, start: inner.left - outer.left, end: outer.right - inner.right };
      }, scrolled);
    for (const by of [0, dir === "rtl" ? -60 : 60]) {
      const { wider, start, end } = await seen(by);
      assert.ok(wider > 0, "the table is wider than the screen");
      assert.ok(start > -1 && end > -1, `${dir} ${by}: ${start} ${end}`);
    }
    await context.close();
  }
});

test("content pages load one small script and no framework; a live page is under its limit", async () => {
  const bytesOf = async (path: string) => {
    let bytes = 0;
    const context = await browser.newContext();
    const page = await context.newPage();
    page.on("response", (response) => {
      if (response.url().includes(".js")) bytes += Number(response.headers()["content-length"] ?? Number.NaN);
    });
    await page.goto(address + path, { waitUntil: "networkidle" });
    await context.close();
    return bytes;
  };
  assert.ok((await bytesOf("/kit/home")) < 6_000);
  assert.ok((await bytesOf("/kit")) < 6_000);
  const live = await bytesOf("/kit/live");
  assert.ok(live > 60_000 && live < 180_000, `${live} bytes`);
});

test("a live page wakes up under the strict policy and speaks with the words it asked for", async () => {
  await visit("/kit/live", async (page) => {
    await page.getByRole("button", { name: "再远一点" }).click();
    await page.getByText("步行 6 分钟").waitFor({ timeout: 2_000 });
  });
});

test("headings really are set in Noto Serif, from one small file", async () => {
  let fontBytes = 0;
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on("response", async (response) => {
    if (response.url().includes("song-600")) fontBytes += (await response.body()).length;
  });
  await page.goto(`${address}/kit/home`, { waitUntil: "networkidle" });
  const session = await context.newCDPSession(page);
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const { root } = await session.send("DOM.getDocument");
  for (const selector of ["h1", ".band h2 a", ".event-title a", ".brand-city"]) {
    const { nodeId } = await session.send("DOM.querySelector", { nodeId: root.nodeId, selector });
    const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId });
    assert.ok(fonts.length > 0, selector);
    for (const { familyName } of fonts) assert.match(familyName, /^Noto Serif SC/, selector);
  }
  assert.ok(fontBytes > 5_000 && fontBytes < 60_000, `${fontBytes} bytes`);
  await context.close();
});

test("without script: a choice of look is kept, and the page comes back to where it was", async () => {
  await visit(
    "/kit/home",
    async (page) => {
      await page.getByText("语言 · 显示").click();
      await page.getByRole("button", { name: "大字" }).click();
      assert.equal(new URL(page.url()).pathname, "/kit/home");
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).fontSize), "20px");
    },
    { javaScriptEnabled: false },
  );
});

test("with the touch a choice of look takes no round trip and is still kept", async () => {
  await visit("/kit/home", async (page) => {
    let trips = 0;
    page.on("request", (request) => {
      if (request.isNavigationRequest()) trips += 1;
    });
    await page.getByText("语言 · 显示").click();
    await page.getByRole("button", { name: "深色" }).click();
    assert.equal(
      await page.evaluate(() => getComputedStyle(document.body).backgroundColor),
      "rgb(21, 23, 26)",
    );
    assert.equal(trips, 0);
    await page.reload();
    assert.equal(await page.getAttribute("html", "data-theme"), "dark");
  });
});

test("the error summary has the focus, and its link leads to the field with the label in view", async () => {
  await visit("/kit", async (page) => {
    assert.equal(await page.evaluate(() => document.activeElement?.id), "errors");
    await page.getByRole("link", { name: /一次最多预约/ }).click();
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "size");
    assert.ok(await page.getByText("来几位", { exact: true }).isVisible());
    const top = await page
      .getByText("来几位", { exact: true })
      .evaluate((label) => label.getBoundingClientRect().top);
    assert.ok(top >= 0 && top < 400, `label at ${top}`);
  });
});

test("at the desk the slash goes to the command field, but not out of a field", async () => {
  await visit("/kit/desk", async (page) => {
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "q");
    await page.keyboard.type("a/b");
    assert.equal(await page.inputValue("#q"), "a/b");
  });
});

test("a missing page says so kindly, with its status and ways on", async () => {
  const answer = await fetch(`${address}/nowhere`);
  assert.equal(answer.status, 404);
  const html = await answer.text();
  assert.match(html, /没有找到这个页面/);
  assert.match(html, /href="\/search"/);
});

test("no part writes a style attribute: the policy would drop it", async () => {
  for (const path of ["/kit", "/kit/home", "/kit/desk", "/kit/city"]) {
    assert.doesNotMatch(await (await fetch(address + path)).text(), /<[^>]+ style="/, path);
  }
});

test("a page in Uyghur marks what stands there in Chinese", async () => {
  const html = await (await fetch(`${address}/kit/home?lang=ug`)).text();
  assert.match(html, /<html lang="ug" dir="rtl"/);
  assert.match(html, /<span lang="zh-CN" dir="ltr">/);
});

test("the styles of all shells together stay under 20 KB compressed", async () => {
  const html = await (await fetch(`${address}/kit`)).text();
  const sheets = [...html.matchAll(/href="(\/assets\/[^"]+\.css)"/g)].map(([, href]) => href);
  const desk = await (await fetch(`${address}/kit/desk`)).text();
  sheets.push(...[...desk.matchAll(/href="(\/assets\/desk[^"]+\.css)"/g)].map(([, href]) => href));
  let bytes = 0;
  for (const href of sheets) {
    const answer = await fetch(address + href, { headers: { "accept-encoding": "gzip" } });
    bytes += Number(answer.headers.get("content-length") ?? Number.NaN);
  }
  assert.ok(sheets.length === 2 && bytes < 20_000, `${sheets.length} sheets, ${bytes} bytes`);
});
