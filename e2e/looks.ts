/** Whether a page is fit to be seen. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { faultsOf } from "./axe.ts";
import { phone } from "./people.ts";

/** Accessible as far as a machine can tell, and no wider than the screen: the page as it stands. */
export async function isSound(page: Page): Promise<void> {
  const { pathname } = new URL(page.url());
  assert.deepEqual(await faultsOf(page), [], pathname);
  const { wide, screen } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }));
  assert.ok(wide <= screen, `${pathname} is ${wide} wide on ${screen}`);
}

/** Sound at its own size and on a phone, as it is and turned round; opened anew, for the search needs script. */
export async function looksWell(page: Page): Promise<void> {
  const looking = await page
    .context()
    .browser()
    ?.newPage({ locale: "zh-CN", storageState: await page.context().storageState() });
  assert.ok(looking);
  const own = page.viewportSize() ?? phone.viewport;
  for (const viewport of own.width === phone.viewport.width ? [own] : [own, phone.viewport]) {
    await looking.setViewportSize(viewport);
    for (const turned of [false, true]) {
      const url = new URL(page.url());
      if (turned) url.searchParams.set("dir", "rtl");
      await looking.goto(url.href);
      await isSound(looking);
    }
  }
  await looking.close();
}
