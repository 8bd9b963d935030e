/** See e2e/stories/a-stocktake.md. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { cityAndBrowser } from "./city-and-browser.ts";
import { atDesk, mainText, phone, plain } from "./people.ts";

const { running, browser } = await cityAndBrowser();

test("a branch counts its shelves with a scanner and the list of a reading device", {
  timeout: 120_000,
}, async () => {
  const { place, barcodes } = await running.city.db.one<{ place: string; barcodes: string[] }>`
    select p.name as place, array_agg(i.barcode order by i.barcode) as barcodes
      from library.item i join places.facility p on p.id = i.place_id
     where i.barcode like 'KL%' group by p.name order by count(*) limit 1`;
  const [first = "", second = "", lost = "", ...others] = barcodes;
  assert.ok(others.length > 5, `${place} has ${barcodes.length} books`);

  const page = await atDesk(running, browser, "lib-desk", { ...plain, ...phone });
  await page.goto(`${running.url}/desk/catalogue/stocktakes`);
  await page.locator("main select[name=placeId]").selectOption({ label: place });
  await page.getByRole("button", { name: "开始清点" }).click();
  await page.waitForURL(/\/stocktakes\/[0-9a-f-]{36}$/);
  for (const barcode of [first, second]) {
    // As a scanner does it: the sign and Enter, into the field that has the focus.
    await page.locator("main :is(input, textarea):focus").waitFor();
    await page.keyboard.type(barcode === second ? `CN-650203-1-KL.${barcode}` : barcode);
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`barcode=${barcode}`));
    assert.match(await mainText(page), new RegExp(`${barcode}《.+》在`));
  }

  const [again = ""] = others;
  const rows = [...others, again, "NOBODY-1"].map((barcode, n) => `${n + 1},CN-650203-1-KL.${barcode},-41`);
  await page.locator("summary", { hasText: "读入一份清单" }).click();
  await page.setInputFiles("input[type=file]", {
    name: "reader.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`No,UII,RSSI\r\n${rows.join("\r\n")}\r\n`),
  });
  await page.getByRole("form", { name: "读入一份清单" }).getByRole("button", { name: "记下" }).click();
  const told = await mainText(page);
  assert.match(told, new RegExp(`记下 ${others.length + 1} 个，1 个重复，1 个不认识，0 个读不出`));
  assert.match(told, new RegExp(`${others.length + 2}\\s*${again}\\s*和第 2 行重复`));
  assert.match(told, new RegExp(`${others.length + 3}\\s*NOBODY-1\\s*目录里没有这个条码`));
  assert.match(told, new RegExp(`在 ${others.length + 2} 册，还差 1 册`));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `${wide} px wide on a phone of 360`);

  // One that was scanned by mistake is taken back.
  await page.goto(`${page.url().split("?")[0]}?outcome=unknown`);
  await page.getByRole("button", { name: "收回 NOBODY-1" }).click();
  await page.waitForSelector("main .notice:has-text('已收回 NOBODY-1')");
  assert.match(await mainText(page), new RegExp(`已扫 ${others.length + 2} 册`));

  await page.locator("summary", { hasText: "结束清点" }).click();
  await page.getByRole("button", { name: "结束清点" }).click();
  if (barcodes.length < 10) {
    assert.match(await mainText(page), new RegExp(`有 1 册没有扫到[\\s\\S]*${lost}`));
    await page.getByRole("button", { name: "确认结束" }).click();
  }
  assert.match(await mainText(page), new RegExp(`清点已结束[\\s\\S]*${lost}[\\s\\S]*找不到`));
});

/** As a scanner does it, book after book; it looks at nothing. */
async function scanOn(page: Page, barcodes: readonly string[]): Promise<void> {
  for (const barcode of barcodes) {
    await page.keyboard.type(barcode);
    await page.keyboard.press("Enter");
    await page.waitForTimeout(60);
  }
}

test("who scans faster than the line answers loses no book, nor with the line broken, nor by a reload", {
  timeout: 180_000,
}, async () => {
  const { place, barcodes } = await running.city.db.one<{ place: string; barcodes: string[] }>`
    select p.name as place, array_agg(i.barcode order by i.barcode) as barcodes
      from library.item i join places.facility p on p.id = i.place_id
     where i.barcode like 'KL%' and i.status = 'available' group by p.name order by count(*) desc limit 1`;
  assert.ok(barcodes.length > 40, `${place} has ${barcodes.length} books`);
  const page = await atDesk(running, browser, "lib-desk", { locale: "zh-CN", ...phone });
  await page.goto(`${running.url}/desk/catalogue/stocktakes`);
  await page.locator("main select[name=placeId]").selectOption({ label: place });
  await page.getByRole("button", { name: "开始清点" }).click();
  await page.waitForURL(/\/stocktakes\/[0-9a-f-]{36}$/);
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const noted = async () =>
    (
      await running.city.db.many<{ barcode: string }>`
        select barcode from library.stocktake_scan where stocktake_id = ${id} order by scanned_at, barcode`
    ).map(({ barcode }) => barcode);
  await page.waitForLoadState("networkidle");
  // A mobile network: every post takes 800 ms longer.
  let way: "slow" | "broken" | "lost" = "slow";
  await page.route("**/*", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    if (way === "broken") return route.abort();
    await page.waitForTimeout(800);
    if (way === "lost") {
      way = "slow";
      await route.fetch();
      return route.abort();
    }
    return route.continue();
  });
  const thirty = barcodes.slice(0, 30);
  await page.locator("main input[name=barcodes]:focus").waitFor();
  await scanOn(page, thirty);
  assert.match(await mainText(page), /还有 \d+ 个没送到/);
  await page.waitForSelector("main .notice:has-text('没送到')", { state: "detached" });
  assert.deepEqual((await noted()).toSorted(), thirty);
  assert.match(await mainText(page), /已扫 30 册：在 30 册/);
  assert.equal(await page.locator("main input[name=barcodes]:focus").inputValue(), "");

  // An answer that was lost: sent again it is neither counted twice nor told as scanned before.
  way = "lost";
  const [late = ""] = barcodes.slice(30, 31);
  await scanOn(page, [late]);
  await page.waitForSelector(`main li[data-scan=there]:has-text('${late}')`);

  // No line at all, and then the page is loaded again.
  way = "broken";
  const three = barcodes.slice(31, 34);
  await scanOn(page, three);
  await page.waitForSelector("main .notice:has-text('还有 3 个没送到'):has-text('连不上')");
  assert.equal((await noted()).length, 31);
  await page.reload();
  await page.waitForSelector("main .notice:has-text('还有 3 个没送到')");
  way = "slow";
  await page.waitForSelector("main .notice:has-text('没送到')", { state: "detached" });
  assert.deepEqual((await noted()).toSorted(), barcodes.slice(0, 34));

  // Each kind of answer by its own word.
  await scanOn(page, [late, "NOBODY-2", "9".repeat(61)]);
  for (const kind of ["again", "unknown", "unread"]) await page.waitForSelector(`main li[data-scan=${kind}]`);
  assert.match(await mainText(page), /已扫过.*不认识.*不是条码|不是条码.*不认识.*已扫过/s);
  // Most of the house has not been scanned: it is not closed by one press.
  await page.locator("summary", { hasText: "结束清点" }).click();
  await page.getByRole("button", { name: "结束清点" }).click();
  await page.waitForSelector("main :text('超过了十分之一')");
  await page.getByRole("button", { name: /^确认结束，把 \d+ 册标为/ }).waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `${wide} px wide on a phone of 360`);
});
