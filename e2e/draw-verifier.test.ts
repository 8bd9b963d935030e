/** A doubter checks a draw with the one file, from disk and from a server, on a phone: e2e/stories/a-doubter-checks-a-draw.md. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { verifierFiles } from "#libs/draw";
import { drawn, frozen, numberOf, value } from "../libs/draw/testing.ts";
import { openBrowser } from "./browser.ts";
import { isSound } from "./looks.ts";
import { phone } from "./people.ts";

const { text: list, hash } = frozen();
const published = drawn(list);

let browser: Browser;
let folder: string;
before(async () => {
  browser = await openBrowser();
  folder = await mkdtemp(join(tmpdir(), "draw-verifier-"));
  // Downloaded: alone in a folder of one's own.
  await writeFile(join(folder, "verify-draw.html"), await readFile(verifierFiles.page));
  await writeFile(join(folder, "draw.json"), published);
  await writeFile(join(folder, "list.json"), list);
  await writeFile(join(folder, "altered.json"), published.replace('"weight":1', '"weight":7'));
});
after(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

const fromDisk = () => pathToFileURL(join(folder, "verify-draw.html")).href;

/** Opens the page off line and fails on anything it asks of a network or tells the console. */
async function visit(address: string, look: (page: Page) => Promise<void>, dark = false) {
  const context = await browser.newContext({ ...phone, colorScheme: dark ? "dark" : "light" });
  const page = await context.newPage();
  const told: string[] = [];
  page.on("pageerror", (error) => told.push(error.message));
  page.on("console", (line) => {
    if (line.type() === "error") told.push(line.text());
  });
  await page.goto(address);
  page.on("request", (request) => told.push(`asked for ${request.url()}`));
  await context.setOffline(true);
  try {
    await look(page);
    assert.deepEqual(told, []);
  } finally {
    await context.close();
  }
}

const file = (name: string) => join(folder, name);
const verdict = (page: Page) => page.getByRole("heading", { level: 2 });

test("from disk, off line: what is not known from elsewhere is left to compare, then everything is right", async () => {
  await visit(fromDisk(), async (page) => {
    await isSound(page);
    await page.getByLabel("公布的抽签文件").setInputFiles(file("draw.json"));
    await page.getByLabel("您的抽签号").fill(numberOf(3).toLowerCase().replace("-", " "));
    await page.getByRole("button", { name: "核验" }).click();
    assert.match((await verdict(page).textContent()) ?? "", /还请您核对/);
    assert.ok(await verdict(page).evaluate((title) => title === document.activeElement));
    await page.getByText(`逐字相同：${hash.slice(0, 8)} ${hash.slice(8, 16)} `).waitFor();
    await page.getByText(`抽签号 ${numberOf(3)} 在清单中`).waitFor();
    await page.getByText(/签序第 \d+ 位，共 20 位/).waitFor();
    await isSound(page);

    await page.getByText("核对得更严").click();
    await page.getByLabel("抽签前公布的清单哈希值").fill(hash);
    await page.getByLabel("您自己查到的公开数").fill("０３ ０８ １５ ２１ ２７ ３３ ＋ ０９");
    await page.keyboard.press("Enter");
    await page.getByText("核验通过：").waitFor();
    assert.equal(await page.getByRole("heading", { level: 4, name: "正确" }).count(), 7);
    await isSound(page);
  });
});

test("an altered file says what was altered, in Chinese with English below, in the dark too", async () => {
  await visit(
    fromDisk(),
    async (page) => {
      await page.getByLabel("公布的抽签文件").setInputFiles(file("altered.json"));
      await page.getByText("核对得更严").click();
      await page.getByLabel("您在抽签前保存的清单").setInputFiles(file("list.json"));
      await page.getByLabel("您自己查到的公开数").fill(value);
      await page.getByRole("button", { name: "核验" }).click();
      assert.match((await verdict(page).textContent()) ?? "", /核验未通过：抽签清单、?.*有误。Not verified/);
      await page.getByText(/的权重由 1 改为 7/).waitFor();
      await page.locator("[lang=en]", { hasText: /the weight of entry .* changed from 1 to 7/ }).waitFor();
      await isSound(page);
    },
    true,
  );
});

test("what was forgotten or mistyped is said beside the form, and the field is where one is", async () => {
  await visit(fromDisk(), async (page) => {
    await page.getByRole("button", { name: "核验" }).click();
    assert.match((await page.getByRole("alert").textContent()) ?? "", /请先选择/);
    await page.getByLabel("公布的抽签文件").setInputFiles(file("draw.json"));
    await page.getByLabel("您的抽签号").fill("张三");
    await page.keyboard.press("Enter");
    assert.match((await page.getByRole("alert").textContent()) ?? "", /8 个字母或数字/);
    assert.ok(await page.getByLabel("您的抽签号").evaluate((field) => field === document.activeElement));
    await isSound(page);
  });
});

test("from a server it is the same file; a file may be let go on it", async () => {
  const page = await readFile(verifierFiles.page);
  const server = createServer((_, response) => response.setHeader("content-type", "text/html").end(page));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    await visit(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, async (page) => {
      await page.evaluate((text) => {
        const carried = new DataTransfer();
        carried.items.add(new File([text], "draw.json"));
        document.body.dispatchEvent(
          new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: carried }),
        );
      }, published);
      assert.match((await verdict(page).textContent()) ?? "", /还请您核对/);
    });
  } finally {
    server.close();
  }
});
