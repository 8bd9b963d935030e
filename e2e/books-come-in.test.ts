/** See e2e/stories/books-come-in-and-are-counted.md. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { aBook, aFile } from "#library/testing";
import { addStaff } from "#people/filling";
import { registerFacility } from "#places/filling";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { demoPassword } from "../seed/filling/people.ts";
import { cityAndBrowser } from "./city-and-browser.ts";
import { atDesk, mainText, plain } from "./people.ts";

const { running, browser } = await cityAndBrowser();

/** A library with one room, and its one manager. */
function aBranch() {
  return inTx(running.city.ctx("story"), async (inner) => {
    const library = await anOrganisation(inner, { label: "shelves", name: "书架图书馆" });
    await registerFacility(inner, {
      organisationId: library.id,
      divisionCode: "650203001",
      kind: "book-house",
      level: "community",
      demo: true,
      name: "书架书屋",
      number: "SJ-1",
      address: "友谊路 9 号",
    });
    await addStaff(inner, {
      login: "ayxa",
      name: "阿依夏·买买提",
      organisation: library.id,
      role: "manager",
      password: demoPassword,
    });
  });
}

/** Waits for the worker; the page is loaded anew as the browser without script does when asked. */
async function until(page: Page, said: RegExp): Promise<string> {
  for (let n = 0; n < 100; n++) {
    const text = await mainText(page);
    if (said.test(text)) return text;
    await page.waitForTimeout(200);
    await page.reload();
  }
  throw new Error(`the page never said ${said}: ${await mainText(page)}`);
}

async function isNarrow(page: Page, shot: string): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `${page.url()} is ${wide} px wide on a phone of 360`);
  if (process.env.SHOTS)
    await page.screenshot({ path: `${process.env.SHOTS}/${shot}-360.png`, fullPage: true });
}

/** Each is found by its kind, put right in the list or in the editor, or said to be right; what was said can be taken back. */
async function worksThroughFindings(page: Page, batch: string): Promise<void> {
  await page.getByRole("link", { name: "ISBN 不对", exact: true }).click();
  await isNarrow(page, "findings");
  const open = page.locator("#open");
  const edit = await open.getByRole("link", { name: /^打开编辑/ }).getAttribute("href");
  assert.match(edit ?? "", /\/desk\/catalogue\/records\/\d+\/edit\?field=020$/);
  const wrong = async (isbn: string) => {
    await open
      .locator("details:not([open]) > summary", { hasText: "改正 ISBN" })
      .click({ timeout: 2000 })
      .catch(() => undefined);
    await open.getByLabel("正确的 ISBN").fill(isbn);
    await open.getByRole("button", { name: "保存" }).click();
  };
  await wrong("9787020002201");
  await page.getByText("这个 ISBN 不对：要 10 位或 13 位，校验位相符").first().waitFor();
  await wrong("9787020002207");
  await open.getByText("都处理完了").waitFor();

  await page.goto(batch);
  const kinds = page.getByRole("region", { name: /^疑点/ }).first();
  await kinds.getByRole("button", { name: "这一类都没问题 条码已经属于另一条记录" }).click();
  await page.waitForURL(batch);
  await kinds.getByRole("button", { name: /^重新打开 1 处/ }).click();
  await page.waitForURL(/barcode-taken/);
  await open.getByRole("button", { name: /^没问题/ }).click();
  await open.getByText("都处理完了").waitFor();

  const href = await page.getByRole("link", { name: "下载疑点清单（CSV）" }).getAttribute("href");
  const sheet = await (await page.context().request.get(`${running.url}${href}`)).text();
  assert.match(sheet, /书架上的第一本,020,\d+,ISBN 不对,9787020002200,原样保留,已改正,\d+/);
  await page.goto(batch);
}

