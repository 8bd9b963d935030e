/** See e2e/stories/a-morning-without-a-line.md. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { faultsOf } from "./axe.ts";
import { cityAndBrowser } from "./city-and-browser.ts";
import { looksWell } from "./looks.ts";
import { atDesk, mainText, signIn } from "./people.ts";

const { running, browser } = await cityAndBrowser();
const { db } = running.city;

const [phone, card, upstairs] = ["19900000001", "65020000001", "65020000003"];
const wide = { locale: "zh-CN", viewport: { width: 1440, height: 900 } };
const shots = process.env.SHOTS;

async function shot(page: Page, name: string): Promise<void> {
  if (!shots) return;
  const own = page.viewportSize();
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: true });
  }
  if (own) await page.setViewportSize(own);
}

async function scan(page: Page, said: string, outcome: string): Promise<string> {
  await page.keyboard.type(said);
  await page.keyboard.press("Enter");
  const last = page.locator(`main .till-last[data-outcome=${outcome}]`);
  await last.waitFor();
  return (await last.textContent()) ?? "";
}

/** What stands in a drawer of the till in this browser. */
const drawer = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open("wenmai-till-off");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const all = opening.result.transaction("steps").objectStore("steps").getAll();
          all.onsuccess = () => {
            opening.result.close();
            resolve(JSON.stringify(all.result));
          };
        };
      }),
  );

