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
  // The work is one, shown as it was typed; its editions in the other script are on its page.
  await ask("红楼梦");
  await page
    .getByRole("list", { name: "检索结果" })
    .getByRole("link", { name: "红楼梦", exact: true })
    .click();
  await page
    .getByRole("link", { name: /紅樓夢/ })
    .first()
    .click();
  assert.equal(await page.locator("h1").textContent(), "紅樓夢");
  for (const [typed, title, lang] of [
    ["紅樓夢", "紅樓夢", null],
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

  // What is kept to stands above the hits, and one tap takes it off.
  await ask("红楼梦");
  const said = async () => /共 (\d+) 个版本/.exec(await mainText(page))?.[1];
  const all = await said();
  await page.getByText("出版年", { exact: true }).click();
  await page
    .getByRole("link", { name: /^20\d0 年代$/ })
    .first()
    .click();
  assert.notEqual(await said(), all);
  await isNarrow();
  await page.getByRole("link", { name: /^去掉条件：20\d0 年代$/ }).click();
  assert.equal(await said(), all);
  // The tree of classes counts the same hits.
  await page.getByRole("link", { name: "按类看书" }).click();
  assert.match(await mainText(page), new RegExp(`I 文学\\s*${all} 种`));
  await isNarrow();
  // Pinyin leads to the book as it is called.
  await ask("hongloumeng");
  await page.getByRole("link", { name: /^[红紅][楼樓][梦夢]$/ }).click();
  assert.equal(await said(), all);

  await page.goto(running.url);
  await page.getByRole("list", { name: "书单" }).getByRole("link", { name: "冬夜长读" }).click();
  assert.match(await mainText(page), /Война и мир[\s\S]*在架 \d+ 册[\s\S]*图书馆/);
  await isNarrow();
  const picture = await page.locator("meta[property='og:image']").getAttribute("content");
  const shared = await page.request.get(`${running.url}${new URL(picture ?? "").pathname}`);
  assert.equal(shared.headers()["content-type"], "image/png");
  await page.getByRole("link", { name: "海报" }).click();
  assert.match(await mainText(page), /冬夜长读[\s\S]*红楼梦/);
  await isNarrow();
});

test("a reader chooses language, place and class before anything is found, and sees all of many kinds", {
  timeout: 120_000,
}, async () => {
  const page = await (await browser.newContext({ ...plain, ...phone })).newPage();
  await page.goto(`${running.url}/catalogue`);
  // What may be typed is told beside the field, each with a search that uses it.
  await page.getByText("怎样找", { exact: true }).click();
  await page.getByRole("link", { name: "红楼梦 OR 水浒传" }).click();
  assert.match(await mainText(page), /水[浒滸]/);
  await page.goto(`${running.url}/catalogue`);
  await page.getByText("更多条件", { exact: true }).click();
  await page.locator("select[name=language]").selectOption({ label: "维吾尔语" });
  const place = page.locator("select[name=place]");
  assert.ok((await place.locator("option").count()) > 2);
  await page.locator("select[name=class]").selectOption("I");
  await page.getByRole("button", { name: "检索" }).click();
  assert.match(await mainText(page), /قۇتادغۇ بىلىك/);
  assert.equal(
    new URL(page.url()).search,
    "?language=uig&class=I",
    "nothing in the address that was not asked for",
  );
  assert.equal(await page.locator("select[name=language]").inputValue(), "uig");

  await page.goto(`${running.url}/catalogue?language=chi`);
  const kinds = page.getByRole("complementary", { name: "缩小范围" });
  // On a phone the kinds stand below the hits, and a link leads there.
  await page.getByRole("link", { name: /^缩小范围：/ }).click();
  assert.equal(new URL(page.url()).hash, "#kinds");
  const more = kinds.locator("details", { has: page.getByText("分类", { exact: true }) }).first();
  await more.getByText("分类", { exact: true }).click();
  assert.equal(await more.getByRole("link").count(), 8);
  await more.getByText(/^更多（\d+）$/).click();
  assert.ok((await more.getByRole("link").count()) > 8);

  // Some records have a whole page for a title: a list shows its beginning.
  const row = page.getByRole("list", { name: "检索结果" }).getByRole("listitem").first();
  const usual = (await row.boundingBox())?.height ?? 0;
  await row
    .getByRole("heading")
    .getByRole("link")
    .evaluate((title) => {
      title.textContent = "极长的题名".repeat(900);
    });
  const long = (await row.boundingBox())?.height ?? 0;
  assert.ok(long > usual && long < usual + 100, `${long} px instead of ${usual}`);
});

test("a year that is none is told at its field, and what was typed is kept", {
  timeout: 120_000,
}, async () => {
  const page = await (await browser.newContext({ ...plain, ...phone })).newPage();
  const answer = await page.goto(`${running.url}/catalogue?q=红楼梦&from=99`);
  assert.equal(answer?.status(), 400);
  assert.match(await mainText(page), /年份写四位数，从 1000 到 2100/);
  assert.equal(await page.locator("input[name=from]").inputValue(), "99");
  assert.equal(await page.locator("main input[name=q]").inputValue(), "红楼梦");
  await page.locator("input[name=from]").fill("1999");
  await page.getByRole("button", { name: "检索" }).click();
  assert.match(await mainText(page), /红楼梦/);
  assert.equal(await page.locator("main input[name=q]").getAttribute("maxlength"), "200");
});
