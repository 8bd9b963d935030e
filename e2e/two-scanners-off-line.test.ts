/** stories/the-door-without-a-line.md */
import assert from "node:assert/strict";
import { test } from "node:test";
import { aStaff } from "#people/testing";
import { inTx } from "#platform/ctx";
import { holder, scan, scannerAt } from "./at-the-door.ts";
import { faultsOf } from "./axe.ts";
import { cityAndBrowser } from "./city-and-browser.ts";
import { atDesk, soonSession } from "./people.ts";

const { running, browser } = await cityAndBrowser();
const ctx = running.city.ctx("e2e");
const { perform } = running.city.performer;

/** A manager of the house gives the place of somebody away. */
async function cancel(offer: string, claimId: string): Promise<void> {
  const { id } = await running.city.db.one<{ id: string }>`
    select g.id from places.organisation g join booking.offer o on o.org_path = g.path where o.id = ${offer}`;
  const { actor } = await inTx(ctx, (inner) => aStaff(inner, { organisationId: id, role: "manager" }));
  const asked = { params: { claimId }, body: { because: "座位坏了" } };
  await perform({ ...ctx, actor }, "booking.cancel", asked, null);
}

test("the same person at two doors without a line is counted once, and the desk settles what does not fit", {
  timeout: 240_000,
}, async () => {
  const { offer } = await soonSession(running);
  const twice = await holder(running, offer, "古丽");
  const lost = await holder(running, offer, "陈明远");
  const gone = await holder(running, offer, "赵晓燕");
  // A phone that was lost before the devices were made ready.
  await running.city.db.run`delete from people.pass_device where account = ${lost.account}`;
  // The door is open, and it has not begun: places can still be cancelled.
  await running.city.db.run`
    update booking.offer set starts_at = now() + interval '20 minutes', ends_at = now() + interval '3 hours' where id = ${offer}`;
  const east = await scannerAt(running, browser, { offer, label: "东门" });
  const west = await scannerAt(running, browser, { offer, label: "西门" });

  await Promise.all([east.context.setOffline(true), west.context.setOffline(true)]);
  await east.page.reload();
  await east.page.waitForSelector(".scanner-inside");
  const kept = await east.page.evaluate(async () => (await (await caches.match("/scanner"))?.text()) ?? "");
  assert.ok(kept.length > 0 && !/局管理员|"subject":"/.test(kept), "the page that is kept names nobody");

  assert.deepEqual(await faultsOf(east.page), []);

  const code = await twice.code();
  await scan(east.page, code, /放行.*古丽/);
  assert.match((await east.page.locator(".scanner-line").textContent()) ?? "", /没有网络.*1 条待上报/);
  await scan(east.page, code, /已入场，不重复计数/);
  // Ten minutes go by: both say how old what they know is, and take the codes of then.
  for (const { page } of [east, west]) await page.clock.setSystemTime(Date.now() + 10 * 60_000);
  await scan(west.page, await twice.code(10), /放行.*古丽/);
  await scan(west.page, await lost.code(10), /不能放行.*通行证已停用/);
  await west.page.waitForSelector(".scanner-line:has-text('没有网络'):has-text('10 分钟前')");
  await scan(west.page, "6901234567892000000000000000000000000000000", /不能放行/);
  // Cancelled while nobody at the door can know.
  await cancel(offer, gone.claimId);
  await scan(east.page, await gone.code(10), /放行.*赵晓燕/);
  // Nobody's phone: found by name, and the list is read.
  await east.page.fill("#typed", "陈明");
  await east.page.keyboard.press("Enter");
  await east.page.waitForSelector(".scanner-one:has-text('陈明远')");
  // Scans that were not sent survive the device being shut.
  await east.page.reload();
  await east.page.waitForSelector(".scanner-line:has-text('2 条待上报')");

  for (const { page, context } of [west, east]) {
    await context.setOffline(false);
    await page.click("text=现在同步");
    await page.waitForSelector(".scanner-line:not(:has-text('待上报')):has-text('已联网')");
  }
  const came = await running.city.db.many<{ subject: string; state: string }>`
    select subject, state from booking.claim where offer_id = ${offer}
       and subject = any(${[twice.subject, lost.subject, gone.subject]}::uuid[])`;
  const stateOf = (subject: string) => came.find((one) => one.subject === subject)?.state;
  assert.deepEqual(
    [twice, lost, gone].map(({ subject }) => stateOf(subject)),
    ["checked-in", "confirmed", "cancelled"],
  );
  const { visits } = await running.city.db.one<{ visits: number }>`
    select count(*)::int as visits from platform.outbox
     where type = 'claim.checked-in' and payload->>'claimId' = ${twice.claimId}`;
  assert.equal(visits, 1);

  const desk = await atDesk(running, browser, "ju-manager");
  await desk.waitForSelector("main a[href^='/desk/scanners/']");
  await desk.goto(`${running.url}/desk/scanners/${offer}`);
  assert.deepEqual(await faultsOf(desk), []);
  const row = (name: string) => desk.locator("main li.full-row", { hasText: name });
  assert.match((await row("古丽").textContent()) ?? "", /两处入场，只计一次.*东门.*西门/s);
  assert.match((await row("赵晓燕").textContent()) ?? "", /已经取消或失效/);
  await row("古丽").getByRole("button", { name: "已核实" }).click();
  await desk.waitForSelector("main [role=status]:has-text('已核实')");
  assert.equal(await row("古丽").count(), 0);

  // A device that is lost is ended at the desk: it forgets everything.
  const device = desk.locator("main li.full-row", { hasText: "西门" }).filter({ hasText: "使用中" });
  await device.locator("summary").click();
  await device.getByRole("button", { name: "停用" }).click();
  await desk.waitForSelector("main [role=status]:has-text('已停用')");
  await west.page.click("text=现在同步");
  await west.page.waitForSelector("text=这台设备上的名单已清除");
  const left = await west.page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open("wenmai-scanner");
        opening.onsuccess = () => {
          const counted = opening.result.transaction("state").objectStore("state").count();
          counted.onsuccess = () => resolve(counted.result);
        };
      }),
  );
  assert.equal(left, 0);
});
