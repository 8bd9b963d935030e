/** See e2e/stories/a-contest-from-entry-to-award.md. Nobody here has script. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { inTx } from "#platform/ctx";
import { anEvent } from "#programme/testing";
import { cityAndBrowser } from "./city-and-browser.ts";
import { looksWell } from "./looks.ts";
import { atDesk, mainText, phone, plain, signIn } from "./people.ts";

const { running, browser } = await cityAndBrowser();

const desk = (login: string) =>
  atDesk(running, browser, login, { ...plain, viewport: { width: 1440, height: 900 } });
const resident = async (number: string) =>
  signIn(running, await browser.newContext({ ...plain, ...phone }), number);
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();
const unfold = (page: Page, name: string) => page.locator("summary", { hasText: name }).first().click();
const now = () => running.city.ctx("contest").clock();

test("a contest from entry to award", async () => {
  const { organisationId } = await running.city.db.one<{ organisationId: string }>`
    select g.organisation as organisation_id from people.role_grant g join people.staff s on s.account = g.account
     where s.login = 'lib-editor' limit 1`;
  const { id } = await inTx(running.city.ctx("contest"), (ctx) =>
    anEvent(ctx, { organisationId, event: { kind: "contest", title: "油城好声音" } }),
  );
  const day = (on: number) =>
    now()
      .add({ hours: 24 * on })
      .toZonedDateTimeISO("Asia/Shanghai")
      .toPlainDate()
      .toString();
  const editor = await desk("lib-editor");
  await editor.goto(`${running.url}/desk/events/${id}`);
  await editor.getByRole("link", { name: /组别、报名/ }).click();
  await editor.fill("input[name=opensAt]", "2026-01-01");
  await editor.fill("input[name='opensAt.time']", "09:00");
  await editor.fill("input[name=closesAt]", day(1));
  await editor.fill("input[name='closesAt.time']", "00:01");
  await editor.fill("textarea[name=rules]", "每人限报一项，作品须为原创。");
  await press(editor, "保存");
  await unfold(editor, "添加组别");
  await editor.fill("input[name=name] >> nth=0", "成人独唱");
  await editor.fill("input[name=places] >> nth=0", "10");
  await press(editor, "添加组别");
  assert.match(await mainText(editor), /已报 0 个，共 10 个名额/);
  await unfold(editor, "添加轮次");
  await editor.fill("input[name='criteria.0.name']", "音准");
  await editor.fill("input[name='criteria.0.weight']", "60");
  await editor.fill("input[name='criteria.1.name']", "表现");
  await editor.fill("input[name='criteria.1.weight']", "40");
  await press(editor, "添加轮次");
  await looksWell(editor);

  const singer = await resident("19987650701");
  // Who enters has a name.
  await singer.goto(`${running.url}/my/account`);
  await singer.fill("main input[name=name]", "巴哈尔");
  await singer.locator("main form:has(input[name=name]) button[type=submit]").first().click();
  await singer.goto(`${running.url}/events/${id}`);
  await singer.getByRole("link", { name: "参赛与成绩" }).click();
  await looksWell(singer);
  await singer.getByRole("link", { name: /报名参赛/ }).click();
  await singer.fill("input[name=title]", "草原之夜");
  await looksWell(singer);
  await press(singer, "报名参赛");
  assert.match(await mainText(singer), /请先阅读参赛规则/, "what was not agreed to is asked for");
  await singer.check("input[name=agrees]");
  await press(singer, "报名参赛");
  assert.match(await mainText(singer), /已报名，等主办单位审核/);
  await looksWell(singer);

  const publisher = await desk("ju-publisher");
  await publisher.goto(`${running.url}/desk/events/${id}/contest`);
  await press(publisher, /^通过/);
  await publisher.fill("form:has(input[value=juror]) input[name=name]", "阿依努尔");
  await press(publisher, "聘请评委");
  const code = /评委码 ([0-9A-Z-]{11})/.exec(await mainText(publisher))?.[1] ?? "";
  assert.notEqual(code, "");

  const juror = await resident("19987650702");
  await juror.goto(`${running.url}/jury`);
  await juror.fill("input[name=code]", code);
  await press(juror, "入席");
  await looksWell(juror);
  await juror.getByRole("link", { name: /油城好声音/ }).click();
  await looksWell(juror);
  await juror.fill("input[name='points.0']", "9.5");
  await juror.fill("input[name='points.1']", "9");
  await press(juror, "打分");
  assert.match(await mainText(juror), /分数已记下/);

  await running.city.db.run`update programme.contest set closes_at = ${now()} where event_id = ${id}`;
  await editor.reload();
  await editor.getByRole("link", { name: "决赛" }).click();
  await editor.selectOption("select[name='rows.0.award']", "first");
  await looksWell(editor);
  await press(editor, "录入成绩");
  assert.match(await mainText(editor), /请另一位同事核对/);

  await publisher.goto(editor.url().replace(/\?.*/, ""));
  await looksWell(publisher);
  await press(publisher, "公布成绩");
  await singer.goto(`${running.url}/events/${id}/contest`);
  const results = await mainText(singer);
  assert.match(results, /1 号/, "who did not agree stands there by number");
  assert.match(results, /9\.3/);
  assert.match(results, /一等奖/);
  await looksWell(singer);
});

test("a work is written at the desk, made public by somebody else, and read by everybody", async () => {
  const editor = await desk("lib-editor");
  await editor.goto(`${running.url}/desk/events`);
  await editor.getByRole("link", { name: "作品登记" }).click();
  await editor.fill("input[name=title]", "黑走马");
  await editor.fill("input[name=year]", "2025");
  await editor.fill("textarea[name=credits]", "编导陈晓燕");
  await editor.fill("input[name=rightsHolder]", "市图书馆");
  await editor.fill("input[name=allowed]", "演出须经许可");
  await press(editor, "登记");
  assert.equal(await editor.inputValue("textarea[name=credits]"), "编导陈晓燕", "nothing typed is lost");
  await editor.fill("textarea[name=credits]", "编导：陈晓燕");
  await press(editor, "登记");
  await looksWell(editor);
  const publisher = await desk("ju-publisher");
  await publisher.goto(editor.url());
  await press(publisher, "公开作品");
  const anybody = await (await browser.newContext({ ...plain, ...phone })).newPage();
  await anybody.goto(`${running.url}/works`);
  await looksWell(anybody);
  await anybody.getByRole("link", { name: "黑走马" }).click();
  assert.match(await mainText(anybody), /陈晓燕/);
  await looksWell(anybody);
});
