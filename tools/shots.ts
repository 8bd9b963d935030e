/** Pictures of pages for the eye: `node tools/shots.ts URL… --widths 360,768,1440 [--locale ug] [--dark] [--big] [--fold]`. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openBrowser } from "../e2e/browser.ts";

const { values: wished, positionals: urls } = parseArgs({
  allowPositionals: true,
  options: {
    widths: { type: "string", default: "360,768,1440" },
    locale: { type: "string" },
    dark: { type: "boolean", default: false },
    big: { type: "boolean", default: false },
    /** Only what is seen without scrolling. */
    fold: { type: "boolean", default: false },
    out: { type: "string", default: "tmp" },
  },
});

// A long page comes in parts: taller pictures are hard to look at, and past 8,192 pixels Chromium repeats itself.
const tallest = 2_000;

await mkdir(wished.out, { recursive: true });
const browser = await openBrowser();
try {
  for (const url of urls) {
    for (const width of wished.widths.split(",").map(Number)) {
      const context = await browser.newContext({
        viewport: { width, height: width < 600 ? 740 : 900 },
        colorScheme: wished.dark ? "dark" : "light",
        deviceScaleFactor: width < 600 ? 2 : 1,
      });
      const cookies = Object.entries({ lang: wished.locale, size: wished.big ? "big" : undefined });
      for (const [name, value] of cookies) if (value) await context.addCookies([{ name, value, url }]);
      const page = await context.newPage();
      page.on("pageerror", (error) => console.error(`${url}: ${error.message}`));
      page.on("console", (line) => {
        if (line.type() === "error") console.error(`${url}: ${line.text()}`);
      });
      await page.goto(url, { waitUntil: "networkidle" });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      const { pathname, search } = new URL(url);
      const name = `${pathname}${search}`.replace(/[^\w-]+/g, "_").replace(/^_|_$/g, "") || "home";
      const marks = [wished.locale, wished.dark && "dark", wished.big && "big"].filter(Boolean);
      const height = wished.fold ? 0 : await page.evaluate(() => document.documentElement.scrollHeight);
      const parts = Math.max(1, Math.ceil(height / tallest));
      for (let part = 0; part < parts; part += 1) {
        const end = parts > 1 ? [part + 1] : [];
        const path = join(wished.out, `${[name, width, ...marks, ...end].join("-")}.png`);
        const clip = { x: 0, y: part * tallest, width, height: Math.min(tallest, height - part * tallest) };
        await page.screenshot(wished.fold ? { path } : { path, fullPage: true, clip });
        console.log(wide > 0 ? `${path}  !! ${wide} px wider than the screen` : path);
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
}
