/** What the look at a page finds, in each way a page is set: a fault planted in one of them alone is told. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { faultsOf } from "./axe.ts";
import { openBrowser } from "./browser.ts";
import { looksWell } from "./looks.ts";

const planted = {
  "/nothing": "",
  "/name": "<button></button>",
  "/order": "<h4>数字</h4>",
  "/wide": "<style>p { width: 1500px }</style>",
  "/wide-on-a-phone": "<style>p { width: 500px }</style>",
  "/wide-turned": "<style>[dir=rtl] p { width: 1500px }</style>",
  "/contrast": "<style>p { color: #aaa }</style>",
  "/contrast-on-a-phone": "<style>@media (max-width: 400px) { p { color: #aaa } }</style>",
  "/contrast-turned": "<style>[dir=rtl] p { color: #aaa }</style>",
  "/contrast-in-the-dark":
    "<style>@media (prefers-color-scheme: dark) { body { background: #000 } h1, p, a { color: #fff } p { color: #444 } }</style>",
  "/language": '<script>if (document.dir === "rtl") document.querySelector("p").lang = "zz-zz-1"</script>',
  "/small": "<style>a { display: block; height: 9px; overflow: hidden }</style>",
  "/small-on-a-phone":
    "<style>@media (max-width: 400px) { a { display: block; height: 9px; overflow: hidden } }</style>",
  "/small-turned": "<style>[dir=rtl] a { display: block; height: 9px; overflow: hidden }</style>",
  "/contrast-turned-on-a-phone": "<style>@media (max-width: 400px) { [dir=rtl] p { color: #aaa } }</style>",
};
type Fault = keyof typeof planted;
const isPlanted = (path: string): path is Fault => path in planted;

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://here");
  response.setHeader("content-type", "text/html; charset=utf-8");
  const links = [1, 2, 3].map((n) => `<a href="/${n}">去看第 ${n} 处</a>`).join(" ");
  response.end(
    `<!doctype html><html lang="zh-CN" dir="${searchParams.get("dir") ?? "ltr"}"><title>一页</title>
     <meta name="viewport" content="width=device-width"><main><h1>一页</h1><p>几句话</p><nav>${links}</nav>${
       isPlanted(pathname) ? planted[pathname] : ""
     }</main></html>`,
  );
});
await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
const browser = await openBrowser();
after(async () => {
  await browser.close();
  server.close();
});

async function at(fault: Fault, width = 1440): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 740 } });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}${fault}`);
  return page;
}

test("a sound page looks well", async () => {
  await looksWell(await at("/nothing"));
  await looksWell(await at("/nothing", 360));
});

for (const [fault, said] of [
  ["/name", /button-name/],
  ["/order", /heading-order/],
  ["/wide", /on 1440 is 15\d\d wide/],
  ["/wide-on-a-phone", /on 360 is 5\d\d wide/],
  ["/wide-turned", /on 1440 turned round is 15\d\d wide/],
  ["/contrast", /color-contrast/],
  ["/contrast-on-a-phone", /on 360\n[\s\S]*color-contrast/],
  ["/contrast-turned", /on 1440 turned round\n[\s\S]*color-contrast/],
  ["/contrast-turned-on-a-phone", /on 360 turned round\n[\s\S]*color-contrast/],
  ["/language", /on 1440 turned round\n[\s\S]*valid-lang/],
  ["/small", /target-size/],
  ["/small-on-a-phone", /on 360\n[\s\S]*target-size/],
  ["/small-turned", /on 1440 turned round\n[\s\S]*target-size/],
] as const) {
  test(`${fault} is found`, async () => {
    await assert.rejects(looksWell(await at(fault)), said);
  });
}

test("contrast lost in the dark is found where only the setting is looked at", async () => {
  const page = await at("/contrast-in-the-dark");
  assert.deepEqual(await faultsOf(page), []);
  await page.emulateMedia({ colorScheme: "dark" });
  assert.match((await faultsOf(page, "at how it is set")).join("\n"), /^color-contrast: <p>/);
});
