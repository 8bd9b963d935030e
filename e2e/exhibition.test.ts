/** See e2e/stories/an-exhibition-morning.md. Nobody here has script. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inTx } from "#platform/ctx";
import { takeStep } from "#programme/filling";
import { anEvent } from "#programme/testing";
import { cityAndBrowser } from "./city-and-browser.ts";
import { looksWell } from "./looks.ts";
import { atDesk, claimPlaces, doorOpens, mainText, phone, plain, signIn } from "./people.ts";

const { running, browser } = await cityAndBrowser();

const dayAhead = (days: number) =>
  running.city.base.clock().toZonedDateTimeISO("Asia/Shanghai").toPlainDate().add({ days }).toString();

test("a morning of timed entry and walk-ins, with a guide", { timeout: 180_000 }, async () => {
  const { organisationId } = await running.city.db.one<{ organisationId: string }>`
    select g.organisation as organisation_id from people.role_grant g join people.staff s on s.account = g.account
     where s.login = 'lib-editor' limit 1`;
  const ctx = running.city.ctx("exhibition");
  const show = await inTx(ctx, async (inner) => {
    const { id: placeId } = await inner.db.one<{ id: string }>`
      select id from places.facility where kind = 'library' and hours is not null and state = 'published' and ended_on is null
       order by number limit 1`;
    const event = { kind: "exhibition", title: "油城记忆", mode: "on-site", link: null, placeId } as const;
    return anEvent(inner, { organisationId, until: "draft", event, sessions: [] });
  });

  const editor = await atDesk(running, browser, "lib-editor", plain);
  await editor.goto(`${running.url}/desk/events/${show.id}`);
  await editor.locator("summary", { hasText: "按开放时间生成入场时段" }).click();
  const slots = editor.locator("form", { has: editor.locator("input[value=open-slots]") });
  await slots.locator("input[name=from]").fill(dayAhead(1));
  await slots.locator("input[name=through]").fill(dayAhead(3));
  await slots.locator("input[name='booking.pools.0.quota']").fill("6");
  await slots.locator("input[name='booking.pools.1.quota']").fill("4");
  await slots.locator("button").click();
  await editor.waitForURL(/done=add-sessions/);
  await looksWell(editor);

  await editor.getByRole("link", { name: "导览", exact: true }).click();
  for (const [title, words] of [
    ["序厅", "从黑油山说起。"],
    ["一号井", "一号井喷出油流。\n\n这里从此有了一座城。"],
  ] as const) {
    await editor.goto(`${running.url}/desk/guides/${show.id}`);
    await editor.fill("input[name='text.title']", title);
    await editor.fill("textarea[name='text.words']", words);
    await editor.getByRole("button", { name: "加一站" }).click();
    await editor.waitForURL(/\/\d\?done/);
  }
  await looksWell(editor);
  for (const page of ["", "/sheet"]) {
    await editor.goto(`${running.url}/desk/guides/${show.id}${page}`);
    await looksWell(editor);
  }

  const put = async (name: string, content: string) => {
    const form = editor.locator("form", { has: editor.locator("input[type=file]") });
    await form.locator("select").selectOption("en");
    const buffer = Buffer.from(content.padEnd(60_000, "a"), "latin1");
    await form.locator("input[type=file]").setInputFiles({ name, mimeType: "audio/mpeg", buffer });
    await form.locator("button").click();
  };
  await editor.goto(`${running.url}/desk/guides/${show.id}/1`);
  await put("讲解.docx", "PK no music");
  await editor.getByText("这不是 MP3、M4A 或 OGG 录音").first().waitFor();
  assert.equal(await editor.locator("select[name=locale]").inputValue(), "en", "what was chosen stays");
  await looksWell(editor);
  await put("讲解.mp3", "ID3\x04");
  await editor.waitForURL(/\?done/);
  const heard = `${running.url}${await editor.locator("audio").getAttribute("src")}`;
  const strangers = await browser.newContext(plain);
  const [own, others] = [await editor.request.get(heard), await strangers.request.get(heard)];
  assert.deepEqual([own.status(), others.status()], [200, 404], "whoever writes it hears it first");

  const { editor: writer, reviewer, publisher } = show;
  const steps = [
    ["submit", writer],
    ["check", reviewer],
    ["approve", publisher],
    ["publish", publisher],
  ] as const;
  let { version } = await running.city.db.one<{ version: number }>`
    select version from programme.event where id = ${show.id}`;
  for (const [step, actor] of steps)
    ({ version } = await inTx({ ...ctx, actor }, (inner) => takeStep(inner, { id: show.id, version, step })));

  const visitor = await signIn(running, await browser.newContext({ ...plain, ...phone }), "19987650417");
  await visitor.goto(`${running.url}/events/${show.id}`);
  await looksWell(visitor);
  await visitor.locator("#entry nav").nth(1).getByRole("link").nth(1).click();
  await visitor.waitForURL(/session=/);
  const session = new URL(visitor.url()).searchParams.get("session") ?? "";
  await claimPlaces(visitor, 2);
  await looksWell(visitor);

  const { offer } = await running.city.db.one<{ offer: string }>`
    select offer_id as offer from programme.session where id = ${session}`;
  await doorOpens(running, offer);
  const clerk = await atDesk(running, browser, "ju-manager", plain);
  await clerk.goto(`${running.url}/desk/door/${offer}`);
  await clerk.getByRole("button", { name: "签到 手机尾号 0417" }).click();
  assert.match(await mainText(clerk), /手机尾号 0417：已签到 2 人/);
  const walkIn = clerk.locator("form", { has: clerk.locator("input[value=walk-in]") });
  await walkIn.locator("input[name=size]").fill("3");
  await walkIn.locator("button").click();
  assert.match(await mainText(clerk), /已登记现场入场 3 人/);
  assert.match(await mainText(clerk), /现场名额剩 1 个/);
  await walkIn.locator("input[name=size]").fill("2");
  await walkIn.locator("button").click();
  assert.ok(await clerk.locator("main [role=alert]").count(), "two more than there are places for");
  await looksWell(clerk);

  await visitor.goto(`${running.url}/events/${show.id}`);
  await visitor.getByRole("link", { name: "听导览" }).click();
  await looksWell(visitor);
  await visitor.getByRole("link", { name: /2\s*一号井/ }).click();
  assert.match(await mainText(visitor), /这里从此有了一座城/);
  await looksWell(visitor);
});
