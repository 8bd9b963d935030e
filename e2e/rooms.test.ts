/** Rooms and seats in a browser without script: one that repeats, approval, a blackout, a booth's slot, a seat on the map, the screen at a door. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { Temporal } from "temporal-polyfill";
import { cityAndBrowser } from "./city-and-browser.ts";
import { looksWell } from "./looks.ts";
import { atDesk, mainText, phone, plain, signIn } from "./people.ts";

const { running, browser } = await cityAndBrowser();

/** Opens a room of the list by its name. Answers its id. */
async function openRoom(page: Page, name: string): Promise<string> {
  await page.goto(`${running.url}/rooms`);
  await page.click(`main a:has-text('${name}')`);
  return new URL(page.url()).pathname.split("/")[2] ?? "";
}

/** The first day from a week on, on which a room is free from four to six in the afternoon. */
async function freeDay(room: string): Promise<string> {
  const from = Temporal.Now.plainDateISO("Asia/Shanghai").add({ days: 7 });
  const answer = await fetch(`${running.url}/api/rooms/${room}?from=${from}&days=7`);
  const { days } = (await answer.json()) as {
    days: { day: string; parts: { startsAt: string; endsAt: string; state: string }[] }[];
  };
  const at = (day: string, time: string) => Temporal.Instant.from(`${day}T${time}:00+08:00`);
  const free = days.find(({ day, parts }) =>
    parts.some(
      ({ startsAt, endsAt, state }) =>
        state === "free" &&
        Temporal.Instant.compare(startsAt, at(day, "16:00")) <= 0 &&
        Temporal.Instant.compare(endsAt, at(day, "18:00")) >= 0,
    ),
  );
  assert.ok(free, "an afternoon of the week is free");
  return free.day;
}

/** The first of the next two days on which the house is open in the afternoon. */
async function openDay(room: string): Promise<string> {
  for (const days of [1, 2]) {
    const day = Temporal.Now.plainDateISO("Asia/Shanghai").add({ days }).toString();
    const asked = `from=${day}T06:00:00Z&to=${day}T08:00:00Z`;
    const answer = await fetch(`${running.url}/api/rooms/${room}/seats?${asked}`);
    if (!((await answer.json()) as { shut: boolean }).shut) return day;
  }
  throw new Error("the house is shut on two days");
}

async function ask(page: Page, room: string, day: string, purpose: string) {
  await page.goto(`${running.url}/rooms/${room}?from=${day}&day=${day}&time=16:00`);
  await page.fill("[name=startsAt]", day);
  await page.fill("[name='startsAt.time']", "16:00");
  await page.fill("[name=endsAt]", "18:00");
  await page.fill("[name=purpose]", purpose);
}
const send = (page: Page, what: string) =>
  page.locator(`main form:has([name=purpose]) button[value=${what}]`).click();

test("one that repeats is reported before and after; the house closes the room, and who had it reads why", {
  timeout: 240_000,
}, async () => {
  const page = await signIn(running, await browser.newContext({ ...plain, ...phone }), "19987650583");
  const room = await openRoom(page, "舞蹈排练厅");
  const day = await freeDay(room);
  await ask(page, room, day, "广场舞队排练");
  await page.locator("summary:has-text('重复')").click();
  await page.check("[name='repeat.every'][value=week]");
  await page.fill("[name='repeat.count']", "2");
  await send(page, "one");
  await page.waitForSelector("main table caption");
  await looksWell(page);
  await send(page, "some");
  await page.waitForSelector("main a[href^='/reservations/']");
  assert.match(await mainText(page), /已约好 2 次|2 次/);
  await page.locator("main a[href^='/reservations/']").first().click();
  const mine = page.url();

  const desk = await atDesk(running, browser, "ju-manager", plain);
  await desk.goto(`${running.url}/desk/rooms/${room}/blackout?day=${day}`);
  await desk.fill("[name=from]", day);
  await desk.fill("[name='from.time']", "12:00");
  await desk.fill("[name=to]", day);
  await desk.fill("[name='to.time']", "18:00");
  await desk.locator("main form button").first().click();
  await desk.waitForSelector("[name=reason]");
  await desk.fill("[name=reason]", "地板检修");
  await desk.locator("main form:has([name=reason]) button").click();
  await desk.waitForURL(/done=closed/);
  await page.goto(mine);
  assert.match(await mainText(page), /地板检修/);
  await looksWell(page);
  await page.goto(`${running.url}/rooms/${room}?from=${day}&day=${day}`);
  assert.match(await mainText(page), /暂停使用的时间[\s\S]*地板检修/);
  await looksWell(page);
});

