/** What every story needs open. */
import { after } from "node:test";
import type { Browser } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { type RunningCity, runningCity } from "./running-city.ts";

/** A demo city and a browser of this test file's own, closed after its last test. */
export async function cityAndBrowser(): Promise<{ running: RunningCity; browser: Browser }> {
  const running = await runningCity();
  const browser = await openBrowser().catch(async (error) => {
    await running.stop();
    throw error;
  });
  after(async () => {
    await browser.close();
    await running.stop();
  });
  return { running, browser };
}
