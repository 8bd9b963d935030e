/** See e2e/stories/a-fee.md. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { cityAndBrowser } from "./city-and-browser.ts";
import { looksWell } from "./looks.ts";
import { atDesk, mainText, phone, signIn } from "./people.ts";

const { running, browser } = await cityAndBrowser();
const { db } = running.city;
const wide = { locale: "zh-CN", viewport: { width: 1440, height: 900 } };
const card = "65020000001";

/** His loans, the first made by a rule that takes money and twelve days late: a rule of no house, so that nobody else's loan is made by it. */
async function hisLoans() {
  const rule = "0198c0de-0000-7000-8000-00000000f0e1";
  const { terms } = await db.one<{ terms: object }>`
    select terms from library.loan_rule where terms is not null order by owner_path limit 1`;
  const fee = { late: { kind: "fee", fenPerDay: 20, mostFen: 2000 }, lateCounts: "all-days", graceDays: 0 };
  const { id: house } = await db.one<{ id: string }>`
    select organisation_id as id from library.loan_rule order by owner_path limit 1`;
  await db.run`
    insert into library.loan_rule (id, version, organisation_id, org_path, owner_path, since, terms, basis, set_at)
    values (${rule}, 1, ${house}, 'nowhere.', 'nowhere.', '2026-01-01', ${JSON.stringify({ ...terms, ...fee })}::jsonb, '按天收费（测试）', now())`;
  const loans = await db.many<{ id: string; barcode: string; title: string }>`
    select l.id, i.barcode, r.title from library.loan l join library.card c on c.subject = l.subject join library.item i on i.id = l.item_id
      join library.record r on r.id = l.record_id where c.number = ${card} order by l.due_on, l.id`;
  const [late, lost, here] = loans;
  if (!late || !lost || !here) throw new Error("he has three books");
  const { today } = await db.one<{
    today: string;
  }>`select (now() at time zone 'Asia/Shanghai')::date::text as today`;
  await db.run`update library.loan set rule_id = ${rule}, due_on = ${today}::date - 12 where id = ${late.id}`;
  await db.run`update library.item set price_fen = 3280 where barcode = ${lost.barcode}`;
  const { placeId } = await db.one<{
    placeId: string;
  }>`select id as place_id from places.facility where name = '克拉玛依市图书馆'`;
  return { late, lost, here, placeId };
}

async function scan(page: Page, said: string): Promise<void> {
  await page.keyboard.type(said);
  await page.keyboard.press("Enter");
}

const last = async (page: Page, outcome: string) =>
  (await page.locator(`main .till-last[data-outcome=${outcome}]`).textContent()) ?? "";

test("late, owed, paid, on paper; lost and found; counted in the evening", { timeout: 240_000 }, async () => {
  const { late, lost, here, placeId } = await hisLoans();
  const page = await atDesk(running, browser, "lib-desk", wide);
  const till = async () => {
    await page.goto(`${running.url}/desk/till?place=${placeId}`);
    await page.locator("main input[name=scan]:focus").waitFor();
    await page.waitForLoadState("networkidle");
  };
  await till();
  await scan(page, late.barcode);
  assert.match(await last(page, "returned"), /晚了 \d+ 天[\s\S]*应付 2\.4 元/);
  await scan(page, card);
  await last(page, "reader");
  assert.match((await page.locator("section.till-reader").textContent()) ?? "", /欠 2\.4 元/);
  await page.locator("section.till-reader a", { hasText: "结清" }).click();
  await page.getByRole("button", { name: "结清并出收据" }).waitFor();
  assert.ok((await mainText(page)).includes(late.title), "owed, it is known for what");
  await looksWell(page);
  await page.getByRole("button", { name: "结清并出收据" }).click();
  await page.waitForURL(/\/desk\/fees\/[0-9a-f-]+/);
  const paper = await mainText(page);
  assert.match(paper, /已收 2\.40 元[\s\S]*收据[\s\S]*\d{8}-\d{4}[\s\S]*逾期/);
  assert.ok(!paper.includes(late.title), "paid, nothing says for which book");
  await looksWell(page);
  await page.emulateMedia({ media: "print" });
  const slip = await page.locator(".slip").evaluate((one) => one.getBoundingClientRect().width);
  assert.ok(slip <= (80 / 25.4) * 96, `${slip} px on a slip of 80 mm`);
  assert.ok(!(await page.getByRole("button", { name: "作废这一单" }).isVisible()));
  await page.emulateMedia({ media: "screen" });

  const home = await signIn(running, await browser.newContext({ locale: "zh-CN", ...phone }), "19900000001");
  await home.goto(`${running.url}/my/fees`);
  assert.match(await mainText(home), /不欠费[\s\S]*2\.40 元[\s\S]*已付/);
  assert.ok(!(await mainText(home)).includes(late.title));
  await home.goto(`${running.url}/my/loans`);
  const book = home.locator("li.card", { has: home.locator(`[value="${lost.id}"]`) });
  await book.locator("summary").click();
  await book.getByRole("button", { name: "登记丢失" }).click();
  await home.waitForURL(/done=lost/);
  assert.match(await mainText(home), /已登记丢失/);
  await looksWell(home);
  await home.goto(`${running.url}/my/fees`);
  assert.match(await mainText(home), /37\.80 元[\s\S]*丢失/);
  assert.ok((await mainText(home)).includes(lost.title));
  await looksWell(home);
  await till();
  await page.keyboard.press("Escape");
  await page.locator("section.till-reader").waitFor({ state: "detached" });
  await scan(page, lost.barcode);
  await last(page, "returned");
  await home.goto(`${running.url}/my/fees`);
  assert.match(await mainText(home), /不欠费[\s\S]*找到了，不用付/);

  await page.keyboard.press("F6");
  await last(page, "mode");
  await scan(page, lost.barcode);
  assert.match(await last(page, "used"), /计一册次[\s\S]*今天第 1 次/);
  await scan(page, here.barcode);
  await page.waitForSelector("main .till-last:has-text('这一册借出了')");

  await page.goto(`${running.url}/desk/fees?place=${placeId}`);
  assert.match(await mainText(page), /应有现金 2\.40 元/);
  await page.fill("main input[name=countedFen]", "2");
  await page.getByRole("button", { name: "记下点款" }).click();
  await page.locator("main .field-error").waitFor();
  await page.fill("main input[name=difference]", "找零少收四角");
  await page.getByRole("button", { name: "记下点款" }).click();
  await page.waitForURL(/done/);
  assert.match(await mainText(page), /实有 2\.00 元，应有 2\.40 元/);
  await looksWell(page);
  await page.goto(`${running.url}/desk/lending/astray/${here.id}?place=${placeId}`);
  await looksWell(page);

  await home.goto(`${running.url}/my/loans`);
  const other = home.locator("li.card", { has: home.locator(`[value="${here.id}"]`) });
  await other.locator("summary").click();
  await other.getByRole("button", { name: "我已经还了" }).click();
  await home.waitForURL(/done=claimed/);
  assert.match(await mainText(home), /说还了，在找/);
  await page.goto(`${running.url}/desk/lending/astray?place=${placeId}`);
  await looksWell(page);
  await page.getByRole("button", { name: "没找到" }).click();
  await page.waitForURL(/done=missed/);
  assert.match(await mainText(page), /找过 1 次，共 3 次/);
  await page.getByRole("button", { name: "找到了" }).click();
  await page.waitForURL(/done=found/);
  assert.match(await mainText(page), /现在没有要找的/);
});
