/** The door of an occasion, as a clerk with a scanner meets it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { cityAndBrowser } from "./city-and-browser.ts";
import { atDesk, claimPlaces, doorOpens, signIn, soonSession } from "./people.ts";

const { running, browser } = await cityAndBrowser();

/** A scanner types where the cursor is, presses Enter and looks at nothing. */
async function scan(clerk: Page, text: string): Promise<void> {
  // The browser puts the cursor there with its first frame, which may come after the load event.
  await clerk.waitForSelector("input[name=scan]:focus");
  const loaded = clerk.waitForEvent("load");
  await clerk.keyboard.type(text);
  await clerk.keyboard.press("Enter");
  await loaded;
}

test("after a refused scan the next one goes through as well", { timeout: 120_000 }, async () => {
  const { offer } = await soonSession(running);
  await doorOpens(running, offer);
  const clerk = await atDesk(running, browser, "ju-manager");
  await clerk.goto(`${running.url}/desk/door/${offer}`);
  for (const rubbish of ["https://example.org/1", "rubbish"]) {
    await scan(clerk, rubbish);
    assert.match((await clerk.locator("main [role=alert]").textContent()) ?? "", /不是/);
  }
});

test("a code on paper is scanned once: the clerk looks at the document and presses one button", {
  timeout: 120_000,
}, async () => {
  const { event, session, offer } = await soonSession(running, 0);
  // Nobody has asked this person for a name.
  const resident = await browser.newContext();
  const page = await signIn(running, resident, "19987658123");
  await page.goto(`${running.url}/events/${event}?session=${session}`);
  await claimPlaces(page, 1);
  const pass = await resident.request.get(`${running.url}/api/pass`);
  const { code } = (await pass.json()) as { code: string };
  await doorOpens(running, offer);

  const clerk = await atDesk(running, browser, "ju-manager");
  await clerk.goto(`${running.url}/desk/door/${offer}`);
  await scan(clerk, code);
  const look = clerk.locator("main [role=status]");
  assert.match((await look.textContent()) ?? "", /固定码：请核对手机尾号 8123（1 人）的证件/);
  assert.equal(await clerk.locator("main [role=alert]").count(), 0);
  // The next person's code is not taken for a yes about this one.
  await clerk.waitForSelector("[name=scan]:focus");
  await look.locator("button").click();
  await clerk.waitForSelector("main [role=status]:has-text('手机尾号 8123：已签到 1 人')");

  // Looked for among many, they are found by those digits; after a mistake is undone the whole list is there again.
  const rows = clerk.locator("#holders li");
  const all = await rows.count();
  await clerk.goto(`${running.url}/desk/door/${offer}?q=8123`);
  assert.equal(await rows.count(), 1);
  await clerk.getByRole("button", { name: "误操作，撤销 手机尾号 8123" }).click();
  await clerk.waitForSelector("main [role=status]:has-text('手机尾号 8123：已撤销 1 人的入场')");
  assert.equal(await rows.count(), all);

  // Two groups who walked in are told apart, and so is everybody else on the list.
  for (const group of ["第 1 组", "第 2 组"]) {
    await clerk.click("main form:has([name=size]) button");
    await clerk.waitForSelector(`#holders li:has-text('${group}')`);
  }
  const names = await clerk.locator("#holders li button").allTextContents();
  assert.equal(new Set(names).size, names.length);
  await clerk.getByRole("button", { name: "误操作，撤销 未留姓名，第 1 组" }).click();
  await clerk.waitForSelector("main [role=status]:has-text('未留姓名，第 1 组：已撤销 1 人的入场')");

  // What is wrong with a walk-in is said where it was typed.
  await clerk.fill("main [name=size]", "");
  await clerk.keyboard.press("Enter");
  await clerk.waitForSelector("main form:has([name=size]) [role=alert]:has-text('人数：请填写')");
});
