/** See e2e/stories/qualified-in-another-way.md. Nobody here has script. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { aCardNumber } from "#people/testing";
import { cityAndBrowser } from "./city-and-browser.ts";
import { atDesk, mainText, plain, signIn } from "./people.ts";

const { running, browser } = await cityAndBrowser();

const phone = "19900000001";
const desk = (login: string) => atDesk(running, browser, login, plain);
const follow = (page: Page, name: RegExp) => page.locator("main").getByRole("link", { name }).click();
const press = (page: Page, name: RegExp) => page.getByRole("button", { name }).click();

/** Loads the page again until its text is there: a job asks the provider. */
async function untilSaid(page: Page, text: RegExp): Promise<void> {
  for (let waited = 0; waited < 20_000 && !text.test(await mainText(page)); waited += 200) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    await page.reload();
  }
  assert.match(await mainText(page), text);
}

async function agreeAndAsk(page: Page, rule: string, typed: { name: string; number: string }): Promise<void> {
  await page.goto(`${running.url}/my/eligibility/${rule}`);
  await page.fill("#ask input[name=name]", typed.name);
  await page.fill("#ask input[name=number]", typed.number);
  await press(page, /同意并询问/);
  assert.match(await mainText(page), /请勾选同意/, "nobody is asked without consent");
  assert.equal(await page.inputValue("#ask input[name=number]"), typed.number, "what was typed is not lost");
  await page.check("#ask input[name=consent]");
  await press(page, /同意并询问/);
  await page.waitForURL(/\?asked/);
}

test("no, explained; an appeal; another way at the desk: yes", { timeout: 180_000 }, async () => {
  const number = aCardNumber({ born: "1990-05-04" });
  const clerk = await desk("lib-desk");
  await clerk.goto(`${running.url}/desk/identity`);
  await clerk.fill("input[name=sign]", phone);
  await press(clerk, /查找|找/);
  await clerk.waitForURL(/found/);
  await clerk.fill("#show input[name=number]", number);
  await clerk.fill("#show input[name=name]", "李不符");
  const seen = async () => {
    await clerk.check("#show input[name=seen]");
    await clerk.check("#show input[name=consent]");
    await clerk.click("#show button[type=submit]");
  };
  await seen();
  // The account has another name: the clerk makes sure that it is the same person, and the registered one stays.
  await clerk.check("#show input[name=otherName][value=keep]");
  await seen();
  await clerk.waitForURL(/shown/);

  const reader = await signIn(
    running,
    await browser.newContext({ ...plain, viewport: { width: 360, height: 740 } }),
    phone,
  );
  await reader.goto(`${running.url}/my/account`);
  await follow(reader, /我的资格/);
  await follow(reader, /免押金借阅/);
  assert.match(await mainText(reader), /为什么要问[\s\S]*信用服务机构（演示）[\s\S]*交押金/);
  await agreeAndAsk(reader, "deposit-free-lending", { name: "李不符", number });
  await untilSaid(reader, /不符合这条规则。我们没有得到、也不保存分数/);
  await reader.fill("#appeal textarea", "我一直按时还书。\n请再看看。");
  await press(reader, /提交申诉/);
  await reader.waitForURL(/\?appealed/);
  assert.match(await mainText(reader), /最晚答复/);

  await follow(clerk, /看资格、登记别的办法/);
  assert.doesNotMatch(await mainText(clerk), /不符合/, "the counter sees no no");
  await follow(clerk, /免押金借阅/);
  await clerk.getByLabel("交押金").check();
  await press(clerk, /^登记$/);
  assert.match(await mainText(clerk), /请核对本人/);
  await clerk.check("#record input[name=seen]");
  await press(clerk, /^登记$/);
  await clerk.waitForURL(/recorded/);
  assert.match(await mainText(clerk), /交押金，到/);

  const director = await desk("lib-manager");
  await follow(director, /资格规则与申诉/);
  assert.match(await mainText(director), /我一直按时还书/);
  await director.getByLabel("改为符合").check();
  await director.fill("textarea[name=answer]", "核对后改为符合。");
  await press(director, /^答复$/);
  await director.waitForURL(/answered/);

  await reader.goto(`${running.url}/my/eligibility/deposit-free-lending`);
  assert.match(await mainText(reader), /已在服务点用“交押金”登记/);
  await reader.goto(`${running.url}/my/eligibility`);
  const own = await mainText(reader);
  assert.match(own, /免押金借阅[\s\S]*符合[\s\S]*我同意过的询问[\s\S]*本人/);
  assert.match(own, /在柜台为您登记资格[\s\S]*王雪莹/);

  await agreeAndAsk(reader, "local-residence", { name: "李梅", number });
  await untilSaid(reader, /市政务数据平台（演示）答复：符合/);
  await press(reader, /撤回同意/);
  await reader.waitForURL(/\?withdrawn/);
  assert.match(await mainText(reader), /您撤回了同意，结果已经作废/);
});

test("the director writes the next version of a rule; one without another way is refused", async () => {
  const director = await desk("lib-manager");
  await director.goto(`${running.url}/desk/eligibility/deposit-free-lending`);
  const words = director
    .locator("[id$=-ways] input[type=text], [id$=-ways] textarea")
    .filter({ visible: true });
  for (const field of await words.all()) await field.fill("");
  await director.fill("input[name=againDays]", "20");
  await press(director, /^发布$/);
  assert.equal(await director.inputValue("input[name=againDays]"), "20", "what was typed is not lost");
  assert.equal(await director.locator("[role=alert]").count(), 1);
  await director.goto(`${running.url}/desk/eligibility/deposit-free-lending`);
  await director.fill("input[name=againDays]", "20");
  await press(director, /^发布$/);
  await director.waitForURL(/\?saved/);
  assert.match(await mainText(director), /第 2 版/);
  const unknown = await director.goto(
    `${running.url}/desk/eligibility?organisation=00000000-0000-7000-8000-000000000000`,
  );
  assert.equal(unknown?.status(), 400, "another organisation's appeals are not shown in its place");
  const other = await desk("chengnan");
  await other.goto(`${running.url}/desk/eligibility/deposit-free-lending`);
  assert.equal(await other.locator("#next").count(), 0, "not the rule of another organisation");
});