test("without a line the till lends and takes back; with it all is played through, and one conflict is told", {
  timeout: 300_000,
}, async () => {
  const { placeId } = await db.one<{ placeId: string }>`
    select i.place_id from library.item i join places.facility p on p.id = i.place_id where p.name = '克拉玛依市图书馆' group by i.place_id`;
  const free = await db.many<{ barcode: string; id: number }>`
    select barcode, id from library.item where place_id = ${placeId} and status = 'available' and away is null order by barcode limit 5`;
  const [one = "", two = "", three = "", four = ""] = free.map(({ barcode }) => barcode);
  const { back } = await db.one<{ back: string }>`
    select i.barcode as back from library.loan l join library.item i on i.id = l.item_id join library.card c on c.subject = l.subject
     where c.number = ${card} order by i.barcode limit 1`;

  const page = await atDesk(running, browser, "lib-desk", wide);
  const till = `${running.url}/desk/till?place=${placeId}`;
  await page.goto(till);
  await page.locator(".till-ready").waitFor();
  await scan(page, card, "reader");
  await shot(page, "1-ready");

  const context = page.context();
  const broken = page.waitForURL(/\/desk\/till\/kept$/);
  await context.setOffline(true);
  await broken;
  await page.locator("main input[name=scan]:focus").waitFor();
  const kept = await page.evaluate(async () => (await (await caches.match("/desk/till/kept"))?.text()) ?? "");
  assert.ok(kept.length > 0 && !/王雪莹|"subject":"/.test(kept), "the page that is kept names nobody");
  assert.match(await mainText(page), /没有网络。照常扫/);
  // Who stood there stands there still.
  await page.getByText(`读者证 ${card}`).waitFor();
  assert.match(await scan(page, one, "lent"), /到期/);
  await scan(page, two, "lent");
  await shot(page, "2-off-lent");
  assert.deepEqual(await faultsOf(page), []);
  await page.close();

  // The browser was shut.
  const again = await context.newPage();
  await again.goto(till);
  await again.locator("main input[name=scan]:focus").waitFor();
  assert.match(again.url(), /\/desk\/till\/kept$/);
  await again.locator("main.till-off[data-waiting='2'][data-line=none]").waitFor();
  assert.match(await mainText(again), /没有网络，已记下 2 笔/);
  await scan(again, "WM1D.abcdef", "pass");
  // Who stands there now is not known, and nothing of theirs is lent to the one before.
  await again.getByText("没有读者：扫书就是还").waitFor();
  await scan(again, card, "reader");
  await scan(again, three, "lent");
  await scan(again, "*", "ended");
  assert.match(await scan(again, back, "back"), /待处理/);
  await shot(again, "3-off-back");
  // Kept and taken back again.
  await scan(again, four, "back");
  await again.keyboard.press("F8");
  await again.locator("main .till-last[data-outcome=undone]").waitFor();
  // A card that nobody knows.
  await again.keyboard.type("65020009999");
  await again.keyboard.press("Enter");
  await again.locator("main .till-last[data-outcome=reader]").waitFor();
  await scan(again, four, "lent");
  await again.keyboard.press("Escape");
  assert.match(await mainText(again), /已记下 5 笔/);

  // Upstairs there is a line.
  const desk = await atDesk(running, browser, "lib-desk", wide);
  await desk.goto(till);
  await desk.waitForLoadState("networkidle");
  const lentUpstairs = await (async () => {
    await scan(desk, upstairs, "reader");
    return scan(desk, two, "lent");
  })();
  assert.match(lentUpstairs, /借出/);

  const before = await drawer(again);
  assert.ok(before.includes(card) && before.includes(one));
  await context.setOffline(false);
  await again.locator("main.till-off[data-waiting='0'][data-line=there]").waitFor({ timeout: 60_000 });
  await again.locator(".till-off-sent:has-text('还有 0 笔')").waitFor({ timeout: 60_000 });
  assert.match(await mainText(again), /网络通了[\s\S]*1 笔要您决定/);
  assert.equal(await drawer(again), "[]", "nothing of anybody is left on the device");
  await shot(again, "4-back");

  // Two was in the first reader's hand before: who has it later is who has it.
  const holders = await db.many<{ barcode: string; number: string; channel: string }>`
    select i.barcode, c.number, l.channel from library.loan l join library.item i on i.id = l.item_id
      join library.card c on c.subject = l.subject and c.state = 'active'
     where i.barcode = any(${[one, two, three, four, back]}::text[]) order by i.barcode`;
  assert.deepEqual(
    holders.map(({ barcode, number, channel }) => `${barcode} ${number} ${channel}`).toSorted(),
    [`${one} ${card} offline`, `${two} ${upstairs} desk`, `${three} ${card} offline`].toSorted(),
  );

  await again.getByRole("link", { name: "看报告" }).click();
  await again.waitForURL(/\/desk\/till\/offline/);
  const report = await mainText(again);
  assert.match(report, /1 笔和别处对不上/);
  assert.match(report, /后来又借给了别人：书记在后拿到的人名下/);
  assert.match(report, /没有这个证号/);
  assert.ok(!(await again.locator("main [data-step]").allTextContents()).join().includes(card));
  await shot(again, "5-report");
  await looksWell(again);

  // The desk types the right number: lent as of then.
  const open = again.locator("main li[data-rule=card-unknown]");
  await open.getByLabel("正确的证号").fill(card);
  await open.getByRole("button", { name: "照这样再办" }).click();
  await again.waitForSelector("main [role=status]:has-text('办妥了')");
  assert.equal(await again.locator("main li[data-rule]").count(), 0);

  const reader = await signIn(running, await browser.newContext({ locale: "zh-CN" }), phone);
  await reader.goto(`${running.url}/my/loans`);
  const titles = await db.many<{ title: string }>`
    select r.title from library.item i join library.record r on r.id = i.record_id where i.barcode = any(${[one, three, four]}::text[])`;
  const own = await mainText(reader);
  for (const { title } of titles) assert.ok(own.includes(title), title);
  const returned = await db.many`
    select 1 from library.loan l join library.item i on i.id = l.item_id where i.barcode = ${back}`;
  assert.equal(returned.length, 0);
});

test("signing out with unsent scans asks first, and the till sends them when it is told to", {
  timeout: 120_000,
}, async () => {
  const page = await atDesk(running, browser, "lib-desk", wide);
  await page.goto(`${running.url}/desk/till`);
  await page.locator(".till-ready").waitFor();
  const context = page.context();
  await page.goto(`${running.url}/desk/till/kept`);
  await page.locator("main.till-off[data-line=there]").waitFor();
  await context.setOffline(true);
  await page.locator("main input[name=scan]").focus();
  await page.keyboard.type("6502X");
  await page.keyboard.press("Enter");
  // It looks like neither.
  await page.locator("main .till-last[data-outcome=asks]").waitFor();
  assert.deepEqual(await faultsOf(page), []);
  await page.keyboard.press("Alt+2");
  await page.locator("main .till-last[data-outcome=back]").waitFor();
  await page.close();
  await context.setOffline(false);

  const till = await context.newPage();
  await till.goto(`${running.url}/desk/till`);
  await till.waitForSelector("main .notice:has-text('还有 1 笔停网时记的')");
  const asked = new Promise<string>((resolve) =>
    till.once("dialog", (dialog) => {
      resolve(dialog.message());
      void dialog.dismiss();
    }),
  );
  await till.getByRole("button", { name: "退出登录" }).click();
  assert.match(await asked, /还有 1 笔没送出/);
  assert.match(till.url(), /\/desk\/till/);
  await till.getByRole("link", { name: "送出并看报告" }).click();
  await till.locator("main.till-off[data-waiting='0'][data-line=there]").waitFor();
  await till.waitForSelector(".till-off-sent:has-text('要您决定')");
});
