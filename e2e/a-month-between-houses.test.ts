/** See e2e/stories/a-month-between-houses.md. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { checkIn, checkOut, join } from "#library/filling";
import { inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { cityAndBrowser } from "./city-and-browser.ts";
import { atDesk, mainText, phone, plain } from "./people.ts";

const { running, browser } = await cityAndBrowser();

/** Where pictures for somebody's eyes go, if anywhere. */
const pictures = process.env.PICTURES;
const picture = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
};

/** Two books of 独山子 lie at 城南, and one was lent and brought back there. */
async function aMonthBefore() {
  const { db } = running.city;
  const places = await db.many<{ id: string; name: string; organisationId: string }>`
    select id, name, organisation_id from places.facility where name in ('城南社区书屋', '独山子区图书馆')`;
  const chengnan = places.find(({ name }) => name === "城南社区书屋");
  const dushanzi = places.find(({ name }) => name === "独山子区图书馆");
  assert.ok(chengnan && dushanzi);
  const books = await db.many<{ id: number; barcode: string }>`
    select id, barcode from library.item where place_id = ${dushanzi.id} and status = 'available' and away is null order by id limit 2`;
  const own = await db.one<{ barcode: string }>`
    select barcode from library.item where barcode like 'KL%' and status = 'available' and away is null order by id limit 1`;
  const [first, second] = books;
  assert.ok(first && second);
  await inTx(running.city.ctx("story"), async (ctx) => {
    const subject = newId();
    await join(ctx, {
      subject,
      kind: "group",
      name: "城南读书会",
      category: "adult",
      homeId: chengnan.id,
      validUntil: null,
      card: { issuerId: chengnan.organisationId, number: "CN0001" },
    });
    await checkOut(ctx, { subject, itemId: first.id, placeId: chengnan.id });
    for (const { id } of books) await checkIn(ctx, { itemId: id, placeId: chengnan.id });
  });
  return { chengnan, dushanzi, first, second, own };
}

async function scan(page: Page, barcode: string): Promise<string> {
  await page.locator("main :is(input, textarea):focus").waitFor();
  await page.keyboard.type(barcode);
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  return mainText(page);
}

test("a box goes from 城南 to 独山子, and the month's statement says what was done", {
  timeout: 180_000,
}, async () => {
  const { chengnan, dushanzi, first, second, own } = await aMonthBefore();

  const page = await atDesk(running, browser, "chengnan", {
    ...plain,
    viewport: { width: 1440, height: 900 },
  });
  await page.goto(`${running.url}/desk/between?place=${chengnan.id}`);
  assert.match(await mainText(page), /独山子区图书馆\s*2/);
  await picture(page, "network-1440");
  await page.getByRole("form", { name: "开一个流通箱" }).getByRole("button", { name: "开箱" }).click();
  await page.waitForURL(/\/boxes\/[0-9a-f-]{36}$/);
  const box = page.url();
  for (const { barcode } of [first, second]) assert.match(await scan(page, barcode), /《.+》已放进/);
  assert.match(await scan(page, own.barcode), /没有要去的地方/);
  await page.goto(box);
  await picture(page, "box-1440");
  await page.getByRole("button", { name: "送出这一箱" }).click();
  await page.waitForSelector("main:has-text('在途')");
  const code = /LX\d{6}/.exec((await page.textContent("h1")) ?? "")?.[0] ?? "";
  const manifest = await mainText(page);
  assert.ok(manifest.includes(first.barcode) && manifest.includes(second.barcode));
  assert.ok(!manifest.includes("城南读书会"));

  const there = await atDesk(running, browser, "dz-manager", { ...plain, ...phone });
  await there.goto(`${running.url}/desk/between?place=${dushanzi.id}`);
  await there.fill("main input[name=box]", code);
  await there.keyboard.press("Enter");
  await there.waitForURL(box);
  assert.match(await scan(there, first.barcode), /上架[\s\S]*到了/);
  await picture(there, "received-360");
  assert.match(await scan(there, "NOBODY-9"), /目录里没有 NOBODY-9/);
  const wide = await there.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `${wide} px wide on a phone of 360`);
  await there.goto(box);
  await there.getByRole("button", { name: "箱子空了，收完" }).click();
  await there.waitForSelector("main:has-text('收完：1 册没到，1 处多出')");

  for (const [desk, place] of [
    [page, chengnan],
    [there, dushanzi],
  ] as const) {
    await desk.goto(`${running.url}/desk/between?place=${place.id}`);
    assert.match(await mainText(desk), new RegExp(`${second.barcode}[\\s\\S]*没到`));
  }
  await picture(there, "network-360");
  await inTx(running.city.ctx("counter"), (ctx) => checkIn(ctx, { itemId: second.id, placeId: dushanzi.id }));
  await page.reload();
  assert.doesNotMatch(await mainText(page), /没到/);

  const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
  await page.goto(`${running.url}/desk/between/statements?month=${month}`);
  const statement = await mainText(page);
  assert.match(statement, /城南社区居委会\s*独山子区文化馆\s*1\s*0\s*1\s*1\s*0\s*1\s*0\s*2/);
  await picture(page, "statements-1440");
  await page.setViewportSize({ width: 360, height: 740 });
  await picture(page, "statements-360");
  const sheet = await page.request.get(`${running.url}/api/desk/between/statements.csv?month=${month}`);
  assert.match(await sheet.text(), /城南社区居委会,独山子区文化馆,1,0,1/);
  for (const [address, name] of [
    ["rotation", "rotation-360"],
    ["floating", "floating-360"],
    ["members", "members-360"],
  ] as const) {
    await page.goto(`${running.url}/desk/between/${address}`);
    await picture(page, name);
    const over = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(over <= 360, `${address}: ${over} px wide on a phone of 360`);
  }
});
