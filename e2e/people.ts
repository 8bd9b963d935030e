/** What people do in every story: sign in with the code that comes, sit down at the desk, take places. */
import assert from "node:assert/strict";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { demoPassword } from "../seed/filling/people.ts";
import type { RunningCity } from "./running-city.ts";

/** A browser in which nothing has script. */
export const plain = { javaScriptEnabled: false, locale: "zh-CN" };
export const phone = { viewport: { width: 360, height: 740 } };

/** Signs a resident in with the code that would have come to the phone; `sentTo` where the number is typed in another form. */
export async function signIn(
  running: RunningCity,
  context: BrowserContext,
  number: string,
  sentTo = number,
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${running.url}/sign-in`);
  await page.fill("input[type=tel]", number);
  await page.click("main button[type=submit]");
  await page.waitForSelector("input[name=code]");
  await page.fill("input[name=code]", await codeFor(running, sentTo));
  await page.click("main button[type=submit]");
  await page.waitForURL(/\/my/);
  return page;
}

/** Six digits by themselves: those in the address of a page are no code. */
const sixDigits = /(?<![\w-])\d{6}(?![\w-])/;

/** The newest code that went to a number. */
export async function codeFor(running: RunningCity, number: string): Promise<string> {
  for (let waited = 0; waited < 10_000; waited += 100) {
    const response = await fetch(`${running.url}/api/dev/messages`);
    const { items } = (await response.json()) as { items: { address: string; text: string }[] };
    const message = items.find(({ address, text }) => address.endsWith(number) && sixDigits.test(text));
    const code = sixDigits.exec(message?.text ?? "")?.[0];
    if (code) return code;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no code came to ${number}`);
}

export async function atDesk(
  running: RunningCity,
  browser: Browser,
  login: string,
  how: BrowserContextOptions = {},
): Promise<Page> {
  const page = await (await browser.newContext(how)).newPage();
  await page.goto(`${running.url}/desk/sign-in`);
  await page.fill("input[name=login]", login);
  await page.fill("input[name=password]", demoPassword);
  await page.click("main button[type=submit]");
  await page.waitForURL(/\/desk$/);
  return page;
}

interface Soon {
  event: string;
  session: string;
  offer: string;
  title: string;
}

/**
 * A session of the demo that has places left and asks for no more than this level, of a house `below` a path
 * and without a rule of its own about not coming.
 */
export async function soonSession(running: RunningCity, level = 3, below = ""): Promise<Soon> {
  const row = await running.city.db.maybeOne<Soon>`
    select s.event_id as event, s.id as session, s.offer_id as offer, e.title
      from programme.session s join programme.event e on e.id = s.event_id join booking.offer o on o.id = s.offer_id
     where e.state = 'published' and o.state = 'open' and s.cancelled_because is null
       and starts_with(o.org_path, ${below}) and o.org_path not in (select org_path from booking.penalty_rule)
       and (o.rules->>'minLevel')::int <= ${level}
       and o.starts_at > now() + interval '2 hours' and o.opens_at < now() and o.closes_at > now() + interval '1 hour'
       and exists (select from booking.pool p where p.offer_id = o.id and p.channel = 'online' and p.quota - p.taken >= 6
                      and (p.releases_at is null or p.releases_at < now()))
     order by o.starts_at limit 1`;
  assert.ok(row, "the demo has an event with places");
  return row;
}

/** The door opens: the occasion is moved to now, as waiting for it would do. */
export async function doorOpens(running: RunningCity, offer: string): Promise<void> {
  await running.city.db.run`
    update booking.offer set starts_at = now() - interval '1 minute', ends_at = now() + interval '2 hours' where id = ${offer}`;
}

export async function claimPlaces(page: Page, size: number): Promise<void> {
  const field = page.locator("main [name=size]").first();
  if ((await field.count()) > 0) {
    if ((await field.evaluate((node) => node.tagName)) === "SELECT") await field.selectOption(String(size));
    else await field.fill(String(size));
  }
  await page.locator("main form:has([name=size]) button[type=submit]").first().click();
  await page.waitForURL(/done=claimed/);
}

export const mainText = async (page: Page) => (await page.locator("main").textContent()) ?? "";
