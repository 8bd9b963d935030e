/** See e2e/stories/a-family-from-the-waiting-list.md. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { faultsOf } from "./axe.ts";
import { cityAndBrowser } from "./city-and-browser.ts";
import { atDesk, claimPlaces, mainText, phone, signIn, soonSession } from "./people.ts";

const { running, browser } = await cityAndBrowser();

/** Nothing of it needs a script; only the search for faults of access does. */
const onPhone = async (number: string, { javaScriptEnabled = false } = {}) =>
  signIn(running, await browser.newContext({ ...phone, javaScriptEnabled }), number);
const press = (page: Page, form: string) =>
  page.getByRole("form", { name: form }).getByRole("button").click();

test("a family from the waiting list", { timeout: 180_000 }, async () => {
  const { event, session, offer } = await soonSession(running, 0);
  // As the desk would set it: four places left, and a list for who comes later.
  await running.city.db.run`
    update booking.offer set rules = rules || '{"waitingList": true, "transferable": true, "maxPerClaim": 4, "cancelUntilMinutes": 0, "lastCallMinutes": 5}'
     where id = ${offer}`;
  await running.city.db
    .run`update booking.pool set quota = taken + 4 where offer_id = ${offer} and channel = 'online'`;
  const address = `${running.url}/events/${event}?session=${session}`;
  const line = `${running.url}/line/${offer}`;

  const guli = await onPhone("19987650301");
  await guli.goto(address);
  await claimPlaces(guli, 4);
  assert.match(await mainText(guli), /预约 4 人/);

  const mother = await onPhone("19987650302", { javaScriptEnabled: true });
  await mother.goto(address);
  assert.match(await mainText(mother), /现在没有人候补/);
  await mother.getByRole("link", { name: "加入候补" }).click();
  await mother.fill("input[name=size]", "4");
  await press(mother, "加入候补");
  assert.match(await mainText(mother), /已加入候补[\s\S]*正在候补：4 人[\s\S]*排在最前面/);
  assert.deepEqual(await faultsOf(mother), []);

  const clerk = await atDesk(running, browser, "ju-manager");
  await clerk.goto(`${running.url}/desk/queue/${offer}`);
  assert.match(await mainText(clerk), /候补名单[\s\S]*4 人/);
  assert.deepEqual(await faultsOf(clerk), []);

  await guli.goto(address);
  await guli.getByText("有人不来了，退一部分").click();
  await guli.fill("input[name=keep]", "3");
  await press(guli, "有人不来了，退一部分");
  assert.match(await mainText(guli), /现在是 3 人/);
  await mother.goto(line);
  assert.match(await mainText(mother), /正在候补：4 人/, "one place is too few for a family");

  await guli.goto(address);
  await guli.getByText("取消预约").first().click();
  await press(guli, "取消预约");
  const stranger = await onPhone("19987650303");
  await stranger.goto(address);
  assert.match(await mainText(stranger), /约满/);

  await mother.goto(`${running.url}/my/messages`);
  assert.match(await mainText(mother), /有名额了，已为您保留到/);
  await mother.goto(line);
  assert.match(await mainText(mother), /有名额了：4 人/);
  assert.deepEqual(await faultsOf(mother), []);
  await press(mother, "要这些名额");
  assert.match(await mainText(mother), /名额已是您的[\s\S]*已预约 4 人/);
  await clerk.reload();
  assert.match(await mainText(clerk), /没有人候补/);
});
