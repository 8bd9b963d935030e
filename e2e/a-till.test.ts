/** See e2e/stories/a-till.md. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { faultsOf } from "./axe.ts";
import { cityAndBrowser } from "./city-and-browser.ts";
import { looksWell } from "./looks.ts";
import { atDesk, mainText, phone, plain, signIn } from "./people.ts";

const { running, browser } = await cityAndBrowser();
const { db } = running.city;

const card = "65020000003";
const wide = { locale: "zh-CN", viewport: { width: 1440, height: 900 } };

async function shelf() {
  const { id: placeId } = await db.one<{ id: string }>`
    select i.place_id as id from library.item i join places.facility p on p.id = i.place_id
     where p.name = '克拉玛依市图书馆' group by i.place_id`;
  const some = (status: string) => db.many<{ barcode: string }>`
    select barcode from library.item where place_id = ${placeId} and status = ${status} and away is null order by barcode desc limit 8`;
  const free = (await some("available")).map(({ barcode }) => barcode);
  const [{ barcode: kept } = { barcode: "" }] = await some("reference");
  return { placeId, free, kept };
}

/** As a scanner does it: fast signs, then Enter; whatever has the focus. */
async function scan(page: Page, said: string): Promise<void> {
  await page.keyboard.type(said);
  await page.keyboard.press("Enter");
}

const last = async (page: Page, outcome: string) =>
  (await page.locator(`main .till-last[data-outcome=${outcome}]`).textContent()) ?? "";

async function tillOf(placeId: string, how: object): Promise<Page> {
  const page = await atDesk(running, browser, "lib-desk", how);
  await page.goto(`${running.url}/desk/till?place=${placeId}`);
  await page.locator("main input[name=scan]:focus").waitFor();
  return page;
}

test("card, three books, one refused with its reason, all renewed, one undone, the end; then all come back", {
  timeout: 180_000,
}, async () => {
  const { placeId, free, kept } = await shelf();
  const [one = "", two = ""] = free;
  const page = await tillOf(placeId, wide);
  await page.waitForLoadState("networkidle");
  await scan(page, card);
  assert.match(await last(page, "reader"), /可以借/);
  await page.locator("section.till-reader").waitFor();
  await scan(page, one);
  assert.match(await last(page, "lent"), /借出[\s\S]*到期/);
  await scan(page, two);
  await page.locator(`main .till-loans [data-loan=${two}]`).waitFor();
  // This machine may have no Han letters: those of titles that came later are fetched.
  await page.waitForFunction(() =>
    [...document.fonts].some(
      ({ family, unicodeRange, status }) =>
        family.includes("Wenmai Hei") && unicodeRange !== "U+0-10FFFF" && status === "loaded",
    ),
  );
  await scan(page, kept);
  assert.match(await last(page, "refused"), /只在馆内看/);
  assert.deepEqual(await faultsOf(page), []);
  // The desk's own command field has `/`; here the till has it.
  await page.locator("main button", { hasText: "全部续借" }).focus();
  await page.keyboard.press("/");
  assert.equal(await page.locator("main input[name=scan]:focus").count(), 1);
  await page.keyboard.press("F2");
  assert.match(await last(page, "all-renewed"), /续借/);
  await page.keyboard.press("F8");
  await last(page, "undone");
  const lent = async () =>
    (
      await db.many<{ barcode: string }>`
        select i.barcode from library.loan l join library.item i on i.id = l.item_id where i.barcode = any(${[one, two, kept]}::text[])`
    ).map(({ barcode }) => barcode);
  assert.deepEqual(await lent(), [one]);
  await page.keyboard.press("Escape");
  await last(page, "ended").catch(() => "");
  await page.locator("section.till-reader").waitFor({ state: "detached" });
  assert.ok(!(await mainText(page)).includes(one), "nothing of the reader is left");
  await scan(page, one);
  assert.match(await last(page, "returned"), /还回[\s\S]*上架/);
  assert.deepEqual(await lent(), []);
  await scan(page, two);
  // It was undone: nobody had it.
  await page.waitForSelector("main .till-last:has-text('没有借出记录')");
  await scan(page, "NOBODY-1");
  assert.match(await last(page, "refused"), /不认识“NOBODY-1”/);
  await looksWell(page);
});

