/** See e2e/stories/found-claimed-checked-in-counted.md. */
import assert from "node:assert/strict";
import { test } from "node:test";
import jsQR from "jsqr";
import type { Page } from "playwright-core";
import { Temporal } from "temporal-polyfill";
import { aStaff } from "#people/testing";
import { inTx } from "#platform/ctx";
import { cityAndBrowser } from "./city-and-browser.ts";
import { atDesk, claimPlaces, doorOpens, mainText, phone, signIn, soonSession } from "./people.ts";

const { running, browser } = await cityAndBrowser();

const placesLeft = async (offer: string) => {
  const answer = (await (await fetch(`${running.url}/api/offers/${offer}`)).json()) as {
    pools: { channel: string; left: number }[];
  };
  return answer.pools.find(({ channel }) => channel === "online")?.left ?? 0;
};

test("found, claimed, checked in, counted", { timeout: 120_000 }, async () => {
  const { event, session, offer, title } = await soonSession(running);
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  await page.goto(running.url);
  assert.match((await mainText(page)).replace(/\s/g, ""), /步行15分钟内有\d+处开放/);

  const mine = await signIn(running, context, "19900000001");
  await mine.goto(`${running.url}/events/${event}?session=${session}`);
  const left = await placesLeft(offer);
  await claimPlaces(mine, 2);
  assert.equal(await placesLeft(offer), left - 2);
  await mine.goto(`${running.url}/my`);
  assert.ok((await mainText(mine)).includes(title));

  await doorOpens(running, offer);
  await mine.goto(`${running.url}/my/pass`);
  await mine.waitForSelector("text=秒后更换");
  const scan = await scanned(mine);
  assert.match(scan, /^WM1D\./, "a code that changes");
  await mine.reload();
  const thisPhone = mine.locator("li:has-text('这部手机')");
  await thisPhone.waitFor();
  assert.equal(await thisPhone.getByRole("button").count(), 0, "the phone in one's hand is not removed");

  const visitsBefore = await visits();
  const clerk = await atDesk(running, browser, "ju-manager");
  await clerk.goto(`${running.url}/desk/door/${offer}`);
  await clerk.fill("input[name=scan]", scan);
  await clerk.keyboard.press("Enter");
  await clerk.waitForSelector("main [role=status], main [role=alert]");
  assert.match(await mainText(clerk), /\p{Script=Han}+：已签到 2 人/u);

  // The same code again counts nobody; the clerk is told so.
  await clerk.fill("input[name=scan]", scan);
  await clerk.keyboard.press("Enter");
  await clerk.waitForSelector("main [role=status]:has-text('不重复计数')");
  const door = (await (await fetch(`${running.url}/api/offers/${offer}`)).json()) as { left: number };
  assert.ok(door.left >= 0);

  for (let waited = 0; (await visits()) === visitsBefore && waited < 5_000; waited += 100) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.equal(await visits(), visitsBefore + 2);
  await clerk.goto(`${running.url}/city/visits`);
  assert.ok((await mainText(clerk)).includes(title), "the figure leads to the row");
});

/** Reads the code off the screen, as a scanner would. */
async function scanned(page: Page): Promise<string> {
  const { data, size } = await page.locator("svg.qr").evaluate(async (svg) => {
    const side = 600;
    const picture = new Image();
    const copy = svg.cloneNode(true) as SVGElement;
    copy.setAttribute("width", String(side));
    copy.setAttribute("height", String(side));
    picture.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
    await picture.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
    const context = canvas.getContext("2d");
    context?.drawImage(picture, 0, 0);
    return { data: [...(context?.getImageData(0, 0, side, side).data ?? [])], size: side };
  });
  const read = jsQR.default(Uint8ClampedArray.from(data), size, size);
  assert.ok(read, "the code can be read");
  return read.data;
}

async function visits(): Promise<number> {
  const today = Temporal.Now.plainDateISO("Asia/Shanghai").toString();
  const { amount } = await running.city.db.one<{ amount: number }>`
    select coalesce(sum(amount), 0)::int as amount from insight.fact where metric = 'visits' and occurred_on = ${today}::date`;
  return amount;
}

