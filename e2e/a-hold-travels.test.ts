/** See e2e/stories/a-hold-travels.md. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { bringBack, checkOut, joinAsReader, someCopies } from "#library/testing";
import { addStaff } from "#people/filling";
import { aResident } from "#people/testing";
import { registerFacility } from "#places/filling";
import { anOrganisation } from "#places/testing";
import { inTx, type TxCtx } from "#platform/ctx";
import { demoPassword } from "../seed/filling/people.ts";
import { cityAndBrowser } from "./city-and-browser.ts";
import { atDesk, mainText, phone, plain, signIn } from "./people.ts";

const { running, browser } = await cityAndBrowser();
const hers = "13900012007";

async function aHouse(inner: TxCtx, name: string, login: string, parentId?: string) {
  const { id: organisationId, path } = await anOrganisation(inner, {
    label: login,
    name,
    ...(parentId && { parentId }),
  });
  const { id: placeId } = await registerFacility(inner, {
    organisationId,
    divisionCode: "650203001",
    kind: "book-house",
    level: "community",
    demo: true,
    name,
    number: `YY-${login}`,
    address: "友谊路 9 号",
  });
  const staff = {
    login,
    name: "古丽",
    organisation: organisationId,
    role: "clerk",
    password: demoPassword,
  } as const;
  await addStaff(inner, staff);
  return { organisationId, path, placeId };
}

async function aReader(inner: TxCtx, name: string, homeId: string, issuerId: string, number?: string) {
  const { subject } = await aResident(inner, { name, ...(number && { phone: `+86${number}` }) });
  const reader = { subject, kind: "person", name: "", category: "adult", homeId, validUntil: null } as const;
  await joinAsReader(inner, { ...reader, card: { issuerId, number: `D${subject.slice(-8)}` } });
  return subject;
}

/** Two houses, a book of the one that is lent, and another on its shelf. */
function aNetwork() {
  return inTx(running.city.ctx("story"), async (inner) => {
    const south = await aHouse(inner, "城南书屋", "lends-south");
    const north = await aHouse(inner, "独山子书屋", "lends-north", south.organisationId);
    await someCopies(inner, north);
    const subject = await aReader(inner, "古丽娜尔·艾山", north.placeId, south.organisationId, hers);
    const other = await aReader(inner, "李娜", south.placeId, south.organisationId);
    const lent = await titled(inner, await someCopies(inner, south));
    const shelved = await titled(inner, await someCopies(inner, south));
    await checkOut(inner, { subject: other, itemId: lent.itemId, placeId: south.placeId });
    return { south, north, subject, lent, shelved };
  });
}

async function titled(inner: TxCtx, { recordId, itemIds }: { recordId: number; itemIds: number[] }) {
  const [itemId = 0] = itemIds;
  const row = await inner.db.one<{ title: string; barcode: string }>`
    select r.title, i.barcode from library.record r join library.item i on i.record_id = r.id where i.id = ${itemId}`;
  return { recordId, itemId, ...row };
}

async function looks(page: Page, name: string): Promise<void> {
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${page.url()} is ${wide} px wide at ${width}`);
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/${name}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 360, height: 800 });
}

/** She waits for it, to be collected in 独山子. */
async function reserves(page: Page, recordId: number, said: RegExp): Promise<void> {
  await page.goto(`${running.url}/catalogue/${recordId}`);
  await page.getByRole("link", { name: "预约这本书" }).click();
  await page.waitForURL(/\/hold$/);
  assert.match(await mainText(page), said);
  await looks(page, `hold-${recordId}`);
  await page.getByLabel("到哪里取").selectOption({ label: "独山子书屋" });
  await page.getByRole("button", { name: "预约", exact: true }).click();
  await page.waitForURL(/\/my\/holds/);
}

test("a hold travels", { timeout: 240_000 }, async () => {
  const { south, north, subject, lent, shelved } = await aNetwork();
  const reader = await signIn(running, await browser.newContext({ ...phone, ...plain }), hers);
  await reserves(reader, lent.recordId, /没有人在等，共 1 册/);
  assert.match(await mainText(reader), /排队中[\s\S]*轮到您了，等下一册，共 1 册；到独山子书屋取/);
  await reserves(reader, shelved.recordId, /别的馆架上有 1 册，预约后送到您选的馆/);
  assert.match(await mainText(reader), /正在架上找/);
  await looks(reader, "my-holds-waiting");

  const clerk = await atDesk(running, browser, "lends-south", {
    ...plain,
    viewport: { width: 1440, height: 900 },
  });
  await clerk.goto(`${running.url}/desk/lending/pull`);
  assert.ok((await mainText(clerk)).includes(shelved.title));
  await looks(clerk, "pull-list");
  const scan = async (page: Page, label: string, barcode: string) => {
    await page.getByRole("textbox", { name: label }).fill(barcode);
    await page.keyboard.press("Enter");
  };
  await scan(clerk, "扫条码", lent.barcode);
  await clerk.getByText(`${lent.barcode} 不在这里的单子上`).first().waitFor();
  await scan(clerk, "扫条码", shelved.barcode);
  await clerk.getByText(`《${shelved.title}》装箱送独山子书屋，有人在那里等`).waitFor();
  await clerk.getByText("现在没有要找的书").waitFor();

  const till = running.city.ctx("till");
  const back = await inTx(till, (inner) => bringBack(inner, { itemId: lent.itemId, placeId: south.placeId }));
  assert.deepEqual(back.goes, { to: "place", placeId: north.placeId, reason: "hold" });
  for (const { itemId } of [lent, shelved])
    await inTx(till, (inner) => bringBack(inner, { itemId, placeId: north.placeId }));

  await reader.goto(`${running.url}/my/messages`);
  const told = await mainText(reader);
  assert.equal(told.match(/您预约的一册到了独山子书屋/g)?.length, 2);
  assert.ok(!told.includes(lent.title) && !told.includes(shelved.title));
  await reader.goto(`${running.url}/my/holds`);
  assert.match(await mainText(reader), /到了，可以取[\s\S]*取书号 1[\s\S]*取书号 2/);
  await looks(reader, "my-holds-ready");

  const other = await atDesk(running, browser, "lends-north", {
    ...plain,
    viewport: { width: 1440, height: 900 },
  });
  await other.goto(`${running.url}/desk/lending/shelf`);
  assert.match(await mainText(other), /1古丽娜尔·艾山2007[\s\S]*2古丽娜尔·艾山/);
  await looks(other, "hold-shelf");
  await other.goto(`${running.url}/desk/lending/queue/${lent.recordId}`);
  assert.match(await mainText(other), /古丽娜尔·艾山独山子书屋到了，可以取/);
  await looks(other, "queue");

  await inTx(till, (inner) => checkOut(inner, { subject, itemId: lent.itemId, placeId: north.placeId }));
  await reader.goto(`${running.url}/my/holds`);
  await reader.getByRole("button", { name: /^取消预约/ }).click();
  await reader.getByText("没有在等的书").waitFor();

  await other.goto(`${running.url}/desk/lending/shelf`);
  await other.getByRole("heading", { name: "该撤下来的" }).waitFor();
  await looks(other, "hold-shelf-left");
  await scan(other, "扫撤下来的书", shelved.barcode);
  await other.getByText(`《${shelved.title}》装箱送回城南书屋`).waitFor();
  await other.goto(`${running.url}/desk/lending/hopeless`);
  await other.getByText("没有等不到的书").waitFor();
});
