/** stories/the-ice-season.md */
import assert from "node:assert/strict";
import { test } from "node:test";
import { faultsOf } from "./axe.ts";
import { cityAndBrowser } from "./city-and-browser.ts";
import { atDesk, mainText, phone } from "./people.ts";

const { running, browser } = await cityAndBrowser();

test("the ice season: four themes and more than sixty events", { timeout: 120_000 }, async () => {
  const page = await (await browser.newContext(phone)).newPage();
  await page.goto(`${running.url}/`);
  await page.locator("main a[href^='/series/']").first().click();
  await page.waitForURL(/\/series\//);
  assert.match(await mainText(page), /燃情冰雪 相约油城/);
  const events = /(\d+) 项活动/.exec(await mainText(page))?.[1];
  assert.ok(Number(events) >= 60, `${events} events`);
  assert.deepEqual(await faultsOf(page), []);
  const themes = ["激情冰雪运动季", "童趣冰雪研学季", "缤纷冰雪文化季", "舞动冰雪演艺季"];
  for (const theme of themes)
    assert.ok((await page.locator("main a", { hasText: theme }).count()) > 0, theme);

  await page.locator("main a", { hasText: "童趣冰雪研学季" }).first().click();
  await page.waitForURL(/\/series\//);
  assert.match(await mainText(page), /童趣冰雪研学季/);
  await page.locator("main a[href^='/events/']").first().click();
  await page.waitForURL(/\/events\//);
  assert.match((await page.locator("nav.trail").first().textContent()) ?? "", /燃情冰雪 相约油城/);
});

test("the next edition takes the themes along", { timeout: 120_000 }, async () => {
  const desk = await atDesk(running, browser, "ju-publisher");
  await desk.goto(`${running.url}/desk/series`);
  await desk.locator("main a[href^='/desk/series/']", { hasText: "燃情冰雪 相约油城" }).first().click();
  await desk.waitForURL(/\/desk\/series\//);
  assert.deepEqual(await faultsOf(desk), []);
  const form = desk.locator("main form:has([name=do][value=next])");
  await form.locator("[name$=name]").first().fill("下一届冰雪季");
  await form.locator("[name$=startsOn]").fill("2027-12-01");
  await form.locator("[name$=endsOn]").fill("2028-02-29");
  await form.locator("button[type=submit]").click();
  await desk.waitForURL(/done=/);
  const next = await running.city.db.one<{ themes: number }>`
    select count(t.id)::int as themes from programme.series e join programme.series t on t.parent_id = e.id
     where e.name = '下一届冰雪季'`;
  assert.equal(next.themes, 4);
});
