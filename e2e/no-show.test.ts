/** stories/missed-appealed-and-free-again.md */
import assert from "node:assert/strict";
import { test } from "node:test";
import { settleOffers } from "#booking/filling";
import { faultsOf } from "./axe.ts";
import { cityAndBrowser } from "./city-and-browser.ts";
import { atDesk, claimPlaces, mainText, phone, signIn, soonSession } from "./people.ts";

const { running, browser } = await cityAndBrowser();

test("missed, appealed and free again", { timeout: 180_000 }, async () => {
  const desk = await atDesk(running, browser, "ju-manager");
  await desk.goto(`${running.url}/desk/door`);
  await desk.click("main a[href='/desk/no-shows']");
  await desk.click("main a[href^='/desk/no-show-rules']");
  await desk.fill("[name=basis]", "局办公会 2026 年第 9 次会议");
  await desk.fill("[name='terms.noShow.limit']", "1");
  await desk.fill("[name='terms.noShow.windowDays']", "120");
  await desk.check("[name='terms.noShow']");
  await desk.click("main form:has([name=basis]) button[type=submit]");
  await desk.waitForURL(/saved/);
  assert.match(await mainText(desk), /120 天内 1 次约了不来也不按时取消，暂停 7 天不能预约/);
  assert.deepEqual(await faultsOf(desk), []);

  // The bureau answers for the rules of every house below it.
  const { id: house } = await running.city.db.one<{ id: string }>`
    select h.id from places.organisation h join places.organisation b on starts_with(h.path, b.path) and h.path <> b.path
     where b.kind = 'bureau' order by length(b.path), h.path limit 1`;
  for (const at of ["no-show-rules", "no-shows", "rules", "rules/trial"]) {
    await desk.goto(`${running.url}/desk/${at}`);
    await desk.selectOption("main select[name=organisation]", house);
    await desk.click("main form:has(select[name=organisation]) button[type=submit]");
    await desk.waitForURL((url) => url.searchParams.get("organisation") === house);
    assert.equal(await desk.inputValue("main select[name=organisation]"), house, at);
    assert.deepEqual(await faultsOf(desk), []);
  }

  const { path: bureau } = await running.city.db.one<{ path: string }>`
    select path from places.organisation where kind = 'bureau' order by length(path) limit 1`;
  const first = await soonSession(running, 0, bureau);
  const page = await signIn(running, await browser.newContext(phone), "19987650341");
  await page.goto(`${running.url}/events/${first.event}?session=${first.session}`);
  assert.match(await mainText(page), /120 天内 1 次约了不来/);
  await claimPlaces(page, 1);
  // Over just now: an evening before the day of the rule is none of the rule's, and this may run at midnight.
  await running.city.db.run`
    update booking.offer set starts_at = now() - interval '2 seconds', ends_at = now() - interval '1 second' where id = ${first.offer}`;
  await settleOffers(running.city.ctx("the evening is over"));

  const next = await soonSession(running, 0, bureau);
  await page.goto(`${running.url}/events/${next.event}?session=${next.session}`);
  await page.locator("main form:has([name=size]) button[type=submit]").first().click();
  const refusal = page.locator("main [role=alert]");
  assert.match((await refusal.textContent()) ?? "", /预约暂停到.*局办公会 2026 年第 9 次会议/s);
  await refusal.locator("a[href='/my/no-shows']").click();
  assert.match(await mainText(page), /预约暂停到.*依据：局办公会 2026 年第 9 次会议/s);
  assert.deepEqual(await faultsOf(page), []);
  await page.click("main a[href*='appeal=']");
  await page.fill("[name=words]", "我到了，门口的码没有扫上。");
  await page.click("main form button[type=submit]");
  await page.waitForURL(/appealed/);
  assert.match(await mainText(page), /我到了，门口的码没有扫上。/);

  await desk.goto(`${running.url}/desk`);
  await desk.click("main a[href='/desk/no-shows']");
  assert.deepEqual(await faultsOf(desk), []);
  await desk.check("[name=outcome][value=accepted]");
  await desk.fill("[name='reason.answer']", "门口录像可见本人到场");
  await desk.click("main form:has([name=outcome]) button[type=submit]");
  await desk.waitForURL(/answered/);

  await page.goto(`${running.url}/my/no-shows`);
  assert.match(await mainText(page), /门口录像可见本人到场/);
  assert.doesNotMatch(await mainText(page), /预约暂停到/);
  await page.goto(`${running.url}/events/${next.event}?session=${next.session}`);
  await claimPlaces(page, 1);
});
