/** The door of an occasion, as a clerk with a scanner meets it. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { atDesk, doorOpens, soonSession } from "./people.ts";
import { type RunningCity, runningCity } from "./running-city.ts";

let running: RunningCity;
let browser: Browser;

before(async () => {
  running = await runningCity();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await running?.stop();
});

/** A scanner types where the cursor is, presses Enter and looks at nothing. */
async function scan(clerk: Page, text: string): Promise<void> {
  const loaded = clerk.waitForEvent("load");
  await clerk.keyboard.type(text);
  await clerk.keyboard.press("Enter");
  await loaded;
}

test("after a refused scan the next one goes through as well", { timeout: 120_000 }, async () => {
  const { offer } = await soonSession(running);
  await doorOpens(running, offer);
  const clerk = await atDesk(running, browser, "ju-manager");
  await clerk.goto(`${running.url}/desk/door/${offer}`);
  for (const rubbish of ["https://example.org/1", "rubbish"]) {
    await scan(clerk, rubbish);
    await clerk.waitForSelector("#f-scan:focus");
    assert.match((await clerk.locator("main [role=alert]").textContent()) ?? "", /不是/);
  }
});
