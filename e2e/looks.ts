/** Whether a page is fit to be seen. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { faultsOf, type Looking } from "./axe.ts";
import { phone } from "./people.ts";

/** Accessible as far as a machine can tell, and no wider than the screen: the page as it stands. */
export async function isSound(page: Page, looking: Looking = "at everything"): Promise<void> {
  const { pathname } = new URL(page.url());
  const { wide, screen, turned } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
    turned: document.documentElement.dir === "rtl",
  }));
  const here = `${pathname} on ${screen}${turned ? " turned round" : ""}`;
  assert.ok(wide <= screen, `${here} is ${wide} wide`);
  assert.deepEqual(await faultsOf(page, looking), [], here);
}

/**
 * Sound at its own size, and well set on a phone, as it is and turned round; opened anew, for the search needs script. What a page
 * consists of is the same in all of them.
 */
export async function looksWell(page: Page): Promise<void> {
  const looking = await page
    .context()
    .browser()
    ?.newPage({ locale: "zh-CN", storageState: await page.context().storageState() });
  assert.ok(looking);
  const own = page.viewportSize() ?? phone.viewport;
  const sizes = own.width === phone.viewport.width ? [own] : [own, phone.viewport];
  for (const turned of [false, true]) {
    const url = new URL(page.url());
    if (turned) url.searchParams.set("dir", "rtl");
    await looking.setViewportSize(own);
    await looking.goto(url.href);
    for (const viewport of sizes) {
      await looking.setViewportSize(viewport);
      await isSound(looking, !turned && viewport === own ? "at everything" : "at how it is set");
    }
  }
  await looking.close();
}
