/** See e2e/stories/a-credit-card.md. Nobody here has script, and the phone is 360 px wide. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { checkOut } from "#library/filling";
import { aCardNumber } from "#people/testing";
import { inTx } from "#platform/ctx";
import { cityAndBrowser } from "./city-and-browser.ts";
import { atDesk, mainText, plain, signIn } from "./people.ts";

const { running, browser } = await cityAndBrowser();

const phone = "13900007007";
const name = "李读者";
const press = (page: Page, text: RegExp) => page.getByRole("button", { name: text }).click();

/** Loads the page again until its text is there: a job asks the provider, and news is delivered after. */
async function untilSaid(page: Page, text: RegExp): Promise<void> {
  for (let waited = 0; waited < 20_000 && !text.test(await mainText(page)); waited += 200) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    await page.reload();
  }
  assert.match(await mainText(page), text);
}

/** Nothing stands out to the side. */
async function fits(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `${page.url()} is ${wide} px wide`);
}

test("documents shown, a card, credit, a book; credit gone, the book stays", {
  timeout: 240_000,
}, async () => {
  const number = aCardNumber({ born: "1990-05-04" });
  const reader = await signIn(
    running,
    await browser.newContext({ ...plain, viewport: { width: 360, height: 740 } }),
    phone,
  );
  await reader.goto(`${running.url}/my`);
  await reader.locator("main").getByRole("link", { name: "读者证" }).click();
  assert.match(await mainText(reader), /身份核验级别 0，办证要 2/);
  await shownAtDesk(number);

  await reader.goto(`${running.url}/my/reader`);
  assert.match(await mainText(reader), /身份已核验[\s\S]*没有担保[\s\S]*信用[\s\S]*押金/);
  await fits(reader);
  await press(reader, /^办证$/);
  assert.match(await mainText(reader), /请先读规则再勾选/);
  await reader.check("input[name=agrees]");
  await press(reader, /^办证$/);
  await reader.waitForURL(/\?joined/);
  assert.match(
    await mainText(reader),
    /办好了[\s\S]*李读者[\s\S]*卡号 \d{4} \d{4} \d{4}[\s\S]*没有担保，同时可借/,
  );
  await fits(reader);

  await reader.getByRole("link", { name: "问一次信用" }).click();
  await reader.fill("#ask input[name=name]", name);
  await reader.fill("#ask input[name=number]", number);
  await reader.check("#ask input[name=consent]");
  await press(reader, /同意并询问/);
  await reader.waitForURL(/\?asked/);
  await untilSaid(reader, /信用服务机构（演示）答复：符合/);
  await reader.goto(`${running.url}/my/reader`);
  await untilSaid(reader, /凭信用，同时可借[\s\S]*信用：符合/);
  assert.doesNotMatch(await mainText(reader), /\d{3} ?分/);

  const { subject, home } = await running.city.db.one<{ subject: string; home: string }>`
    select r.subject, r.home_id as home from library.reader r join library.guarantee g on g.subject = r.subject and g.way = 'credit'
     where g.ended_at is null order by g.since desc limit 1`;
  const { id } = await running.city.db.one<{ id: number }>`
    select id from library.item where status = 'available' and away is null and place_id is not null limit 1`;
  const lent = await inTx(running.city.ctx("story"), (inner) =>
    checkOut(inner, { subject, itemId: id, placeId: home }),
  );
  const loan = () =>
    running.city.db.one<{ due: string; guarantee: string }>`
      select due_on::text as due, guarantee from library.loan where id = ${lent.loanId}`;
  assert.deepEqual(await loan(), { due: lent.dueOn, guarantee: "credit" });

  await reader.goto(`${running.url}/my/eligibility/deposit-free-lending`);
  await press(reader, /撤回同意/);
  await reader.waitForURL(/\?withdrawn/);
  await reader.goto(`${running.url}/my/messages`);
  await untilSaid(reader, /已借的书和应还日期都不变/);
  await reader.goto(`${running.url}/my/reader`);
  assert.match(await mainText(reader), /没有担保，同时可借[\s\S]*1 册/);
  assert.deepEqual(await loan(), { due: lent.dueOn, guarantee: "credit" });
});

/** 王雪莹 finds the account by its phone and looks at the document. */
async function shownAtDesk(number: string): Promise<void> {
  const clerk = await atDesk(running, browser, "lib-desk", plain);
  await clerk.goto(`${running.url}/desk/identity`);
  await clerk.fill("input[name=sign]", phone);
  await press(clerk, /查找|找/);
  await clerk.waitForURL(/found/);
  await clerk.fill("#show input[name=number]", number);
  await clerk.fill("#show input[name=name]", name);
  await clerk.check("#show input[name=seen]");
  await clerk.check("#show input[name=consent]");
  await clerk.click("#show button[type=submit]");
  await clerk.waitForURL(/shown/);
  await clerk.goto(`${running.url}/desk/readers`);
  await clerk.fill("input[name=sign]", phone);
  await press(clerk, /^查找$/);
  await clerk.waitForURL(/\/desk\/readers\/[0-9a-f-]{36}/);
  assert.match(await mainText(clerk), /还不是读者[\s\S]*办读者证/);
}
