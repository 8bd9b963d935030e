/** See e2e/stories/a-fortnightly-bag.md. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { joinAsReader, someCopies } from "#library/testing";
import { addStaff } from "#people/filling";
import { aResident } from "#people/testing";
import { registerFacility } from "#places/filling";
import { anOrganisation } from "#places/testing";
import { inTx, today } from "#platform/ctx";
import { demoPassword } from "../seed/filling/people.ts";
import { cityAndBrowser } from "./city-and-browser.ts";
import { looksWell } from "./looks.ts";
import { atDesk, mainText, phone, plain, signIn } from "./people.ts";

const { running, browser } = await cityAndBrowser();
const { db } = running.city;
const hers = "13900012019";
const card = "D12019";

function aStreet() {
  return inTx(running.city.ctx("story"), async (inner) => {
    const name = "和平社区书屋";
    const { id: organisationId, path } = await anOrganisation(inner, { label: "brings", name });
    const { id: placeId } = await registerFacility(inner, {
      organisationId,
      divisionCode: "650203001",
      kind: "book-house",
      level: "community",
      demo: true,
      name,
      number: "HP-1",
      address: "和平路 9 号",
    });
    for (const [login, role] of [
      ["brings-clerk", "clerk"],
      ["brings-manager", "manager"],
    ] as const)
      await addStaff(inner, {
        login,
        name: "李娜",
        organisation: organisationId,
        role,
        password: demoPassword,
      });
    const { subject } = await aResident(inner, { name: "古丽娜尔·艾山", phone: `+86${hers}` });
    const reader = {
      subject,
      kind: "person",
      name: "",
      category: "senior",
      homeId: placeId,
      validUntil: null,
    } as const;
    await joinAsReader(inner, { ...reader, card: { issuerId: organisationId, number: card } });
    const { itemIds } = await someCopies(inner, { organisationId, path, placeId });
    const copy = await inner.db.one<{ title: string; barcode: string }>`
      select r.title, i.barcode from library.record r join library.item i on i.record_id = r.id where i.id = ${itemIds[0] ?? 0}`;
    return { placeId, subject, ...copy, day: today(inner) };
  });
}

/** Opens one of the forms below the list, fills it in and sends it. */
async function fill(page: Page, act: string, values: Record<string, string>, ticks: readonly string[] = []) {
  const form = page.locator("form", { has: page.locator(`button[value=${act}]`) });
  if (!(await form.isVisible())) await page.locator("details", { has: form }).locator("summary").click();
  for (const [name, value] of Object.entries(values)) await form.locator(`[name="${name}"]`).fill(value);
  for (const one of ticks) await form.locator(one).check();
  await form.locator(`button[value=${act}]`).click();
}

test("chosen, picked by a scan, handed over, on the reader's page, and back", {
  timeout: 240_000,
}, async () => {
  const { placeId, subject, title, barcode, day } = await aStreet();
  const manager = await atDesk(running, browser, "brings-manager", plain);
  await manager.goto(`${running.url}/desk/lending/deliveries`);
  const week = [1, 2, 3, 4, 5, 6, 7].map((one) => `[name="weekdays[]"][value="${one}"]`);
  await fill(manager, "terms", { most: "3", feeFen: "0", keepDays: "60" }, week);
  const clerk = await atDesk(running, browser, "brings-clerk", plain);
  const list = `${running.url}/desk/lending/deliveries?place=${placeId}`;
  await clerk.goto(list);
  const round = { "round.wishes": "大字本历史小说", "round.books": "1", "round.everyWeeks": "2" };
  const where = { name: "古丽娜尔", phone: hers, address: "和平路 21 号 2 单元 302" };
  await fill(clerk, "doorstep", { sign: card, ...where, ...round, "round.nextOn": day.toString() }, [
    "[name=homebound]",
  ]);
  assert.match(await mainText(clerk), /登记好了[\s\S]*该送书的读者[\s\S]*大字本历史小说/);
  await fill(clerk, "choose", { sign: card, barcode });
  assert.match(await mainText(clerk), /选好了[\s\S]*备书单[\s\S]*架上/);
  await clerk.goto(list);
  assert.ok((await mainText(clerk)).includes(title));
  await fill(clerk, "scan", { barcode: "NOBODY" });
  assert.match(await mainText(clerk), /不是这里要送的书/);
  await fill(clerk, "scan", { barcode });
  assert.match(await mainText(clerk), /装进 1 号袋，袋里 1 本/);
  await looksWell(clerk);
  await clerk.goto(list.replace("?", "/paper?"));
  const paper = await mainText(clerk);
  assert.match(paper, /1 号 · 古[\s\S]*和平路 21 号/);
  assert.ok(!paper.includes(title), "who carries it does not read what is in it");
  await clerk.goto(list);
  await clerk.locator("main button[value=pack]").click();
  await clerk.locator("main input[name=bringer]").fill("志愿者王伟");
  await clerk.locator("main button[value=hand-over]").click();
  assert.match(await mainText(clerk), /借出 1 本[\s\S]*在路上/);
  const reader = await signIn(running, await browser.newContext({ ...plain, ...phone }), hers);
  await reader.goto(`${running.url}/my/delivery`);
  assert.match(await mainText(reader), /正在送的书[\s\S]*1 本 · 在路上/);
  await looksWell(reader);
  await reader.goto(`${running.url}/my/loans`);
  assert.ok((await mainText(reader)).includes(title));
  await clerk.goto(list);
  await clerk.locator("main button[value=delivered]").click();
  const { nextOn } = await db.one<{ nextOn: string }>`
    select next_on::text from library.doorstep where subject = ${subject}`;
  assert.equal(nextOn, day.add({ days: 14 }).toString());
  await clerk.goto(list);
  await fill(clerk, "scan", { barcode });
  assert.match(await mainText(clerk), /还回/);
  assert.deepEqual(await db.many`select 1 from library.bag where subject = ${subject}`, []);
});
