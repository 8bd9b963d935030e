/** Opening hours are the city's official time, whatever the reader's device says: 克拉玛依 reads Beijing time, in Ürümqi's zone and abroad. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { cityAndBrowser } from "./city-and-browser.ts";

const { running, browser } = await cityAndBrowser();

/** What a page says in a browser whose clock stands in a zone. */
async function wordsIn(timezoneId: string, path: string): Promise<string> {
  const context = await browser.newContext({ timezoneId, locale: "zh-CN" });
  const page = await context.newPage();
  await page.goto(`${running.url}${path}`);
  const own = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  assert.equal(own, timezoneId);
  const words = (await page.locator("#hours").textContent()) ?? "";
  await context.close();
  return words;
}

test("a place's hours and their exceptions read the same in Ürümqi, New York and Beijing", {
  timeout: 120_000,
}, async () => {
  const place = await running.city.db.one<{ id: string }>`
    select id from places.facility where kind = 'culture-station' and hours is not null and ended_on is null
       and hours->'week'->'mon'->0->>'from' = '10:00' order by number limit 1`;
  const path = `/places/${place.id}?day=2026-10-07`;
  const beijing = await wordsIn("Asia/Shanghai", path);
  assert.match(beijing, /10:00–/);
  assert.match(beijing, /国庆假期/);
  assert.match(beijing, /国庆调休上班/);
  for (const zone of ["Asia/Urumqi", "America/New_York"])
    assert.equal(await wordsIn(zone, path), beijing, zone);
});
