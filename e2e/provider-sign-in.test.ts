/** See e2e/stories/signed-in-by-the-citys-identity.md. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { aProvider, type RealProvider } from "#platform/testing-oidc";
import { demoPassword } from "../seed/filling/people.ts";
import { faultsOf } from "./axe.ts";
import { openBrowser } from "./browser.ts";
import { type RunningCity, runningCity } from "./running-city.ts";

let provider: RealProvider;
let running: RunningCity;
let browser: Browser;

before(async () => {
  const port = await freePort();
  const publicUrl = `http://localhost:${port}`;
  provider = await aProvider({ publicUrl });
  const { oidcClientId = "", oidcClientSecret = "" } = provider.config;
  running = await runningCity({
    settings: {
      PORT: String(port),
      PUBLIC_URL: publicUrl,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: oidcClientId,
      OIDC_CLIENT_SECRET: oidcClientSecret,
    },
  });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await running?.stop();
  await provider?.stop();
});

/** The provider knows the city's address before the city listens on it. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

const phone = { viewport: { width: 360, height: 740 }, locale: "zh-CN" };

async function atSignIn(): Promise<Page> {
  const page = await (await browser.newContext(phone)).newPage();
  await page.goto(`${running.url}/desk/sign-in`);
  return page;
}

async function byPassword(page: Page, login: string): Promise<void> {
  await page.fill("input[name=login]", login);
  await page.fill("input[name=password]", demoPassword);
  await page.click("main form button[type=submit]");
  await page.waitForURL(/\/desk$/);
}

test("a clerk signs in by the city's identity, and out again at both ends", async () => {
  const director = await atSignIn();
  await byPassword(director, "lib-manager");
  await director.goto(`${running.url}/desk/staff?q=lib-desk`);
  await director.click("main .work-row a");
  await director.click("#identity summary");
  await director.fill("#identity input[name=expected]", "3301-0007");
  await director.click("#identity form button[type=submit]:visible");
  await director.waitForURL(/invited/);
  assert.match((await director.textContent("#identity")) ?? "", /3301-0007/);

  provider.visitor = { sub: "u-7", username: "3301-0007" };
  const clerk = await atSignIn();
  assert.deepEqual(await faultsOf(clerk), []);
  await clerk.click("text=用统一身份认证登录");
  await clerk.waitForURL(/\/desk$/);
  assert.match((await clerk.textContent("header")) ?? "", /王雪莹/);

  await clerk.click("nav form button");
  await clerk.waitForURL((url) => url.href.startsWith(provider.issuer));
  const again = await clerk.goto(`${running.url}/desk`);
  assert.equal(again?.status(), 401);
});

test("somebody nobody has noted is told what to do; a provider that is down leaves the password", async () => {
  provider.visitor = { sub: "u-8", username: "nobody" };
  const page = await atSignIn();
  await page.click("text=用统一身份认证登录");
  await page.waitForURL(/provider=unknown/);
  assert.match((await page.textContent("main")) ?? "", /请本单位管理员/);

  await provider.stop();
  await running.stop();
  // Another process of the city, which has never seen the provider.
  running = await runningCity({
    settings: { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: "wenmai" },
  });
  const later = await atSignIn();
  await later.click("text=用统一身份认证登录");
  await later.waitForURL(/provider=away/);
  assert.match((await later.textContent("main")) ?? "", /现在连不上/);
  await byPassword(later, "lib-desk");
});
