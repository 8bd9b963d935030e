/** See e2e/stories/a-mother-books-for-her-child.md. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { notify } from "#people";
import { inTx } from "#platform/ctx";
import { faultsOf } from "./axe.ts";
import { cityAndBrowser } from "./city-and-browser.ts";
import { claimPlaces, mainText, phone, signIn, soonSession } from "./people.ts";

const { running, browser } = await cityAndBrowser();
/** Her session, for the second story. */
let signedIn: Awaited<ReturnType<BrowserContext["storageState"]>>;

const bar = (page: Page) => page.getByRole("region", { name: "代为办理" });

const back = async (page: Page) => {
  await bar(page).getByRole("button", { name: "回到自己的账户" }).click();
  await page.waitForURL(/\/my\/family/);
};

const act = async (page: Page) => {
  await page.goto(`${running.url}/my/family`);
  await page
    .getByRole("form", { name: /^替 艾力 办理$/ })
    .getByRole("button")
    .click();
  await page.waitForURL(/\/my$/);
};

const pressBook = (page: Page) =>
  page.locator("main form:has([name=size]) button[type=submit]").first().click();

test("a mother books for her child", { timeout: 180_000 }, async () => {
  const { event, session, offer } = await soonSession(running, 0);
  const address = `${running.url}/events/${event}?session=${session}`;
  // Nothing of it needs a script.
  const context = await browser.newContext({ ...phone, javaScriptEnabled: false });
  const hers = await signIn(running, context, "13900009001");
  await hers.goto(`${running.url}/my/family`);
  await hers.fill("input[name=name]", "艾力");
  await hers.fill("input[name=born]", "2018-05-20");
  await hers.check("input[name=consent]");
  await hers.click("main form:has(input[name=born]) button[type=submit]");
  await hers.waitForURL(/child/);
  assert.equal(await bar(hers).count(), 0);
  signedIn = await context.storageState();

  const other = await context.newPage();
  await other.goto(address);

  await act(hers);
  assert.match(await mainText(hers), /艾力 还没有预约/);
  for (const path of ["/", "/my", "/my/messages", "/my/account", `/events/${event}`, "/no-such-page"]) {
    await hers.goto(running.url + path);
    assert.match((await bar(hers).textContent()) ?? "", /正在代 艾力 办理/, path);
  }

  // Drawn for herself, pressed while she acts for him.
  await pressBook(other);
  assert.match(await mainText(other), /没有办理：现在是代 艾力 办理/);
  assert.deepEqual(await holders(offer), []);
  assert.match(await mainText(other), /含 艾力，最多/);
  await claimPlaces(other, 1);
  assert.match(await mainText(other), /已为 艾力 预约 1 人/);
  await other.goto(address);
  assert.match(await mainText(other), /已为 艾力 预约 1 人/);
  assert.deepEqual(await holders(offer), ["艾力"]);

  // Drawn for him, pressed when she is herself again.
  await back(hers);
  assert.equal(await bar(hers).count(), 0);
  await other.locator("main summary:has-text('取消预约')").click();
  await other.getByRole("button", { name: "确定取消" }).click();
  assert.match(await mainText(other), /没有办理：现在用的是您自己的账户/);
  assert.deepEqual(await holders(offer), ["艾力"]);
  await other.goto(address);
  assert.doesNotMatch(await mainText(other), /已为|您已预约/);
});

test("what is told to the child is counted under her own messages and read from there", {
  timeout: 60_000,
}, async () => {
  await inTx(running.city.ctx("test"), async (inner) => {
    const child = await inner.db.one<{ subject: string }>`
      select subject from people.account where name = '艾力' and born = '2018-05-20'`;
    await notify(inner, { to: child.subject, key: "act.claim.confirmed", href: "/my" });
  });
  const page = await (await browser.newContext({ ...phone, storageState: signedIn })).newPage();
  await page.goto(`${running.url}/my/messages`);
  assert.match(await mainText(page), /艾力 有 1 条新消息/);
  await page.getByRole("form", { name: "替 艾力 办理" }).getByRole("button").click();
  await page.waitForURL(/\/my\/messages$/);
  assert.match(await mainText(page), /艾力 的消息.*替您预约了活动/s);
  await back(page);
});

test("the bar is reached by keyboard, read from right to left and fits a phone", {
  timeout: 60_000,
}, async () => {
  const page = await (await browser.newContext({ ...phone, storageState: signedIn })).newPage();
  await act(page);
  await page.goto(`${running.url}/my`);
  assert.deepEqual(await faultsOf(page), []);
  await page.goto(`${running.url}/my?dir=rtl`);
  assert.deepEqual(await faultsOf(page, "at how it is set"), []);
  for (let tabs = 0; tabs < 3; tabs++) await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "回到自己的账户");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/my\/family/);
  assert.equal(await bar(page).count(), 0);
});

/** Names of those who hold places on an offer as 艾力 or as his mother, who has none. */
async function holders(offer: string): Promise<(string | null)[]> {
  const rows = await running.city.db.many<{ name: string | null }>`
    select a.name from booking.claim c join people.account a on a.subject = c.subject
     where c.offer_id = ${offer} and c.state = 'confirmed' and (a.name = '艾力' or a.name is null)`;
  return rows.map(({ name }) => name);
}
