/** See e2e/stories/a-blind-resident-picks-a-seat.md. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CDPSession, Page } from "playwright-core";
import { faultsOf } from "./axe.ts";
import { cityAndBrowser } from "./city-and-browser.ts";
import { looksWell } from "./looks.ts";
import { atDesk, mainText, phone, signIn } from "./people.ts";

const { running, browser } = await cityAndBrowser();

/** Somebody who has a keyboard and hears what has the focus: role, name, description and state, from the accessibility tree. */
class Listener {
  readonly page: Page;
  readonly #tree: CDPSession;

  constructor(page: Page, tree: CDPSession) {
    this.page = page;
    this.#tree = tree;
  }

  static async of(page: Page): Promise<Listener> {
    return new Listener(page, await page.context().newCDPSession(page));
  }

  async hears(): Promise<string> {
    const { result } = await this.#tree.send("Runtime.evaluate", { expression: "document.activeElement" });
    const { objectId } = result;
    assert.ok(objectId);
    const { nodes } = await this.#tree.send("Accessibility.getPartialAXTree", {
      objectId,
      fetchRelatives: false,
    });
    const [node] = nodes;
    const states = (node?.properties ?? [])
      .filter(({ name }) => name === "checked" || name === "expanded")
      .map(({ name, value }) => `${name}=${value.value}`);
    return [node?.role?.value, node?.name?.value, node?.description?.value, ...states]
      .filter(Boolean)
      .join(" | ");
  }

  /** Goes on by Tab until something is heard, and answers it. */
  async goesTo(what: RegExp): Promise<string> {
    const passed: string[] = [];
    for (let n = 0; n < 250; n++) {
      await this.page.keyboard.press("Tab");
      const heard = await this.hears();
      if (what.test(heard)) return heard;
      passed.push(heard);
    }
    throw new Error(`nothing like ${what} is heard, only:\n${passed.join("\n")}`);
  }

  async presses(key: "Enter" | "Space"): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Presses what leads to another page. */
  async follows(address: RegExp): Promise<void> {
    await Promise.all([this.page.waitForURL(address), this.presses("Enter")]);
  }
}

test("a blind resident picks a seat", { timeout: 240_000 }, async () => {
  const choir = await running.city.db.one<{ event: string; session: string; offer: string }>`
    select s.event_id as event, s.id as session, s.offer_id as offer
      from programme.session s join programme.event e on e.id = s.event_id join booking.seating g on g.offer_id = s.offer_id
     where e.title like '我为祖国献石油%'`;
  // The fifth row is free: nobody of the demo is in it.
  await running.city.db.run`
    with gone as (update booking.claim c set state = 'cancelled', cancelled_because = 'demo'
                   where c.id in (select claim_id from booking.seat_taken where offer_id = ${choir.offer}) returning c.id, c.pool_id, c.size),
    freed as (delete from booking.seat_taken t using gone where t.claim_id = gone.id)
    update booking.pool p set taken = p.taken - g.size
      from (select pool_id, sum(size)::int as size from gone group by pool_id) g where p.id = g.pool_id`;

  const page = await signIn(running, await browser.newContext({ locale: "zh-CN" }), "19987650701");
  const him = await Listener.of(page);
  await page.goto(`${running.url}/events/${choir.event}?session=${choir.session}`);
  assert.match(await him.goesTo(/选座预约/), /^link \| 选座预约/);
  await him.follows(/\/seats\//);
  assert.deepEqual(await faultsOf(page), []);

  assert.match(await him.goesTo(/几个人来/), /^spinbutton/);
  assert.match(await him.goesTo(/^button \| 选最好的座位/), /选最好的座位/, "the best comes first");
  const row = await him.goesTo(/池座 第 5 排，空 \d+ 座/);
  assert.match(row, /expanded=false/);
  await him.presses("Enter");
  assert.match(await him.hears(), /expanded=true/);
  const eleven = await him.goesTo(/池座 5排11号/);
  assert.match(
    eleven,
    /^checkbox \| 池座 5排11号 \| 靠近舞台，正对舞台，这里连着有 14 个空座 \| checked=false/,
  );
  await him.presses("Space");
  assert.match(await him.hears(), /checked=true/);
  await him.goesTo(/^button \| 预约勾选的座位/);
  await Promise.all([page.waitForSelector("#errors"), him.presses("Enter")]);

  await page.waitForFunction(() => document.activeElement?.id === "errors");
  assert.match(await him.hears(), /^alert \| 这样选，池座 5排13号 会孤零零剩下一个/);
  assert.match((await page.locator("#errors").textContent()) ?? "", /例如：池座 \d排\d+号/);
  assert.deepEqual(await faultsOf(page), []);

  const thirteen = await him.goesTo(/池座 5排13号/);
  assert.match(thirteen, /紧挨走道/);
  await him.presses("Space");
  const kept = await him.goesTo(/池座 5排11号/);
  assert.match(kept, /checked=true/, "what he chose is still there");
  await him.presses("Space");
  await him.goesTo(/^button \| 预约勾选的座位/);
  await him.follows(/done=claimed/);
  const status = page.getByRole("status").filter({ hasText: "已预约" });
  assert.match((await status.textContent()) ?? "", /您的座位：池座 5排13号/);
  assert.deepEqual(await faultsOf(page), []);

  await page.goto(`${running.url}/my`);
  assert.match(await mainText(page), /座位：池座 5排13号/);
  await page.goto(`${running.url}/my/messages`);
  assert.match(await mainText(page), /座位：池座 5排13号/);

  const clerk = await atDesk(running, browser, "ju-manager");
  await clerk.goto(`${running.url}/desk/door/${choir.offer}`);
  assert.match(await mainText(clerk), /池座 5排13号/);
  await clerk.goto(`${running.url}/desk/seating/${choir.offer}`);
  await looksWell(clerk);

  // For who looks, on a phone: without script a seat is tapped in the picture.
  const friend = await signIn(
    running,
    await browser.newContext({ ...phone, locale: "zh-CN", javaScriptEnabled: false }),
    "19987650702",
  );
  await friend.goto(`${running.url}/seats/${choir.offer}?as=picture`);
  const seat = friend.getByRole("checkbox", { name: /^池座 5排14号，.*紧挨走道/ });
  const box = await friend.locator("label.seat-box").filter({ has: seat }).boundingBox();
  assert.ok(box && box.width >= 44 && box.height >= 44);
  await friend.locator("label.seat-box").filter({ has: seat }).click();
  await friend
    .locator("label.seat-box")
    .filter({ has: friend.getByRole("checkbox", { name: /^池座 5排12号/ }) })
    .click();
  await friend.getByRole("button", { name: "预约勾选的座位" }).click();
  const told = (await friend.getByRole("status").textContent()) ?? "";
  assert.match(told, /您的座位：池座 5排12号、池座 5排14号/);
  await looksWell(friend);
  await friend.goto(`${running.url}/seats/${choir.offer}?as=picture`);
  await looksWell(friend);
});
