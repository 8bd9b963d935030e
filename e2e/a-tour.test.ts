/** See e2e/stories/an-exhibition-on-tour.md. Nobody here has script. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { cityAndBrowser } from "./city-and-browser.ts";
import { looksWell } from "./looks.ts";
import { atDesk, mainText, plain } from "./people.ts";

const { running, browser } = await cityAndBrowser();

const dayAhead = (days: number) =>
  running.city.base.clock().toZonedDateTimeISO("Asia/Shanghai").toPlainDate().add({ days }).toString();

const press = async (page: Page, name: string) => {
  await page.getByRole("button", { name, exact: true }).click();
  await page.waitForLoadState();
};

async function asks(page: Page, house: string, place: string, from: number, through: number) {
  const form = page.getByRole("form", { name: "申请借展" });
  await form.locator("select[name=organisationId]").selectOption({ label: house });
  await form.locator("select[name=placeId]").selectOption({ label: place });
  await form.locator("input[name=from]").fill(dayAhead(from));
  await form.locator("input[name=through]").fill(dayAhead(through));
  await press(page, "提出申请");
}

test("from the crates of one house to the ledger of two", { timeout: 240_000 }, async () => {
  const city = await atDesk(running, browser, "whg-manager", plain);
  await city.goto(`${running.url}/desk/events`);
  await city.getByRole("link", { name: "巡展", exact: true }).click();
  await looksWell(city);
  await press(city, "登记");
  assert.ok(await city.locator("main [role=alert]").count(), "nothing was written");
  for (const [name, value] of Object.entries({
    title: "一针一线：刺绣新作展",
    summary: "四十件新作，从花帽到墙毯。",
    crates: "3",
    wallMetres: "30",
    insuredYuan: "80000",
    transport: "借展馆自运",
    lentFrom: dayAhead(1),
    betweenDays: "3",
  }))
    await city.locator(`[name='touring.${name}']`).fill(value);
  await press(city, "登记");
  await city.waitForURL(/\/desk\/tourings\/[0-9a-f-]+\?done/);
  const { pathname } = new URL(city.url());
  await press(city, "开放借展");
  await looksWell(city);

  const district = await atDesk(running, browser, "dz-manager", plain);
  await district.goto(`${running.url}/desk/tourings`);
  await district.getByRole("link", { name: "一针一线：刺绣新作展" }).click();
  await asks(district, "独山子区文化馆", "独山子区文化馆", 10, 30);
  await district.waitForURL(/\/desk\/tour-legs\/[0-9a-f-]+\?done/);
  const leg = new URL(district.url()).pathname;
  await looksWell(district);

  await city.goto(`${running.url}/desk`);
  await city.getByRole("link", { name: /答复借展申请：《一针一线/ }).click();
  await looksWell(city);
  await press(city, "同意");

  const other = await atDesk(running, browser, "bj-manager", plain);
  await other.goto(running.url + pathname);
  await asks(other, "白碱滩区文化馆", "白碱滩区文化馆", 28, 40);
  assert.match(await mainText(other), /已经定给独山子区文化馆/);
  assert.match(await mainText(other), /另要留 3 天/);
  await looksWell(other);

  await district.goto(running.url + leg);
  await press(district, "起草这一站的展览活动");
  await district.waitForURL(/\/desk\/events\//);
  assert.match(await mainText(district), /克拉玛依市文化馆/);

  await city.goto(running.url + leg);
  await press(city, "发出展箱");
  await district.goto(`${running.url}/desk`);
  await district.getByRole("link", { name: /开箱验收：《一针一线/ }).click();
  await looksWell(district);
  await district.locator("summary", { hasText: "缺箱或多箱" }).click();
  for (const crate of [1, 3]) await district.locator(`input[name='found.crate.${crate}']`).check();
  await district.locator("[name='found.wrong']").fill("文博院 7 号");
  await press(district, "登记到馆");
  assert.match(await mainText(district), /缺：2 号箱/);
  assert.match(await mainText(district), /文博院 7 号/);
  await looksWell(district);

  await city.goto(`${running.url}/desk`);
  await city.getByRole("link", { name: /展箱有问题，还没有处理结果：《一针一线/ }).click();
  await press(city, "登记处理结果");
  assert.ok(await city.locator("main [role=alert]").count(), "nobody said what came of it");
  await city.locator("input[name='reason.settle']").fill("二号箱装错了车，当天补到；文博院的箱子已退回");
  await press(city, "登记处理结果");
  assert.match(await mainText(city), /处理结果：\s*二号箱装错了车/);
  await looksWell(city);

  for (const [page, house] of [
    [city, "克拉玛依市文化馆"],
    [district, "独山子区文化馆"],
  ] as const) {
    await page.goto(`${running.url}/desk/exchange-ledger`);
    await page.locator("select[name=organisation]").selectOption({ label: house });
    await press(page, "查看");
    const row = page.locator("tr", { hasText: "一针一线：刺绣新作展" });
    assert.match((await row.textContent()) ?? "", /克拉玛依市文化馆[\s\S]*独山子区文化馆[\s\S]*仍在展/);
    await looksWell(page);
  }
  const taken = await city.request.get(
    `${running.url}${await city.getByRole("link", { name: "下载表格（CSV）" }).getAttribute("href")}`,
  );
  assert.match(await taken.text(), /一针一线：刺绣新作展,克拉玛依市文化馆,独山子区文化馆/);

  const anybody = await (await browser.newContext(plain)).newPage();
  await anybody.goto(`${running.url}/tours`);
  assert.doesNotMatch(await mainText(anybody), /一针一线/, "its exhibition is a draft");
  await looksWell(anybody);
  await anybody.getByRole("link", { name: "白碱滩区文化馆" }).click();
  assert.match(await mainText(anybody), /黑油山下：石油工人老照片展/);
  assert.match(await mainText(anybody), /克拉玛依市文博院/);
});
