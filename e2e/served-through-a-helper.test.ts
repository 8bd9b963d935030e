/** See e2e/stories/a-grandmother-is-served-through-a-helper.md. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { aCardNumber } from "#people/testing";
import { cityAndBrowser } from "./city-and-browser.ts";
import { atDesk, claimPlaces, codeFor, doorOpens, mainText, phone, signIn, soonSession } from "./people.ts";

const { running, browser } = await cityAndBrowser();

const her = { name: "帕提古丽·艾山", phone: "13900008001", card: aCardNumber() };
const neighbour = { name: "努尔古丽", card: aCardNumber({ born: "1948-05-01" }) };
const helper = "13900008002";
const otherHelper = "13900008003";

/** Nothing of the helper's doings needs a script. */
async function helperSignedIn(number: string): Promise<Page> {
  const page = await signIn(
    running,
    await browser.newContext({ ...phone, javaScriptEnabled: false }),
    number,
  );
  await page.goto(`${running.url}/my/account`);
  await page.fill("input[name=name]", "李志愿");
  await page.click("main form:has(input[name=name]) button[type=submit]");
  await page.waitForURL(/saved/);
  return page;
}

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();

const actFor = (page: Page, name: string) =>
  page
    .getByRole("form", { name: `替 ${name} 办理` })
    .getByRole("button")
    .click();

/** The person's page at the counter, found by what they hold out. */
async function found(clerk: Page, sign: string): Promise<string> {
  await clerk.goto(`${running.url}/desk/identity`);
  await clerk.fill("input[name=sign]", sign);
  await clerk.keyboard.press("Enter");
  await clerk.waitForURL(/\/desk\/identity\/[0-9a-f-]{36}/);
  return clerk.url();
}

async function tick(page: Page, ...names: string[]): Promise<void> {
  for (const name of names) await page.locator(`main form:visible input[name=${name}]`).first().check();
}

test("a grandmother is served through a helper", { timeout: 180_000 }, async () => {
  const { event, session, offer, title } = await soonSession(running, 2);
  const his = await helperSignedIn(helper);

  // Her plain phone gets the code, and she tells it to him.
  await his.goto(`${running.url}/my/family`);
  await his.fill("input[name=phone]", her.phone);
  await press(his, "发验证码给对方");
  await his.waitForSelector("input[name=code]");
  await his.fill("input[name=code]", await codeFor(running, her.phone));
  await press(his, "确认");
  await his.waitForURL(/help/);
  assert.match(await mainText(his), /对方已同意您代办/);

  // The clerk of the community finds her by her number and reads her card.
  const clerk = await atDesk(running, browser, "chengnan");
  await found(clerk, her.phone);
  assert.match(await mainText(clerk), /李志愿帮办员/);
  await clerk.fill("#show input[name=number]", her.card);
  await clerk.fill("#show input[name=name]", her.name);
  await clerk.check("#show input[name=seen]");
  await clerk.check("#show input[name=consent]");
  await clerk.click("#show button[type=submit]");
  await clerk.waitForURL(/shown/);
  assert.match(await mainText(clerk), /已向工作人员出示证件/);

  await his.goto(`${running.url}/my/family`);
  await actFor(his, her.name);
  await his.waitForURL(/\/my$/);
  assert.ok((await mainText(his)).includes(her.name));
  await his.goto(`${running.url}/events/${event}?session=${session}`);
  await claimPlaces(his, 1);
  for (const closed of ["/my/messages", "/my/pass", "/my/export", "/my/acts"]) {
    const response = await his.goto(`${running.url}${closed}`);
    assert.equal(response?.status(), 403, closed);
  }

  // At the door her card is looked at and her name picked from the list.
  await doorOpens(running, offer);
  const door = await atDesk(running, browser, "ju-manager");
  await door.goto(`${running.url}/desk/door/${offer}`);
  await door.locator(".person-row", { hasText: her.name }).getByRole("button").click();
  await door.waitForSelector("main [role=status]");
  assert.match(await mainText(door), /已签到 1 人/);

  // What he did, printed for her.
  await found(clerk, her.card);
  await clerk.click("text=代为办理的记录");
  await clerk.waitForURL(/\/acts/);
  await tick(clerk, "seen");
  await press(clerk, "显示记录");
  await clerk.waitForSelector("main table");
  const rows = await clerk.locator("main tbody tr").allTextContents();
  assert.ok(rows.length >= 2);
  for (const row of rows) assert.match(row, /李志愿.*帕提古丽·艾山/);
  assert.match(rows.join("\n"), /替您预约了活动/);

  // She wants no more of it.
  await found(clerk, her.card);
  await clerk.click("text=登记书面同意、终止关系");
  await clerk.waitForURL(/\/agents/);
  await clerk.click("main summary");
  await clerk.locator("main details input[name=reason]").fill("本人不再需要");
  await tick(clerk, "seen");
  await clerk.locator("main details button[type=submit]").click();
  await clerk.waitForURL(/ended/);
  assert.match(await mainText(clerk), /没有人可以替这位居民办理/);
  await his.goto(`${running.url}/my`);
  assert.match(await mainText(his), /登录/, "the open session is nobody's now");
  // Another code may be asked for after a minute: it has passed.
  await running.city.db.run`update people.code_sent set made_at = made_at - interval '2 minutes'`;
  const again = await signIn(running, await browser.newContext(phone), helper);
  await again.goto(`${running.url}/my/messages`);
  assert.match(await mainText(again), /帕提古丽·艾山 之间的代办关系已在服务点终止，理由：本人不再需要/);
  await again.goto(`${running.url}/my/family`);
  assert.ok(!(await mainText(again)).includes(her.name));
  const { count } = await running.city.db.one<{ count: number }>`
    select count(*)::int as count from booking.claim where offer_id = ${offer} and state = 'checked-in'`;
  assert.ok(count >= 1, `she was at ${title}`);
});

test("a neighbour without any phone agrees on paper, and nobody helps themself", {
  timeout: 120_000,
}, async () => {
  const his = await helperSignedIn(otherHelper);
  await his.goto(`${running.url}/my/family`);
  await his.fill("input[name=phone]", otherHelper);
  await press(his, "发验证码给对方");
  await his.waitForSelector("main [role=alert], main .error-summary");
  assert.match(await mainText(his), /这是您自己的手机号/);

  const clerk = await atDesk(running, browser, "chengnan");
  await clerk.goto(`${running.url}/desk/identity`);
  await clerk.fill("input[name=sign]", neighbour.card);
  await clerk.keyboard.press("Enter");
  await clerk.waitForSelector("#register");
  await clerk.fill("#register input[name=name]", neighbour.name);
  await clerk.check("#register input[name=seen]");
  await clerk.check("#register input[name=consent]");
  await clerk.click("#register button[type=submit]");
  await clerk.waitForURL(/registered/);
  await clerk.click("text=登记书面同意、终止关系");
  await clerk.waitForURL(/\/agents/);
  await clerk.fill("#paper input[name=helper]", otherHelper);
  await clerk.fill("#paper input[name=paper]", "2026-城南-7");
  const inHalfAYear = new Date(Date.now() + 180 * 86_400_000).toISOString().slice(0, 10);
  await clerk.fill("#paper input[name=through]", inHalfAYear);
  await clerk.check("#paper input[name=seen]");
  await clerk.click("#paper button[type=submit]");
  await clerk.waitForURL(/noted/);
  assert.match(await mainText(clerk), /李志愿/);

  await his.goto(`${running.url}/my/family`);
  await actFor(his, neighbour.name);
  await his.waitForURL(/\/my$/);
  assert.ok((await mainText(his)).includes(neighbour.name));
});
