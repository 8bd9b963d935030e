/** See e2e/stories/a-stocktake.md. */
import assert from "node:assert/strict";
import { test } from "node:test";
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
    await page.keyboard.type(barcode);
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

  await page.locator("summary", { hasText: "结束清点" }).click();
  await page.getByRole("button", { name: "结束清点" }).click();
  assert.match(await mainText(page), new RegExp(`清点已结束[\\s\\S]*${lost}[\\s\\S]*找不到`));
});
