/** See e2e/stories/a-reader-finds.md. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { cityAndBrowser } from "./city-and-browser.ts";
import { mainText, phone, plain } from "./people.ts";

const { running, browser } = await cityAndBrowser();

test("a reader finds a traditional, a Uyghur and a Russian book, and where each stands", {
  timeout: 120_000,
}, async () => {
  const page = await (await browser.newContext({ ...plain, ...phone })).newPage();
  const isNarrow = async () => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 360, `${page.url()} is ${wide} px wide on a phone of 360`);
  };
  const ask = async (words: string) => {
    await page.goto(`${running.url}/catalogue`);
    await page.locator("main input[name=q]").fill(words);
    await page.getByRole("button", { name: "检索" }).click();
    await isNarrow();
  };
  for (const [typed, title, lang] of [
    ["红楼梦", "紅樓夢", null],
    ["قۇتادغۇ بىلىك", "قۇتادغۇ بىلىك", "ug"],
    ["война и мир", "Война и мир", "ru"],
  ] as const) {
    await ask(typed);
    const hit = page.getByRole("list", { name: "检索结果" }).getByRole("link", { name: title, exact: true });
    assert.equal(await hit.getAttribute("lang"), lang);
    await hit.click();
    assert.equal(await page.locator("h1").textContent(), title);
    const where = await page.locator("#where").textContent();
    assert.match(where ?? "", /图书馆|书屋/);
    assert.match(where ?? "", /I\d+\.\d+\/\d+/, "the shelf by its call number");
    assert.match(where ?? "", /在架 \d+/);
    const { pathname } = new URL(page.url());
    const address = await page.locator("head link[rel=canonical]").getAttribute("href");
    assert.ok(address?.startsWith("http") && address.endsWith(pathname), `${address}`);
    const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? "");
    assert.deepEqual([data["@id"], data.url], [address, address]);
    assert.match(
      (await page.locator("meta[name=description]").getAttribute("content")) ?? "",
      /(19|20)\d\d。.*在架/,
      "when it came out and whether it can be had",
    );
    await isNarrow();
  }
  await ask("周树人");
  assert.match(await mainText(page), /一并找了：[^\n]*鲁迅/);
  assert.match(await mainText(page), /呐喊/);

  await page.goto(`${running.url}/lists`);
  await page.getByRole("link", { name: "冬夜长读" }).click();
  assert.match(await mainText(page), /Война и мир[\s\S]*在架 \d+ 册[\s\S]*图书馆/);
  await isNarrow();
});
