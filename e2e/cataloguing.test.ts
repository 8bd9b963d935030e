/** See e2e/stories/a-book-is-catalogued.md. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { addStaff } from "#people/filling";
import { registerFacility } from "#places/filling";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { demoPassword } from "../seed/filling/people.ts";
import { faultsOf } from "./axe.ts";
import { cityAndBrowser } from "./city-and-browser.ts";
import { atDesk, mainText, phone } from "./people.ts";

const { running, browser } = await cityAndBrowser();

function aCataloguer() {
  return inTx(running.city.ctx("story"), async (inner) => {
    const library = await anOrganisation(inner, { label: "cataloguing", name: "编目图书馆" });
    await registerFacility(inner, {
      organisationId: library.id,
      divisionCode: "650203001",
      kind: "book-house",
      level: "community",
      demo: true,
      name: "编目图书馆一楼",
      number: "BM-1",
      address: "友谊路 11 号",
    });
    await addStaff(inner, {
      login: "gulnar",
      name: "古丽娜尔·马合木提",
      organisation: library.id,
      role: "editor",
      password: demoPassword,
    });
  });
}

/** One field of the record, by its tag. */
const field = (page: Page, tag: string): Locator => page.getByRole("group", { name: new RegExp(`^${tag} `) });
const type = (page: Page, tag: string, code: string, text: string) =>
  field(page, tag)
    .getByLabel(new RegExp(`^\\$${code} .*${tag}$`))
    .fill(text);

