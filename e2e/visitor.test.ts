/** See e2e/stories/a-visitor-without-a-local-card.md. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { cityAndBrowser } from "./city-and-browser.ts";
import { atDesk, claimPlaces, doorOpens, mainText, phone, signIn, soonSession } from "./people.ts";

const { running, browser } = await cityAndBrowser();

test("a visitor without a local card", { timeout: 180_000 }, async () => {
  const { event, session, offer } = await soonSession(running, 1);
  const number = "+7 701 555 01 99";
  const inEnglish = { ...phone, locale: "en-GB" };
  const context = await browser.newContext(inEnglish);
  const page = await context.newPage();
  await page.goto(`${running.url}/?lang=en`);
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  const hers = await signIn(running, context, number, "+77015550199");
  assert.equal(await hers.locator("html").getAttribute("lang"), "en", "the language stays");

  // Her passport: level 1, without anybody looking.
  await hers.goto(`${running.url}/my/documents`);
  await hers.selectOption("select[name=kind]", "passport");
  await hers.fill("input[name=number]", "N7654321");
  await hers.fill("input[name=name]", "Asel Nurlanova");
  await hers.locator("details:has(input[name=country]) summary").click();
  await hers.fill("input[name=country]", "KAZ");
  await hers.fill("input[name=born]", "1990-02-28");
  await hers.check("input[name=consent]");
  await hers.getByRole("button", { name: "Add", exact: true }).click();
  await hers.waitForURL(/added/);
  assert.match(await mainText(hers), /Passport.*4321/);

  await hers.goto(`${running.url}/events/${event}?session=${session}`);
  const title = (await hers.locator("h1").textContent()) ?? "";
  await claimPlaces(hers, 1);
  await doorOpens(running, offer);
  const clerk = await atDesk(running, browser, "ju-manager");
  await clerk.goto(`${running.url}/desk/door/${offer}`);
  await clerk.locator(".person-row", { hasText: "Asel Nurlanova" }).getByRole("button").click();
  await clerk.waitForSelector("main [role=status]");
  assert.match(await mainText(clerk), /已签到 1 人/);

  // What the city knows about her, in words and as a file.
  await hers.goto(`${running.url}/my/account`);
  await hers.click("main a[href='/my/export']");
  await hers.waitForURL(/export/);
  const known = await mainText(hers);
  for (const one of ["Asel Nurlanova", "+77015550199", "4321", title]) assert.ok(known.includes(one), one);
  assert.ok(!known.includes("N7654321"), "the number itself is not kept");
  const file = await context.request.get(`${running.url}/api/me/export`);
  assert.ok((await file.text()).includes("+77015550199"));

  await hers.goto(`${running.url}/my/account`);
  await hers.click("main a[href='/my/erase']");
  await hers.waitForURL(/erase/);
  await hers.check("input[name=understood]");
  await hers.getByRole("button", { name: "Erase", exact: true }).click();
  await hers.waitForURL(/sign-in\?erased/);
  assert.match(await mainText(hers), /The account is erased/);
  const left = await running.city.db.one<{ accounts: number; documents: number; visits: number }>`
    select (select count(*)::int from people.account where name = 'Asel Nurlanova') as accounts,
           (select count(*)::int from people.document where last_four = '4321') as documents,
           (select count(*)::int from booking.claim
             where offer_id = ${offer} and state = 'checked-in' and subject is null) as visits`;
  assert.deepEqual(left, { accounts: 0, documents: 0, visits: 1 }, "the visit stays counted, nobody's");

  // The same number, typed in again, is a stranger's.
  const stranger = await signIn(running, await browser.newContext(inEnglish), number, "+77015550199");
  assert.match(stranger.url(), /welcome/);
});
