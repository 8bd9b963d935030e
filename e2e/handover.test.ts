/** See e2e/stories/a-station-changes-hands.md. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { Temporal } from "temporal-polyfill";
import { addStaff } from "#people/filling";
import { organisationOf } from "#places";
import { registerFacility } from "#places/filling";
import { anOrganisation, aSpace, aThing, whoRan } from "#places/testing";
import type { Role } from "#platform/auth";
import { inTx, type TxCtx } from "#platform/ctx";
import { demoPassword } from "../seed/filling/people.ts";
import { cityAndBrowser } from "./city-and-browser.ts";
import { atDesk, mainText, plain } from "./people.ts";

const { running, browser } = await cityAndBrowser();

async function somebody(ctx: TxCtx, organisation: string, role: Role, name: string) {
  const login = `s${Math.random().toString(36).slice(2, 12)}`;
  const { account } = await addStaff(ctx, { login, name, organisation, role, password: demoPassword });
  return { login, account };
}

/** The plant, its station with a room and chairs, the community, and the people of both. */
function aStation() {
  return inTx(running.city.ctx("story"), async (inner) => {
    const plant = await anOrganisation(inner, { kind: "enterprise", name: "第二采油厂" });
    const community = await anOrganisation(inner, { kind: "community", name: "金龙社区居委会" });
    const place = await registerFacility(inner, {
      organisationId: plant.id,
      name: "第二采油厂职工退休站",
      kind: "retirees-station",
      level: "community",
      since: "2020-01-01",
      divisionCode: "650203001",
      demo: true,
    });
    const room = await aSpace(inner, { placeId: place.id, name: "棋牌室", capacity: 30 });
    const chairs = await aThing(inner, place.id, { spaceId: room.id });
    return {
      plant,
      community,
      place,
      chairs,
      giver: await somebody(inner, plant.id, "manager", "周国平"),
      taker: await somebody(inner, community.id, "manager", "巴哈尔·阿不都"),
      clerk: await somebody(inner, plant.id, "clerk", "张建军"),
    };
  });
}

const button = (page: Page, name: RegExp) => page.getByRole("button", { name });

test("a station changes hands, and every figure knows on which day", { timeout: 180_000 }, async () => {
  const { plant, community, place, chairs, giver, taker, clerk } = await aStation();
  const today = Temporal.Now.plainDateISO("Asia/Shanghai");
  const his = await atDesk(running, browser, giver.login, plain);
  await his.goto(`${running.url}/desk/places/${place.id}/handover`);
  await his.selectOption("select[name=toOrganisationId]", community.id);
  await his.fill("input[name=effectiveOn]", today.toString());
  await his.fill("input[name='other.0.what']", "大门钥匙");
  await his.fill("input[name='other.0.quantity']", "3");
  await button(his, /起草移交/).click();
  await his.waitForURL(/\/desk\/handovers\/[0-9a-f-]+\?drawn-up/);
  const paper = new URL(his.url()).pathname;
  for (const expected of ["折叠椅", "棋牌室", "大门钥匙", "张建军"])
    assert.ok((await mainText(his)).includes(expected), expected);
  await his.getByLabel(/张建军/).selectOption("move");
  await button(his, /重新清点并保存/).click();
  await his.waitForURL(/\?saved/);
  assert.equal(await button(his, /代表金龙社区居委会签字/).count(), 0, "not for the other side");
  await button(his, /代表第二采油厂签字/).click();
  await his.waitForURL(/\?signed/);
  assert.match(await mainText(his), /周国平 于 .* 签字/);

  // Two chairs less: what was signed is not true any more.
  await his.goto(`${running.url}/desk/places/${place.id}/things?thing=${chairs.id}`);
  await his.fill("input[name=quantity]", "38");
  await button(his, /^保存/).click();
  await his.waitForURL(/\?saved/);
  await his.goto(running.url + paper);
  assert.match(await mainText(his), /清单和场所现在的情况不一致/);
  assert.match(await mainText(his), /签字已作废/);
  await button(his, /代表第二采油厂签字/).click();
  assert.match(await mainText(his), /不能签字/, "it has to be counted first");
  await his.goto(running.url + paper);
  await button(his, /重新清点并保存/).click();
  await his.waitForURL(/\?saved/);
  await button(his, /代表第二采油厂签字/).click();
  await his.waitForURL(/\?signed/);

  const hers = await atDesk(running, browser, taker.login, plain);
  await hers.goto(`${running.url}/desk/handovers`);
  assert.match(await mainText(hers), /等您代表接收方签字/);
  await hers.click("main table a");
  assert.ok((await mainText(hers)).includes("38"));
  await button(hers, /代表金龙社区居委会签字/).click();
  await hers.waitForURL(/\?signed/);
  assert.match(await mainText(hers), /已生效/);

  await hers.goto(`${running.url}/places/${place.id}`);
  assert.ok((await mainText(hers)).includes("金龙社区居委会"));
  await hers.goto(`${running.url}/organisations/${community.id}`);
  assert.ok((await mainText(hers)).includes("第二采油厂职工退休站"));
  const whose = async (day: Temporal.PlainDate) => {
    const [then = ""] = await whoRan(running.city.ctx("story"), place.id, day.toString());
    return (await organisationOf(running.city.db, then))?.name;
  };
  assert.equal(await whose(today.subtract({ days: 1 })), plant.name, "a visit of yesterday");
  assert.equal(await whose(today), community.name, "a visit of today");
  assert.deepEqual(await rolesOf(clerk.account, community.path), [`clerk ${community.path}`]);

  // On paper: the list and the places for two seals, and nothing to press.
  await hers.goto(running.url + paper);
  await hers.emulateMedia({ media: "print" });
  assert.equal(await hers.locator(".desk-nav, .desk-head, .trail").filter({ visible: true }).count(), 0);
  assert.equal(await hers.locator(".paper-seal").filter({ visible: true }).count(), 2);
});

