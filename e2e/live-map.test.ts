/** The moving map in a real browser: under the strict policy, with the same places in the list, and without it where there is no WebGL. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { ensurePages } from "../tools/setup/pages.ts";
import { openBrowser } from "./browser.ts";
import { startPreview } from "./preview.ts";

let browser: Browser;
let address = "";
let stop = async () => {};

before(async () => {
  await ensurePages(() => undefined);
  const preview = await startPreview();
  address = preview.address;
  browser = await openBrowser();
  stop = async () => {
    await browser.close();
    await preview.close();
  };
});
after(() => stop());

async function visit(
  look: (page: Page) => Promise<void>,
  prepare: (page: Page) => Promise<void> = async () => {},
) {
  const context = await browser.newContext({ viewport: { width: 1024, height: 800 } });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (line) => {
    if (line.type() === "error") wrong.push(line.text());
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith("data:"))
      wrong.push(`asked ${request.url()}`);
  });
  try {
    await prepare(page);
    await page.goto(`${address}/kit/map`);
    await look(page);
    assert.deepEqual(wrong, []);
  } finally {
    await context.close();
  }
}

test("the map comes under the strict policy, asks nobody outside, and the list follows what it shows", async () => {
  await visit(async (page) => {
    await page.waitForSelector('.live-map[data-phase="moving"]');
    await page.getByText("地图范围内 5 处").waitFor();
    assert.equal(await page.locator(".live-list li").count(), 5);
    await page.getByRole("button", { name: "显示全部" }).click();
    await page.getByText("地图范围内 6 处").waitFor();
    assert.ok(await page.locator(".live-review").isVisible());
    assert.equal(await page.locator(".live-still").isVisible(), false);
  });
});

test("a mark opens a card whose link takes the focus; keys move the map", async () => {
  await visit(async (page) => {
    await page.waitForSelector('.live-map[data-phase="moving"]');
    await page.getByText("地图范围内 5 处").waitFor();
    const canvas = page.locator(".maplibregl-canvas");
    const box = await canvas.boundingBox();
    assert.ok(box);
    const [x, y] = markAt([84.882, 45.5815], box);
    await page.mouse.click(box.x + x, box.y + y);
    const link = page.locator(".maplibregl-popup-content a");
    await link.waitFor();
    assert.equal(await link.textContent(), "市文化馆");
    assert.ok(await link.evaluate((element) => element === document.activeElement));
    assert.equal(await page.locator(".live-list li[data-picked] a").textContent(), "市文化馆");
    await canvas.focus();
    // each key moves the map 100 px; a second one during the movement begins it anew
    for (let i = 0; i < 6; i++) {
      await page.keyboard.press("ArrowRight");
      await page.waitForTimeout(500);
    }
    await page.getByText("地图范围内 5 处").waitFor({ state: "detached", timeout: 5000 });
  });
});

test("without WebGL the drawn map stays, and the list says the same", async () => {
  await visit(
    async (page) => {
      await page.getByText("这台设备画不出可移动的地图").waitFor();
      assert.equal(await page.locator(".live-list li").count(), 6);
      assert.ok(await page.locator(".live-still svg").isVisible());
    },
    async (page) => {
      await page.addInitScript(() => {
        const real = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (
          this: HTMLCanvasElement,
          kind: string,
          ...rest: unknown[]
        ) {
          return kind.startsWith("webgl") ? null : Reflect.apply(real, this, [kind, ...rest]);
        } as typeof real;
      });
    },
  );
});

/** Where a position stands in the canvas: the page first shows this box, in Web Mercator, with 32 px around it and 64 above. */
function markAt(
  [lon, lat]: readonly [number, number],
  size: { width: number; height: number },
): [number, number] {
  const [west, south, east, north] = [84.876, 45.571, 84.902, 45.586];
  const rad = Math.PI / 180;
  const y = (degrees: number) => Math.log(Math.tan(Math.PI / 4 + (degrees * rad) / 2));
  const scale = Math.min(
    (size.width - 64) / ((east - west) * rad),
    (size.height - 96) / (y(north) - y(south)),
  );
  const middle = (y(south) + y(north)) / 2;
  return [
    size.width / 2 + (lon - (west + east) / 2) * rad * scale,
    64 + (size.height - 96) / 2 - (y(lat) - middle) * scale,
  ];
}
