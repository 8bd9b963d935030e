/** stories/a-night-is-cancelled.md. Nobody here has script. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { inTx } from "#platform/ctx";
import { anEvent } from "#programme/testing";
import { faultsOf } from "./axe.ts";
import { cityAndBrowser } from "./city-and-browser.ts";
import { atDesk, claimPlaces, mainText, phone, signIn } from "./people.ts";

const { running, browser } = await cityAndBrowser();

const eveningIn = (days: number) =>
  Temporal.Now.zonedDateTimeISO("Asia/Shanghai").add({ days }).withPlainTime("20:00").toInstant().toString();

const [hers, his] = ["19987650981", "19987650982"];

/** The newest message to a number that says this. */
async function messageTo(number: string, saying: RegExp): Promise<string> {
  for (let waited = 0; waited < 15_000; waited += 100) {
    const answer = await fetch(`${running.url}/api/dev/messages`);
    const { items } = (await answer.json()) as { items: { address: string; text: string }[] };
    const found = items.find(({ address, text }) => address.endsWith(number) && saying.test(text));
    if (found) return found.text;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no message to ${number} says ${saying}`);
}

test("a night is cancelled, and the next one moves", { timeout: 180_000 }, async () => {
  const admin = await atDesk(running, browser, "admin");
  await admin.goto(`${running.url}/desk/notices`);
  // Whatever hour this is run at: no night in which messages wait.
  for (const name of ["starts", "ends"]) await admin.fill(`input[name=${name}]`, "03:00");
  await admin.click("main form button[type=submit]");

  const { organisationId } = await running.city.db.one<{ organisationId: string }>`
    select g.organisation as organisation_id from people.role_grant g join people.staff s on s.account = g.account
     where s.login = 'whg-editor' limit 1`;
  const { id, sessionIds, offerIds } = await inTx(running.city.ctx("two nights"), (ctx) =>
    anEvent(ctx, {
      organisationId,
      event: { kind: "performance", title: "冬夜弦歌" },
      sessions: [{ startsAt: eveningIn(2) }, { startsAt: eveningIn(3) }],
    }),
  );
  const [first, second] = sessionIds;
  const taken = async (offer: string | undefined) =>
    (
      await running.city.db.one<{ taken: number }>`
        select sum(taken)::int as taken from booking.pool where offer_id = ${offer}`
    ).taken;

  const neighbours = [];
  for (const [number, size] of [
    [hers, 2],
    [his, 1],
  ] as const) {
    const page = await signIn(
      running,
      await browser.newContext({ ...phone, javaScriptEnabled: false }),
      number,
    );
    await page.goto(`${running.url}/events/${id}?session=${first}`);
    await claimPlaces(page, size);
    neighbours.push({ page, number, size });
  }
  assert.equal(await taken(offerIds[0]), 3);

  const house = await atDesk(running, browser, "whg-manager");
  await house.goto(`${running.url}/desk/events/${id}`);
  await house.click(`main a[href$='/sessions/${first}']`);
  assert.match(await mainText(house), /将退回 3 个名额，通知 2 位预约人/);
  await house.fill("[name='reason.cancel']", "剧场停电检修");
  await house.click("main form:has([name='reason.cancel']) button[type=submit]");
  await house.waitForURL(/done=cancel-session/);
  assert.equal(await taken(offerIds[0]), 0, "the places are back");

  for (const { page, number, size } of neighbours) {
    assert.match(await messageTo(number, /冬夜弦歌/), /已取消.*那一场还有名额.*剧场停电检修/);
    await page.goto(`${running.url}/my/messages`);
    await page.getByRole("link", { name: /那一场还有名额/ }).click();
    assert.ok(page.url().includes(`session=${second}`));
    await claimPlaces(page, size);
    await page.goto(`${running.url}/events/${id}?session=${first}`);
    assert.match(await mainText(page), /剧场停电检修/, "whoever comes to the cancelled night reads why");
  }

  await house.goto(`${running.url}/desk/events/${id}/sessions/${second}`);
  await house.fill("[name='session.startsAt.time']", "21:00");
  await house.fill("[name='session.endsAt']", "22:30");
  await house.fill("[name='reason.edit']", "演员的航班晚点");
  await house.click("main form:has([name='reason.edit']) button[type=submit]");
  await house.waitForURL(/done=edit-session/);

  for (const [number, button, said] of [
    [hers, "我来", /已回复主办方：会来/],
    [his, "我不来了", /不来了，名额已退回/],
  ] as const) {
    const link = /\/moved\/[\w-]+/.exec(await messageTo(number, /\/moved\//))?.[0] ?? "";
    const anybody = await (await browser.newContext(phone)).newPage();
    await anybody.goto(running.url + link);
    assert.match(await mainText(anybody), /演员的航班晚点/);
    assert.deepEqual(await faultsOf(anybody), []);
    await anybody.getByRole("button", { name: button }).click();
    await anybody.waitForLoadState();
    assert.match(await mainText(anybody), said);
    assert.deepEqual(await faultsOf(anybody), []);
  }
  assert.equal(await taken(offerIds[1]), 2, "who does not come gives the place back");
  await house.goto(`${running.url}/desk/events/${id}/sessions/${second}`);
  assert.match(await mainText(house), /来 1，不来 1，没有回答 0/);
});