test("books come in with a fault, are mended, labelled, counted and taken back", {
  timeout: 240_000,
}, async () => {
  await aBranch();
  const page = await atDesk(running, browser, "ayxa", { ...plain, viewport: { width: 360, height: 800 } });

  const good = await aFile(
    aBook("sj1", "书架上的第一本", "020   $a9787020002200\n949   $iSJ001$aI25/1$mNORTH"),
    aBook("sj2", "书架上的第二本", "949   $iSJ002$aI25/2$mNORTH\n949   $iSJ001$mNORTH"),
    aBook("sj1", "号码抄错的书", "949   $iSJ003$aI25/3$mNORTH"),
  );
  const broken = "00072nam a2200049   4500245xxxxxxxxx900xxxxxxxxx\x1e10\x1faBroken but here\x1e\x1d";
  await page.goto(`${running.url}/desk/catalogue/batches`);
  await page.setInputFiles("input[type=file]", {
    name: "province.mrc",
    mimeType: "application/marc",
    buffer: Buffer.concat([good, Buffer.from(broken)]),
  });
  await page.getByLabel("导入方案").selectOption("sirsi-949");
  await isNarrow(page, "batches");
  await page.getByRole("button", { name: "试读" }).click();
  await page.waitForURL(/\/desk\/catalogue\/batches\/[0-9a-f-]{36}$/);
  const batch = page.url();
  const checked = await until(page, /试读完毕/);
  assert.match(checked, /会新增2/);
  assert.match(checked, /不能收2/);
  // What is wrong is told with record, field and value, before anything is kept.
  assert.match(checked, /书架上的第一本020ISBN 不对：9787020002200/);
  assert.match(checked, /条码已经属于另一条记录：SJ001 （本文件里第 1 条也是）/);
  assert.match(checked, /控制号与本文件前面的另一种书相同 （本文件里第 1 条也是）/);
  await page.getByRole("definition").filter({ hasText: /^2$/ }).first().getByRole("link").click();
  assert.match(await mainText(page), /1书架上的第一本–2书架上的第二本/);
  await isNarrow(page, "batch-records");
  await page.goto(batch);
  await page.getByLabel(/馆藏地代码 NORTH/).selectOption({ label: "书架书屋" });
  await page.getByRole("button", { name: "再试读一遍" }).click();
  await until(page, /试读完毕/);
  assert.doesNotMatch(await mainText(page), /NORTH/);
  await isNarrow(page, "batch");

  await page.getByRole("button", { name: /^入库 2 条/ }).click();
  await until(page, /入库完毕/);
  await worksThroughFindings(page, batch);

  const refused = page.getByRole("region", { name: /没有收的记录/ });
  await refused.getByRole("link", { name: "3", exact: true }).click();
  const lines = page.getByLabel("记录内容");
  await page.getByRole("button", { name: "入库", exact: true }).click();
  await page.getByText("这个控制号是本文件里《书架上的第一本》的").waitFor();
  await lines.fill((await lines.inputValue()).replace("001 sj1", "001 sj4"));
  await page.getByRole("button", { name: "入库", exact: true }).click();
  await page.waitForURL(batch);
  assert.match(await mainText(page), /新增3/);

  await refused.getByRole("link", { name: "4", exact: true }).click();
  await isNarrow(page, "refused");
  assert.match(await page.getByLabel("记录内容").inputValue(), /Broken but here/);
  await page
    .getByLabel("记录内容")
    .fill("LDR 00000nam a2200000   4500\n001 sj3\n003 TEST\n245 10$aBroken but here");
  await page.getByRole("button", { name: "入库", exact: true }).click();
  await page.waitForURL(batch);
  assert.match(await mainText(page), /新增4/);
  // Who comes late to it is told so.
  await page.goto(`${batch}/refused/4/${good.length}`);
  await page.getByText("第 4 条别人刚刚处理了").waitFor();

  await page.goto(`${running.url}/desk/catalogue/shelves`);
  await page.locator("main select[name=place]").selectOption({ label: "书架书屋" });
  await page.getByRole("button", { name: "查看" }).click();
  assert.match(await mainText(page), /SJ001[\s\S]*SJ002/);
  await isNarrow(page, "shelf");
  const href = await page.getByRole("link", { name: "打印书标（PDF）" }).getAttribute("href");
  const labels = await page.context().request.get(`${running.url}${href}`);
  assert.match((await labels.body()).toString("latin1"), /^%PDF/);

  await page.goto(`${running.url}/desk/catalogue/stocktakes`);
  await page.locator("main select[name=placeId]").selectOption({ label: "书架书屋" });
  await page.getByRole("button", { name: "开始清点" }).click();
  await page.waitForURL(/\/desk\/catalogue\/stocktakes\/[0-9a-f-]{36}$/);
  for (const [barcode, said] of [
    ["SJ001", /SJ001《书架上的第一本》在/],
    ["N-77", /N-77 不认识/],
  ] as const) {
    // As a scanner does it: the sign and Enter, into the field that has the focus.
    await page.locator("main :is(input, textarea):focus").waitFor();
    await page.keyboard.type(barcode);
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`barcode=${barcode}`));
    assert.match(await mainText(page), said);
  }
  assert.match(await mainText(page), /已扫 2 册：在 1 册，还差 2 册/);
  await isNarrow(page, "stocktake");
  await page.locator("summary", { hasText: "结束清点" }).click();
  await page.getByRole("button", { name: "结束清点" }).click();
  // More than a tenth was not scanned: it asks, with the list.
  assert.match(await until(page, /有 2 册没有扫到/), /SJ002/);
  await page.getByRole("button", { name: /^确认结束/ }).click();
  assert.match(await until(page, /清点已结束/), /SJ002/);

  await page.goto(batch);
  await page.getByRole("button", { name: "撤销整批" }).click();
  const undone = await until(page, /已撤销/);
  assert.match(undone, /书架上的第二本入库后有人改过/);
  // Its ISBN was put right since.
  assert.match(undone, /书架上的第一本入库后有人改过/);
  assert.doesNotMatch(undone, /Broken but here/);
});