test("without script: places are taken and given back by plain forms", { timeout: 60_000 }, async () => {
  const { event, session, offer } = await soonSession(running, 0);
  const context = await browser.newContext({ ...phone, javaScriptEnabled: false });
  // Somebody new: people of the demo may have booked it already.
  const page = await signIn(running, context, "19987650102");
  await page.goto(`${running.url}/events/${event}?session=${session}`);
  const left = await placesLeft(offer);
  // Refusals name their field, and the limit of this event.
  const refusedFor = async (size: string) => {
    await page.locator("main [name=size]").fill(size);
    const answered = page.waitForEvent("load");
    await page.locator("main form:has([name=size]) button[type=submit]").click();
    await answered;
    return (await page.locator("main [role=alert]").textContent()) ?? "";
  };
  assert.match(await refusedFor(""), /预约人数：请填写/);
  assert.match(await refusedFor("50"), /最多预约 \d 人/);
  await page.locator("main [name=size]").fill("1");
  await claimPlaces(page, 1);
  assert.equal(await placesLeft(offer), left - 1);
  await page.goto(`${running.url}/my`);
  const sure = page.getByRole("button", { name: "确定取消" }).first();
  assert.ok(await sure.isHidden(), "one tap takes no place away");
  await page.locator("main summary:has-text('取消预约')").first().click();
  await sure.click();
  await page.waitForURL(/cancelled/);
  assert.match(await mainText(page), /名额已放回/);
});

test("what can no longer be cancelled says so before it is booked; what else is booked then is said", {
  timeout: 60_000,
}, async () => {
  const first = await soonSession(running, 0);
  const page = await signIn(running, await browser.newContext(phone), "19987650103");
  await page.goto(`${running.url}/events/${first.event}?session=${first.session}`);
  await claimPlaces(page, 1);
  const { id: other, event } = await running.city.db.one<{ id: string; event: string }>`
    select s.id, s.event_id as event from programme.session s join programme.event e on e.id = s.event_id
      join booking.offer o on o.id = s.offer_id join booking.pool p on p.offer_id = o.id and p.channel = 'online'
     where e.state = 'published' and s.cancelled_because is null and s.offer_id <> ${first.offer} and o.starts_at > now()
       and p.quota - p.taken >= 6 and (o.rules->>'minLevel')::int = 0 order by s.id limit 1`;
  // Both have begun, and one may still come in.
  await doorOpens(running, first.offer);
  await running.city.db.run`
    update programme.session set starts_at = now() - interval '10 minutes', ends_at = now() + interval '1 hour' where id = ${other}`;
  await running.city.db.run`
    update booking.offer set starts_at = now() - interval '10 minutes', ends_at = now() + interval '1 hour',
           opens_at = now() - interval '1 day', closes_at = now() + interval '1 hour'
     where id = (select offer_id from programme.session where id = ${other})`;
  await running.city.db.run`
    update booking.pool set releases_at = null where offer_id = (select offer_id from programme.session where id = ${other})`;
  await page.goto(`${running.url}/events/${event}?session=${other}`);
  const text = await mainText(page);
  assert.match(text, /现在预约后不能自己取消/);
  assert.ok(text.includes(`这个时间您还预约了${first.title}`), text);
  await claimPlaces(page, 1);
  assert.match(await mainText(page), /已于 .*开始，请尽快到场/);
  assert.match(await mainText(page), /已过取消时间/);
});

test("who is not signed in is sent to sign in and comes back", async () => {
  const { event } = await soonSession(running);
  const page = await (await browser.newContext(phone)).newPage();
  await page.goto(`${running.url}/my`);
  assert.match(await mainText(page), /登录/);
  await page.goto(`${running.url}/sign-in`);
  await page.fill("input[type=tel]", "19987650104");
  await page.click("main button[type=submit]");
  await page.getByRole("button", { name: "没收到，重新获取" }).click();
  await page.waitForSelector("main [role=alert]");
  assert.match(await mainText(page), /尾号 0104/);
  assert.match(await mainText(page), /验证码刚刚发过/, "asked again for the number that was typed");
  await page.goto(`${running.url}/events/${event}?lang=en`);
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
});

test("staff of another organisation do not see this door", async () => {
  const { offer } = await soonSession(running);
  const { actor } = await inTx(running.city.ctx("test"), async (inner) => {
    const { id } = await inner.db.one<{ id: string }>`
      select o.id from places.organisation o join booking.offer f on f.id = ${offer}
       where not starts_with(f.org_path, o.path) and not starts_with(o.path, f.org_path) limit 1`;
    return aStaff(inner, { organisationId: id, role: "manager" });
  });
  const ctx = { ...running.city.ctx("test"), actor };
  await assert.rejects(
    running.city.performer.perform(ctx, "booking.door", { params: { offerId: offer } }, null),
    { status: 403 },
  );
});