/** What somebody types in. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    return `${at?.closest("fieldset")?.querySelector(".edit-tag")?.textContent} ${at?.parentElement?.querySelector("code")?.textContent}`;
  });

async function fits(page: Page, shot: string): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `${page.url()} is ${wide} px wide on a phone of 360`);
  assert.deepEqual(await faultsOf(page), []);
  if (process.env.SHOTS)
    await page.screenshot({ path: `${process.env.SHOTS}/${shot}-360.png`, fullPage: true });
}

test("a Chinese book is catalogued, found, put right, and its history told", {
  timeout: 120_000,
}, async () => {
  await aCataloguer();
  const page = await atDesk(running, browser, "gulnar", { ...phone, locale: "zh-CN" });
  await page.goto(`${running.url}/desk/catalogue/editing`);
  await fits(page, "editing");
  await page.getByRole("link", { name: "中文图书（CNMARC）" }).click();
  await field(page, "010").waitFor();
  // Whoever comes to it types at once; Enter and Tab go on to what is to be filled in.
  assert.equal(await focused(page), "010 $a");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "010 $d");

  // A wrong digit is told while it is typed, and nothing is kept.
  await type(page, "010", "a", "978-7-228-20261-9");
  await type(page, "200", "a", "戈壁滩上的编目员");
  await type(page, "210", "a", "乌鲁木齐");
  await field(page, "010").getByText("的 ISBN 978-7-228-20261-9 校验位不对").waitFor();
  await field(page, "200").getByRole("button", { name: "补上拼音" }).click();
  const pinyin = field(page, "200").getByLabel(/^\$A .*200$/);
  await page.waitForFunction(
    (input) => (input as HTMLInputElement).value !== "",
    await pinyin.elementHandle(),
  );
  assert.equal(await pinyin.inputValue(), "ge bi tan shang de bian mu yuan");
  await fits(page, "new");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await page.getByRole("alert").getByText("校验位不对").waitFor();
  await field(page, "010").waitFor();
  await type(page, "010", "a", "978-7-228-20261-4");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await page.waitForURL(/\/desk\/catalogue\/records\/\d+\/edit\?done$/);
  const edit = page.url().replace("?done", "");

  const reader = await (await browser.newContext({ locale: "zh-CN" })).newPage();
  await reader.goto(`${running.url}/catalogue?q=戈壁滩上的编目员`);
  assert.match(await mainText(reader), /戈壁滩上的编目员/);

  // By line, as some like it; somebody else has the page open too and saves later.
  const other = await page.context().newPage();
  await other.goto(edit);
  await field(other, "210").waitFor();
  await page.getByRole("button", { name: "按行" }).click();
  const lines = page.getByLabel("记录内容");
  await lines.fill((await lines.inputValue()).replace("$a乌鲁木齐", "$a克拉玛依"));
  await page.getByLabel("修改原因").fill("出版地看错");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await page.waitForURL(/\?done$/);
  await type(other, "210", "a", "北京");
  await other.getByRole("button", { name: "保存", exact: true }).click();
  await other.getByRole("alert").getByText("别人改过这条记录").waitFor();
  await fits(other, "overtaken");
  assert.match(await mainText(other), /克拉玛依[\s\S]*北京/);
  await field(other, "210").waitFor();
  assert.equal(await field(other, "210").getByLabel(/^\$a /).inputValue(), "北京");

  await page.getByRole("link", { name: "历史" }).click();
  await page.waitForURL(/\/history$/);
  const history = await mainText(page);
  assert.match(history, /第 1 版和第 2 版的不同[\s\S]*210[\s\S]*乌鲁木齐[\s\S]*克拉玛依/);
  assert.match(history, /出版地看错/);
  await fits(page, "history");

  // Three copies by keyboard alone, as a scanner types: the barcode, and Enter.
  await page.goto(edit);
  await page.getByRole("link", { name: "加单册" }).click();
  await page.waitForURL(/\/items\?add$/);
  await fits(page, "add-items");
  const named = () => page.evaluate(() => document.activeElement?.getAttribute("name"));
  assert.equal(await named(), "barcode");
  await page.keyboard.type("BM0000098");
  await page.keyboard.press("Tab");
  await page.keyboard.type("3");
  await page.keyboard.press("Enter");
  await page.getByRole("status").getByText("条码 BM0000098 到 BM0000100").waitFor();
  assert.equal(await named(), "barcode");
  // The same again is refused and says whose it is; left empty the next comes by itself.
  await page.keyboard.type("BM0000099");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("条码 BM0000099 已经是《戈壁滩上的编目员》的").waitFor();
  await fits(page, "barcode-taken");
  await page.getByRole("link", { name: "打开那一册" }).waitFor();
  await page.getByRole("textbox", { name: /^条码/ }).fill("");
  await page.keyboard.press("Enter");
  await page.getByRole("status").getByText("条码 BM0000101").waitFor();
  await reader.goto(edit.replace(/.*records\/(\d+)\/edit$/, `${running.url}/catalogue/$1`));
  assert.match(await mainText(reader), /编目图书馆一楼/);

  // The last was a mistake.
  await page.getByRole("link", { name: "BM0000101" }).click();
  await page.getByText("录错了，移除这一册").click();
  await fits(page, "remove-item");
  await page.getByRole("button", { name: "移除 BM0000101" }).click();
  await page.getByRole("status").getByText("已移除 BM0000101").waitFor();
  assert.equal(await page.getByRole("link", { name: "BM0000101" }).count(), 0);
  await fits(page, "items");
});

test("lines that cannot be read are told in words; a record of thousands of fields is typed in at once", {
  timeout: 120_000,
}, async () => {
  const page = await atDesk(running, browser, "gulnar", { ...phone, locale: "zh-CN" });
  await page.goto(`${running.url}/desk/catalogue/records/new?template=english-book`);
  await field(page, "020").waitFor();
  // From the first field to the title.
  const stops = [await focused(page)];
  while (stops.length < 30 && stops.at(-1) !== "245 $a") {
    await page.keyboard.press("Tab");
    stops.push(await focused(page));
  }
  assert.ok(stops.length <= 16, stops.join(", "));
  await page.getByRole("button", { name: "按行" }).click();
  const lines = page.getByLabel("记录内容");
  const whole = await lines.inputValue();
  for (const [bad, said] of [
    ["乱写", "要以三个字符的字段号和一个空格开头"],
    ["650  0没有子字段", "两个指示符之后要有子字段"],
    ["LDR 短", "正好 24 个字符"],
  ] as const) {
    await lines.fill(`${whole}\n${bad}`);
    await page.getByRole("status").getByText(said).waitFor();
  }
  const many = Array.from({ length: 3000 }, (_, n) => `650  0$a词${n}`).join("\n");
  // As if it were pasted: typing thousands of lines is the browser's own time.
  await lines.evaluate(
    (box, text) => {
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set?.call(box, text);
      box.dispatchEvent(new Event("input", { bubbles: true }));
    },
    `${whole.replace("245 10$a", "245 10$a很多字段的书")}\n${many}`,
  );
  await page.getByRole("button", { name: "按字段" }).click();
  await page.getByText("还有 2,8").waitFor();
  await type(page, "245", "a", "很多字段的一本书");
  await page.waitForFunction(() =>
    document.querySelector<HTMLInputElement>("input[name=lines]")?.value.includes("一本书"),
  );
  assert.equal(await page.locator(".edit-row").count(), 201);
  await page.getByRole("button", { name: "再展开 200 个" }).click();
  assert.equal(await page.locator(".edit-row").count(), 401);
});
