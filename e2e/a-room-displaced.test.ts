/** stories/a-room-displaced.md */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { Temporal } from "temporal-polyfill";
import { faultsOf } from "./axe.ts";
import { cityAndBrowser } from "./city-and-browser.ts";
import { atDesk, mainText, phone, plain, signIn } from "./people.ts";

const { running, browser } = await cityAndBrowser();
const zone = "Asia/Shanghai";

/** The first time of a day that is free for six hours on end. */
async function longFree(room: string): Promise<{ day: string; hour: (later: number) => string }> {
  const from = Temporal.Now.plainDateISO(zone).add({ days: 1 });
  const answer = await fetch(`${running.url}/api/rooms/${room}?from=${from}&days=7`);
  const { days } = (await answer.json()) as {
    days: { day: string; parts: { startsAt: string; endsAt: string; state: string }[] }[];
  };
  for (const { day, parts } of days)
    for (const { startsAt, endsAt, state } of parts) {
      const [start, end] = [Temporal.Instant.from(startsAt), Temporal.Instant.from(endsAt)];
      if (state !== "free" || start.until(end).total("hours") < 6) continue;
      const first = start.toZonedDateTimeISO(zone).round({ smallestUnit: "hour", roundingMode: "ceil" });
      return {
        day,
        hour: (later) => first.add({ hours: later }).toPlainTime().toString({ smallestUnit: "minute" }),
      };
    }
  throw new Error("the room is not free for six hours in a week");
}

async function typeTimes(page: Page, prefix: string, times: { day: string; from: string; to: string }) {
  await page.fill(`[name='${prefix}startsAt']`, times.day);
  await page.fill(`[name='${prefix}startsAt.time']`, times.from);
  await page.fill(`[name='${prefix}endsAt']`, times.to);
}

test("a room is displaced with the consent of who has it", { timeout: 180_000 }, async () => {
  const page = await signIn(running, await browser.newContext({ ...plain, ...phone }), "19987650581");
  await page.goto(`${running.url}/rooms`);
  await page.click("main a:has-text('合唱排练厅')");
  const room = new URL(page.url()).pathname.split("/")[2] ?? "";
  const { day, hour } = await longFree(room);
  const wanted = { day, from: hour(0), to: hour(2) };
  const other = { day, from: hour(3), to: hour(5) };
  await page.goto(`${running.url}/rooms/${room}?from=${day}`);
  await page.locator(`main td.is-free a[href*='day=${day}'][href*='time=${wanted.from}']`).click();
  await typeTimes(page, "", wanted);
  await page.fill("[name=purpose]", "社区合唱队排练");
  await page.locator("main form:has([name=purpose]) button[value=one]").click();
  await page.waitForURL(/\/reservations\/.*made/);
  assert.match(await mainText(page), /已约好/);
  const mine = page.url().split("?")[0] ?? "";

  const stranger = await (await browser.newContext(phone)).newPage();
  await stranger.goto(`${running.url}/rooms`);
  assert.deepEqual(await faultsOf(stranger), []);
  await stranger.goto(`${running.url}/rooms/${room}?from=${day}&day=${day}`);
  assert.match(await mainText(stranger), /已有人/);
  assert.doesNotMatch(await mainText(stranger), /社区合唱队/);
  assert.deepEqual(await faultsOf(stranger), []);

  const desk = await atDesk(running, browser, "ju-manager");
  await desk.goto(`${running.url}/rooms/${room}?day=${day}`);
  await typeTimes(desk, "", wanted);
  await desk.fill("[name=purpose]", "全市合唱汇报演出");
  await desk.locator("main form:has([name=purpose]) button[value=one]").click();
  await desk.waitForSelector("main [role=alert]");
  assert.match(await mainText(desk), /这段时间已经有人.*之后最近的空闲是/s);
  await desk.click("main a:has-text('请占用的人改期')");
  await typeTimes(desk, "", wanted);
  await desk.fill("[name=purpose]", "全市合唱汇报演出");
  await desk.fill("[name=reason]", "汇报演出只有这一天，别处没有钢琴");
  await typeTimes(desk, "options.0.", other);
  assert.deepEqual(await faultsOf(desk), []);
  await desk.locator("main form:has([name=reason]) button").click();
  await desk.waitForURL(/\/desk\/rooms#moves/);
  assert.match(await mainText(desk), /等答复/);

  await page.goto(mine);
  assert.match(await mainText(page), /想用您约的这段时间.*别处没有钢琴/s);
  await page.locator("main form:has([name=move]) button[value='1']").click();
  await page.waitForURL(/moved/);
  assert.match(await mainText(page), new RegExp(`${other.from}–${other.to}`));

  await desk.goto(`${running.url}/desk/rooms/${room}?day=${day}`);
  const seen = await mainText(desk);
  assert.match(seen, new RegExp(`${wanted.from}–${wanted.to}[^–]*市文`));
  assert.match(seen, new RegExp(`${other.from}–${other.to}[^–]*社区合唱队排练`));
  assert.deepEqual(await faultsOf(desk), []);
  await desk.goto(`${running.url}/desk/rooms`);
  assert.match(await mainText(desk), /对方同意了/);
});
