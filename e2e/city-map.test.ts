/** See e2e/stories/where-is-it-and-is-it-open.md. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { BrowserContextOptions, Page } from "playwright-core";
import { faultsOf } from "./axe.ts";
import { cityAndBrowser } from "./city-and-browser.ts";

const { running, browser } = await cityAndBrowser();

const phone = { viewport: { width: 360, height: 740 } };
const inTown = { longitude: 84.8931234, latitude: 45.5961234 };

/** Opens a page of the city; fails on anything the console complains of and on any question to somebody else. Answers the tiles it got. */
async function visit(
  path: string,
  look: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<number[]> {
  const context = await browser.newContext({ viewport: { width: 1024, height: 800 }, ...options });
  const wrong: string[] = [];
  const tiles: number[] = [];
  // The tiles are fetched by a worker: only the context hears of them.
  context.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(running.url))
      wrong.push(`asked ${request.url()}`);
  });
  context.on("response", (response) => {
    if (response.url().endsWith(".mvt")) tiles.push(response.status());
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (line) => {
    if (line.type() === "error") wrong.push(line.text());
  });
  try {
    await page.goto(running.url + path);
    await look(page);
    assert.deepEqual(wrong, []);
    return tiles;
  } finally {
    await context.close();
  }
}

const moving = (page: Page) => page.waitForSelector('.live-map[data-phase="moving"]');
const district = (page: Page, name: string) => page.locator(".tabs a", { hasText: name });
const listed = (page: Page) => page.locator(".map-list li").count();

test("the map moves under the strict policy on the city's own tiles, and the list follows what it shows", async () => {
  const tiles = await visit("/map", async (page) => {
    await moving(page);
    await page.getByText(/地图范围内 \d+ 处/).waitFor();
    const first = await listed(page);
    assert.ok(first > 10 && first < 60, `${first} in the first view: the town, not the city`);
    await page.getByRole("button", { name: "显示全部" }).click();
    await page.getByText("地图范围内 60 处").waitFor();
    assert.equal(await page.locator(".live-review").textContent(), "演示地图，未经审图");
    await page.waitForLoadState("networkidle");
  });
  assert.ok(tiles.includes(200), `tiles answered ${tiles}`);
  assert.ok(tiles.every((status) => status === 200 || status === 204));
});

test("district, kind and open now are links, and the map begins where they lead", async () => {
  await visit("/map", async (page) => {
    await moving(page);
    await district(page, "独山子区").click();
    await moving(page);
    await page.getByText("地图范围内 8 处").waitFor();
    await page.getByText("按类型看").click();
    await page.getByRole("link", { name: /^图书馆/ }).click();
    await page.waitForURL(/division=650202&kind=library|kind=library/);
    await moving(page);
    await page.getByText("地图范围内 1 处").waitFor();
    await page.getByRole("link", { name: "只看现在开放" }).click();
    await page.waitForURL(/open=now/);
    await page.getByRole("link", { name: "未开放的也看" }).waitFor();
  });
});

test("the position is asked for after the tap only, and comes into the address rounded to a hundred metres", async () => {
  const here = { ...phone, geolocation: inTown, permissions: ["geolocation"] };
  for (const path of ["/map", "/places", "/"]) {
    await visit(
      path,
      async (page) => {
        await page.addInitScript(() => {
          const { geolocation } = navigator;
          const ask = geolocation.getCurrentPosition.bind(geolocation);
          geolocation.getCurrentPosition = (...args) => {
            document.documentElement.dataset.asked = "yes";
            ask(...args);
          };
        });
        await page.reload();
        await page.waitForLoadState("networkidle");
        assert.equal(await page.evaluate(() => document.documentElement.dataset.asked), undefined, path);
        await page.getByRole("link", { name: "离我最近" }).click();
        await page.waitForURL(/lon=84\.893&lat=45\.596$/);
        // The home page lists open places only, and at night there may be none.
        if (path !== "/")
          await page
            .getByText(/步行约 \d+ 分钟/)
            // The drawing has these words too, and hides once the live map is there.
            .filter({ visible: true })
            .first()
            .waitFor();
        await page.getByRole("link", { name: "不用我的位置" }).click();
        await page.waitForURL((url) => !url.search.includes("lon"));
      },
      here,
    );
  }
});

test("with the reader's spot the list begins with what is nearest and tells the way", async () => {
  await visit("/map?lon=84.893&lat=45.596", async (page) => {
    await moving(page);
    assert.match(
      (await page.locator(".map-list li").first().textContent()) ?? "",
      /向.+约 \d+ 米.*步行约 \d+ 分钟/,
    );
  });
});

test("a phone that gives no position is told so, and offered the districts", async () => {
  await visit(
    "/map",
    async (page) => {
      await page.getByRole("link", { name: "离我最近" }).click();
      await page.waitForURL(/spot=none/);
      await page.getByText("没有取得您的位置").waitFor();
      const districts = page.getByRole("link", { name: "选一个区来看" });
      await districts.click();
      assert.ok(page.url().endsWith("#districts"));
    },
    { ...phone, permissions: [] },
  );
});

test("without script: a drawing of the whole city, every place in the list, filters and districts as links", async () => {
  await visit(
    "/map",
    async (page) => {
      assert.ok(await page.locator(".live-still svg").isVisible());
      assert.equal(await listed(page), 60);
      await page.getByRole("link", { name: "离我最近" }).click();
      assert.ok(page.url().endsWith("/map#districts"));
      await district(page, "乌尔禾区").click();
      assert.equal(await listed(page), 7);
    },
    { javaScriptEnabled: false },
  );
});

test("a place says where it lies from one that people know, and stands marked on the map it leads to", async () => {
  await visit(`/map?kind=library`, async (page) => {
    await page.getByRole("link", { name: "克拉玛依市图书馆" }).click();
    await page.getByRole("link", { name: /^在.+约 [\d.,]+ (米|公里)$/ }).waitFor();
    await page.getByRole("link", { name: "在地图上看" }).click();
    await moving(page);
    assert.match((await page.locator(".map-list li[data-picked]").textContent()) ?? "", /克拉玛依市图书馆/);
  });
});

test("axe finds nothing on the map, with the map moving and without, from left and from right, light and dark", async () => {
  for (const path of ["/map", "/map?dir=rtl&lang=en", "/map?lon=84.893&lat=45.596"]) {
    for (const colorScheme of ["light", "dark"] as const) {
      const looking = path.includes("dir") || colorScheme === "dark" ? "at how it is set" : "at everything";
      await visit(
        path,
        async (page) => {
          await moving(page);
          assert.deepEqual(await faultsOf(page, looking), [], `${path} ${colorScheme}`);
        },
        { colorScheme },
      );
    }
  }
});

test("nothing of the map is wider than a phone of 360 px, in big letters and in English too", async () => {
  for (const path of ["/map", "/map?lang=en&lon=84.893&lat=45.596", "/map?dir=rtl"]) {
    for (const size of ["normal", "big"]) {
      await visit(
        path,
        async (page) => {
          await page.context().addCookies([{ name: "size", value: size, url: running.url }]);
          await page.reload();
          await moving(page);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= 360, `${path} ${size}: ${wide} px`);
        },
        phone,
      );
    }
  }
});
