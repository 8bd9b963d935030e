/** See e2e/stories/a-list-comes-in.md. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { addStaff } from "#people/filling";
import { registerFacility } from "#places/filling";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { demoPassword } from "../seed/filling/people.ts";
import { cityAndBrowser } from "./city-and-browser.ts";
import { atDesk, mainText, plain } from "./people.ts";

const { running, browser } = await cityAndBrowser();

const addresses = ["友谊路 1 号", "友谊路 2 号", "友谊路 3 号"];

/** Three houses of a library, and who manages them. */
function aLibrary() {
  return inTx(running.city.ctx("story"), async (inner) => {
    const library = await anOrganisation(inner, { label: "lists", name: "名册图书馆" });
    for (const [n, address] of addresses.entries())
      await registerFacility(inner, {
        organisationId: library.id,
        divisionCode: "650203001",
        kind: "book-house",
        level: "community",
        demo: true,
        name: `名册书屋${n + 1}`,
        number: `MC-${n + 1}`,
        address,
        phone: "0990-1111111",
      });
    await addStaff(inner, {
      login: "gulnar",
      name: "古丽娜尔·艾山",
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

async function send(page: Page, lines: readonly string[]): Promise<void> {
  await page.goto(`${running.url}/desk/exchange?table=facilities`);
  const content = Buffer.from(`${lines.join("\r\n")}\r\n`);
  await page.setInputFiles("input[type=file]", { name: "名册.csv", mimeType: "text/csv", buffer: content });
  await page.getByRole("button", { name: "上传并检查" }).click();
  await page.waitForURL(/\/desk\/exchange\/[0-9a-f-]{36}$/);
}

test("a list goes out, is changed, checked cell by cell and comes in", { timeout: 180_000 }, async () => {
  await aLibrary();
  const page = await atDesk(running, browser, "gulnar", { ...plain, viewport: { width: 360, height: 800 } });
  const { request } = page.context();

  const out = await request.get(`${running.url}/api/exchange/tables/facilities/rows?format=csv`);
  const [demo = "", head = "", ...rows] = (await out.text()).replace("\uFEFF", "").trim().split("\r\n");
  assert.match(demo, /演示/);
  assert.equal(rows.length, 3);
  const [first = "", second = "", third = ""] = rows;
  const changed = first.replace("0990-1111111", "0990-2222222");
  const emptied = second.replace("友谊路 2 号", "");
  const added = third.replace("MC-3", "MC-4").replace("名册书屋3", "名册书屋4");
  const wrong = third.replace("MC-3", "MC-5").replace("城市书屋", "宫殿");

  await send(page, [head, changed, emptied, added, wrong]);
  const checked = await until(page, /检查完/);
  assert.match(checked, /将更改 2 个单元格/);
  assert.match(checked, /其中 1 个单元格将被清空/);
  assert.match(checked, /电话0990-11111110990-2222222/);
  assert.match(checked, /地址友谊路 2 号清空/);
  assert.match(checked, /没有这种场所类型：宫殿/);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `the page is ${wide} px wide on a phone of 360`);
  if (process.env.SHOTS)
    await page.screenshot({ path: `${process.env.SHOTS}/exchange-360.png`, fullPage: true });
  await page.getByRole("button", { name: "放弃这份文件" }).click();

  await send(page, [head, changed, second, added, wrong]);
  await until(page, /检查完/);
  await page.getByRole("button", { name: /^写入/ }).click();
  const landed = await until(page, /已写入|写入完/);
  assert.match(landed, /没有这种场所类型：宫殿/);
  const report = await request.get(
    `${running.url}${await page.getByRole("link", { name: "下载问题清单（CSV）" }).getAttribute("href")}`,
  );
  assert.match(await report.text(), /名册.csv,5,类型,place.kind-unknown/);
  assert.match(landed, /新增的场所先是草稿/);
  const anyone = await browser.newContext(plain);
  const found = await anyone.newPage();
  await found.goto(`${running.url}/places?q=${encodeURIComponent("名册书屋")}`);
  const seen = await mainText(found);
  assert.match(seen, /名册书屋1/);
  assert.doesNotMatch(seen, /名册书屋4/);
  await page.goto(`${running.url}/desk/publishing`);
  assert.match(await mainText(page), /名册书屋4/);

  await send(page, [head, changed, second, added]);
  assert.match(await until(page, /检查完/), /没有新的内容|没有变化/);
});