test("with the line broken and the page loaded again all is done once, in order", {
  timeout: 180_000,
}, async () => {
  const { placeId, free } = await shelf();
  const [, , three = "", four = ""] = free;
  const page = await tillOf(placeId, { locale: "zh-CN", ...phone });
  await page.waitForLoadState("networkidle");
  let way: "open" | "broken" | "lost" = "broken";
  await page.route("**/api/library/till/**", async (route) => {
    if (way === "broken") return route.abort();
    if (way === "lost" && route.request().url().endsWith("/loans")) {
      way = "open";
      await route.fetch();
      return route.abort();
    }
    return route.continue();
  });
  await scan(page, card);
  await scan(page, three);
  await scan(page, four);
  await page.waitForSelector("main .notice:has-text('还有 3 个没送到')");
  await page.reload();
  await page.waitForSelector("main .notice:has-text('还有 3 个没送到')");
  way = "lost";
  await page.locator(`main .till-loans [data-loan=${four}]`).waitFor();
  const loans = await db.many<{ barcode: string; number: string }>`
    select i.barcode, c.number from library.loan l join library.item i on i.id = l.item_id join library.card c on c.subject = l.subject
     where i.barcode = any(${[three, four]}::text[])`;
  assert.deepEqual(
    loans.map(({ barcode, number }) => `${barcode} ${number}`).toSorted(),
    [`${three} ${card}`, `${four} ${card}`].toSorted(),
  );
  const screen = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(screen <= 360, `${screen} px wide on a phone of 360`);
  await scan(page, "*");
  await page.locator("section.till-reader").waitFor({ state: "detached" });
  for (const barcode of [three, four]) await scan(page, barcode);
  await page.waitForSelector("main .till-lines li[data-line=returned]:nth-child(2)");
});

test("on a slow line what is scanned behind a reader's end is seen, a key takes back what was scanned last, and a refused card ends who stood there", {
  timeout: 180_000,
}, async () => {
  const { placeId, free } = await shelf();
  const [, , , , , six = "", seven = ""] = free;
  const page = await tillOf(placeId, wide);
  await page.waitForLoadState("networkidle");
  await page.route("**/api/library/till/**", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.continue();
  });
  await scan(page, card);
  await scan(page, six);
  await page.locator(`main .till-loans [data-loan=${six}]`).waitFor();
  await scan(page, seven);
  await page.keyboard.press("F8");
  await scan(page, "*");
  await scan(page, card);
  await scan(page, "NOBODY-2");
  assert.match(await last(page, "refused"), /不认识“NOBODY-2”/);
  await page.locator(`main .till-loans [data-loan=${six}]`).waitFor();
  assert.equal(await page.locator(`main .till-loans [data-loan=${seven}]`).count(), 0);
  assert.equal(await page.locator("main .till-lines li[data-line=reader]").count(), 1);
  await db.run`update library.card set state = 'lost' where number = '65020000002'`;
  await scan(page, "65020000002");
  await scan(page, six);
  // Whose it was is not lent it again: it came back.
  assert.match(await last(page, "returned"), /还回/);
  await db.run`update library.card set state = 'active' where number = '65020000002'`;
});

test("without script the till is a form", { timeout: 120_000 }, async () => {
  const { placeId, free } = await shelf();
  const [, , , , five = ""] = free;
  const page = await tillOf(placeId, { ...plain, ...phone });
  await scan(page, card);
  assert.match(await last(page, "reader"), /可以借/);
  await scan(page, five);
  assert.match(await last(page, "lent"), /到期/);
  assert.ok(!page.url().includes(card));
  await scan(page, "*");
  assert.match(await last(page, "ended"), /读者已结束/);
  await scan(page, five);
  assert.match(await last(page, "returned"), /上架/);
});

test("a reader sees at home what they have, renews, keeps a list of what they read and gives it up", {
  timeout: 120_000,
}, async () => {
  const context = await browser.newContext({ locale: "zh-CN", ...phone });
  const page = await signIn(running, context, "19900000001");
  assert.match(await mainText(page), /等 4 册/);
  await page.goto(`${running.url}/my/loans`);
  assert.match(await mainText(page), /还有 2 天/);
  await looksWell(page);
  await page.getByRole("button", { name: "全部续借" }).click();
  assert.match(await mainText(page), /续借了 \d 册/);
  await page.getByRole("button", { name: "开始记" }).click();
  await page.waitForURL(/history=began/);
  assert.match(await mainText(page), /正在记您读过的书/);
  const { placeId } = await shelf();
  const { barcode, title } = await db.one<{ barcode: string; title: string }>`
    select i.barcode, r.title from library.loan l join library.item i on i.id = l.item_id join library.record r on r.id = i.record_id
      join library.card c on c.subject = l.subject where c.number = '65020000001' order by i.barcode limit 1`;
  const desk = await tillOf(placeId, wide);
  await desk.waitForLoadState("networkidle");
  await scan(desk, barcode);
  await last(desk, "returned");
  await page.goto(`${running.url}/my/loans`);
  assert.ok((await mainText(page)).includes(`${title}`));
  await page.locator("summary", { hasText: "不再记，全部删除" }).click();
  assert.match(await mainText(page), /已记下的 1 本会马上删除/);
  await page.getByRole("button", { name: "不再记，全部删除" }).click();
  await page.waitForURL(/history=ended/);
  assert.equal((await db.many`select 1 from library.reading`).length, 0);
});