/** Roles in force, once the news has come there. */
async function rolesOf(account: string, until: string): Promise<string[]> {
  for (let waited = 0; ; waited += 100) {
    const rows = await running.city.db.many<{ role: string; path: string }>`
      select role, path from people.role_grant
       where account = ${account} and (valid_to is null or valid_to > now()) order by path, role`;
    const roles = rows.map(({ role, path }) => `${role} ${path}`);
    if (waited > 10_000 || rows.some(({ path }) => path === until)) return roles;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test("a photograph of the door, without what the telephone wrote, and gone when it is taken down", {
  timeout: 120_000,
}, async () => {
  const { place, giver } = await aStation();
  const page = await atDesk(running, browser, giver.login, plain);
  const picture = await sharp({ create: { width: 1800, height: 1200, channels: 3, background: "#b87410" } })
    .withExif({
      IFD0: { Model: "Baharnyng telefoni" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "45/1 35/1 0/1" },
    })
    .jpeg()
    .toBuffer();
  assert.ok(picture.includes("Baharnyng"));
  const home = `${running.url}/desk/places/${place.id}/photographs`;
  await page.goto(home);
  await page.setInputFiles("input[name=file]", {
    name: "words.jpg",
    mimeType: "image/jpeg",
    buffer: Buffer.from("?"),
  });
  await page.fill("input[name=alt]", "退休站正门，门前有坡道");
  await button(page, /添加照片/).click();
  assert.match(await mainText(page), /这不是能用的照片/);
  assert.equal(await page.inputValue("input[name=alt]"), "退休站正门，门前有坡道", "what was typed is kept");
  await page.setInputFiles("input[name=file]", { name: "door.jpg", mimeType: "image/jpeg", buffer: picture });
  await button(page, /添加照片/).click();
  await page.waitForURL(/\?added/);

  await page.goto(`${running.url}/places/${place.id}`);
  const shown = page.getByAltText("退休站正门，门前有坡道");
  assert.deepEqual(
    [await shown.getAttribute("width"), await shown.getAttribute("height")],
    ["1800", "1200"],
    "its place is kept before it comes",
  );
  const address = new URL((await shown.getAttribute("src")) ?? "", running.url);
  const got = await fetch(address);
  assert.equal(got.headers.get("cache-control"), "public, max-age=31536000, immutable");
  const served = Buffer.from(await got.arrayBuffer());
  assert.deepEqual([(await sharp(served).metadata()).exif, served.includes("Baharnyng")], [undefined, false]);

  await page.goto(home);
  await page.getByRole("link", { name: "退休站正门，门前有坡道" }).click();
  await button(page, /删除照片/).click();
  await page.waitForURL(/\?erased/);
  assert.equal((await fetch(address)).status, 404);
  await page.goto(`${running.url}/places/${place.id}`);
  assert.equal(await page.locator("main aside svg.cover").count(), 1, "the drawn cover is back");
});
