/** See e2e/stories/a-doubter-checks-a-draw.md. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { cityAndBrowser } from "./city-and-browser.ts";
import { isSound } from "./looks.ts";
import { atDesk, mainText, phone, signIn } from "./people.ts";

const { running, browser } = await cityAndBrowser();
const { db } = running.city;

const press = (page: Page, form: string) =>
  page.getByRole("form", { name: form }).getByRole("button").click();
const save = async (page: Page, link: string, folder: string, name: string) => {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: link }).click(),
  ]);
  await download.saveAs(join(folder, name));
  return join(folder, name);
};
/** Entries close now, the minute's job freezes them, and soon the value is known: what the list says of it is what the clock says. */
const closes = async (draw: string) => {
  await db.run`
    update booking.draw set opens_at = now() - interval '1 hour', closes_at = now() - interval '1 minute',
           known_from = now() + interval '10 seconds'
     where id = ${draw}`;
  await running.minuteOf("booking.tend-draws");
};

/** A neighbour comes onto her entry by its code, is on no other, and leaves it again. */
async function alongAndOff(mother: Page, address: string): Promise<void> {
  await mother.goto(address);
  const [, code = ""] = /邀请码 ([0-9A-Z]{5}-[0-9A-Z]{5})/.exec(await mainText(mother)) ?? [];
  const neighbour = await signIn(running, await browser.newContext(phone), "19987650504");
  await neighbour.goto(address);
  await neighbour.getByText("有人邀请我，填邀请码").click();
  await neighbour.fill("input[name=code]", code.toLowerCase());
  await press(neighbour, "有人邀请我");
  await neighbour.waitForURL(/done=joined/).catch(async () => assert.fail(await mainText(neighbour)));
  assert.match(await mainText(neighbour), /我参加的报名[\s\S]*凭邀请码加入/);
  await isSound(neighbour);
  await neighbour.goto(`${running.url}/my`);
  assert.match(await mainText(neighbour), /您的抽签号/);
  await neighbour.goto(address);
  assert.equal(await neighbour.getByRole("form", { name: "报名抽签" }).count(), 0, "on no second entry");
  await neighbour.getByText("退出这份报名").first().click();
  await press(neighbour, "退出这份报名");
  await neighbour.waitForURL(/done=left/);
  await neighbour.context().close();
}