test("what waits for approval keeps the time, and the house answers it", { timeout: 240_000 }, async () => {
  const page = await signIn(running, await browser.newContext({ ...plain, ...phone }), "19987650584");
  const room = await openRoom(page, "民乐教室");
  const day = await freeDay(room);
  await ask(page, room, day, "二胡合练");
  await send(page, "one");
  await page.waitForURL(/\/reservations\/.*made/);
  const mine = page.url().split("?")[0] ?? "";
  const desk = await atDesk(running, browser, "ju-manager", plain);
  await desk.goto(`${running.url}/desk/rooms`);
  await looksWell(desk);
  const row = desk.locator("main li", { hasText: "二胡合练" });
  await row.locator("button[value=approve]").click();
  await desk.waitForLoadState();
  await page.goto(mine);
  assert.match(await mainText(page), /已约好|已批准/);
});

test("a slot of a booth is tapped, and another finds it taken", { timeout: 240_000 }, async () => {
  const page = await signIn(running, await browser.newContext({ ...plain, ...phone }), "19987650586");
  const room = await openRoom(page, "朗读亭2号");
  const tomorrow = Temporal.Now.plainDateISO("Asia/Shanghai").add({ days: 1 });
  const answer = await fetch(`${running.url}/api/rooms/${room}?from=${tomorrow}&days=7`);
  const { days } = (await answer.json()) as {
    days: { day: string; slots: { startsAt: string; state: string }[] }[];
  };
  const free = days.find(({ slots }) => slots.filter(({ state }) => state === "free").length > 2);
  const slot = free?.slots.find(({ state }) => state === "free")?.startsAt ?? "";
  const at = `${running.url}/rooms/${room}?from=${tomorrow}&day=${free?.day}`;
  await page.goto(at);
  await looksWell(page);
  await page.fill("[name=purpose]", "录一首诗");
  await send(page, "one");
  await page.waitForLoadState();
  assert.equal(await page.locator("main [name=startsAt]:checked").count(), 0);
  await page.check(`[name=startsAt][value="${slot}"]`);
  await page.selectOption("[name='slot.minutes']", "110");
  await send(page, "one");
  await page.waitForURL(/\/reservations\/.*made/);
  assert.match(await mainText(page), /朗读亭2号/);
  await page.goto(at);
  assert.ok(await page.locator(`[name=startsAt][value="${slot}"]`).isDisabled());
  await looksWell(page);
});

test("a seat is picked on the map, and the screen at the door counts the others", {
  timeout: 240_000,
}, async () => {
  const page = await signIn(running, await browser.newContext({ ...plain, ...phone }), "19987650585");
  await page.goto(`${running.url}/search?q=${encodeURIComponent("自习座位")}`);
  await page.click("main a:has-text('自习区')");
  const room = new URL(page.url()).pathname.split("/")[2] ?? "";
  const day = await openDay(room);
  const at = `${running.url}/rooms/${room}/seats?startsAt=${day}&startsAt.time=14:00&endsAt=16:00`;
  await page.goto(at);
  await looksWell(page);
  await page.locator("main form button:has-text('预约这个座位')").click();
  assert.match(await mainText(page), /还没有选座位/);
  await page.goto(at);
  await page.locator("label.study-free", { hasText: "B3" }).locator("input").check();
  await page.locator("main form button:has-text('预约这个座位')").click();
  await page.waitForLoadState();
  assert.match(await mainText(page), /自习区 B3/);
  await page.goto(at);
  assert.match((await page.locator("main .study-seat", { hasText: "B3" }).textContent()) ?? "", /我的/);

  const desk = await atDesk(running, browser, "lib-desk", plain);
  await desk.goto(`${running.url}/desk/rooms/${room}`);
  await desk.click("main a:has-text('门口屏幕')");
  await desk.waitForURL(/\/panel\//);
  await looksWell(desk);
  assert.match(await mainText(desk), /开放|签到/);
  await page.goto(`${running.url}/rooms/${room}/here?code=ABC123`);
  assert.match(await mainText(page), /没有要在这里签到的预约/);
  await looksWell(page);
});

test("the house renames a thing and takes it out of use; a seat is closed for a time by itself", {
  timeout: 240_000,
}, async () => {
  const desk = await atDesk(running, browser, "lib-manager", plain);
  await desk.goto(`${running.url}/desk/rooms`);
  await desk.click("main a:has-text('自习区')");
  await desk.click("main a:has-text('个座位：')");
  await looksWell(desk);
  await desk.click("main .work-row a:has-text('A2')");
  await looksWell(desk);
  await desk.fill("[name=label]", "窗边 2");
  await desk.locator("main button[value=rename]").click();
  await desk.waitForURL(/done=renamed/);
  await desk.locator("main button[value=retire]").click();
  await desk.waitForURL(/done=retired/);
  assert.match(await mainText(desk), /窗边 2.*已撤下/s);
  await desk.locator("main button[value=bring-back]").click();
  await desk.waitForURL(/done=back/);
  await desk.click("a:has-text('封场')");
  assert.match(await mainText(desk), /检修、安全等原因/);
});