const soon = async (look: () => Promise<boolean>) => {
  for (let waited = 0; waited < 60_000; waited += 200) {
    if (await look()) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  assert.fail("it did not happen");
};

test("a doubter checks a draw", { timeout: 240_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "draw-story-"));
  const manager = await atDesk(running, browser, "ju-manager", phone);
  await manager.goto(`${running.url}/desk/draws`);
  await manager.getByRole("link", { name: "发起抽签" }).click();
  await manager.waitForURL(/desk\/draws\/new/);
  await isSound(manager);
  // Not the first of the list: that is over too soon for a draw, or its places are released later.
  const { id: offer, day } = await db.one<{ id: string; day: string }>`
    select o.id, to_char(o.starts_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day from booking.offer o join booking.pool p on p.offer_id = o.id and p.channel = 'online'
     where o.state = 'open' and p.open and p.quota > 0 and p.taken = 0 and p.awaits_draw is null and starts_with(o.org_path, '650200.')
       and o.starts_at > now() + interval '3 days' and greatest(o.opens_at, p.releases_at) < now() limit 1`;
  for (const name of ["from", "to"]) await manager.fill(`input[name=${name}]`, day);
  await press(manager, "查找场次");
  await manager.waitForURL(/from=/);
  await isSound(manager);
  await manager.locator(`input[name='offers[]'][value='${offer}']`).check();
  await press(manager, "抽哪些场的网上名额");
  await manager.waitForURL(/offers/);
  await isSound(manager);
  await manager.fill("input[name=title]", "春季少儿书法班");
  await manager.fill("input[name=valueSource]", "中国福利彩票双色球第 2027031 期，中国福彩网公布");
  const now = running.city.base.clock().toZonedDateTimeISO("Asia/Shanghai");
  for (const [name, hours] of [
    ["opensAt", -1],
    ["closesAt", 2],
    ["knownFrom", 6],
    ["revealBy", 20],
  ] as const) {
    const at = now.add({ hours });
    await manager.fill(`input[name="${name}"]`, at.toPlainDate().toString());
    await manager.fill(`input[name="${name}.time"]`, at.toPlainTime().toString({ smallestUnit: "minute" }));
  }
  await press(manager, "发起抽签");
  await manager.waitForURL(/done=made/).catch(async () => assert.fail(await mainText(manager)));
  const draw = /draws\/([0-9a-f-]{36})/.exec(manager.url())?.[1] ?? "";
  const address = `${running.url}/draws/${draw}`;
  await db.run`update booking.pool set quota = 1 where awaits_draw = ${draw}`;

  const numbers: string[] = [];
  const pages: Page[] = [];
  for (const number of ["19987650501", "19987650502", "19987650503"]) {
    const page = await signIn(running, await browser.newContext({ ...phone, acceptDownloads: true }), number);
    await page.goto(address);
    if (pages.length === 0) {
      await isSound(page);
    }
    await press(page, "报名抽签");
    await page.waitForURL(/done=entered/);
    numbers.push(/[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await mainText(page))?.[0] ?? "");
    pages.push(page);
  }
  assert.equal(new Set(numbers).size, 3);
  const [mother] = pages;
  assert.ok(mother);
  await db.run`update booking.pool set quota = 2 where awaits_draw = ${draw}`;
  await alongAndOff(mother, address);
  await db.run`update booking.pool set quota = 1 where awaits_draw = ${draw}`;

  await closes(draw);
  await manager.goto(`${running.url}/desk/draws/${draw}`);
  assert.match(await mainText(manager), /清单已锁定/);
  await mother.goto(address);
  const hash = (/清单哈希值（SHA-256）([0-9a-f ]{71})/.exec(await mainText(mother))?.[1] ?? "").replaceAll(
    " ",
    "",
  );
  assert.match(hash, /^[0-9a-f]{64}$/);
  await save(mother, "下载锁定的清单", folder, "list.json");
  await mother.goto(`${running.url}/my/messages`);
  assert.ok((await mainText(mother)).includes(hash), "everybody in it was told the hash");

  const reviewer = await atDesk(running, browser, "ju-reviewer");
  await soon(async () => {
    await manager.goto(`${running.url}/desk/draws/${draw}`);
    return (await manager.locator("input[name=value]").count()) > 0;
  });
  await manager.fill("input[name=value]", "03 08 15 21 27 33 ＋ 09");
  await press(manager, "录入公开数");
  await manager.waitForURL(/done=typed/);
  assert.equal(await manager.getByRole("form", { name: "对着来源再录一遍" }).count(), 0);
  await reviewer.goto(`${running.url}/desk/draws/${draw}`);
  await isSound(reviewer);
  const again = reviewer.getByRole("form", { name: "对着来源再录一遍" });
  await again.locator("input[name=value]").fill("03 08 15 21 27 32 09");
  await again.getByRole("button").click();
  assert.match(await mainText(reviewer), /与先前录入的公开数不同/);
  await again.locator("input[name=value]").fill("33 27 21 15 8 3 9");
  await again.getByRole("button").click();
  await reviewer.waitForURL(/done=drawn/);
  await soon(async () => {
    await reviewer.reload();
    return /每个人都已通知/.test(await mainText(reviewer));
  });
  assert.match(await mainText(reviewer), /得到名额1[\s\S]*进入候补2/);
  const results = await Promise.all(
    pages.map(async (page) => {
      await page.goto(address);
      return mainText(page);
    }),
  );
  assert.equal(results.filter((text) => /第 1 位，共 3 位/.test(text)).length, 1);
  await isSound(mother);

  const file = await save(mother, "下载抽签文件", folder, "draw.json");
  const verifier = await save(mother, "下载核验程序（网页）", folder, "verify-draw.html");
  const altered = join(folder, "altered.json");
  await writeFile(altered, (await readFile(file, "utf8")).replace('"weight":1', '"weight":9'));
  const context = await browser.newContext(phone);
  const offline = await context.newPage();
  await offline.goto(pathToFileURL(verifier).href);
  await context.setOffline(true);
  await offline.getByLabel("公布的抽签文件").setInputFiles(file);
  await offline.getByLabel("您的抽签号").fill(numbers[0] ?? "");
  await offline.getByText("核对得更严").click();
  await offline.getByLabel("抽签前公布的清单哈希值").fill(hash);
  await offline.getByLabel("您在抽签前保存的清单").setInputFiles(join(folder, "list.json"));
  await offline.getByLabel("您自己查到的公开数").fill("3 8 15 21 27 33 + 9");
  await offline.getByRole("button", { name: "核验" }).click();
  await offline.getByText("核验通过：").waitFor();
  await offline.getByText(`抽签号 ${numbers[0]} 在清单中`).waitFor();
  await offline.getByLabel("公布的抽签文件").setInputFiles(altered);
  await offline.getByRole("button", { name: "核验" }).click();
  await offline.getByText("核验未通过：").waitFor();
  await rm(folder, { recursive: true });
});
