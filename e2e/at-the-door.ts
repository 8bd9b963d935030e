/** What stories at the door need: people with a place and a pass on their phone, and devices that scan them. */
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { aDevicePass, aResident, liveCode } from "#people/testing";
import { inTx } from "#platform/ctx";
import { atDesk, phone } from "./people.ts";
import type { RunningCity } from "./running-city.ts";

/** Somebody with a place, and a phone that shows the pass. */
export async function holder({ city }: RunningCity, offerId: string, name: string) {
  const ctx = city.ctx("e2e");
  const one = await inTx(ctx, (inner) => aResident(inner, { name, level: 3 }));
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const anHourAgo = ctx.clock().subtract({ hours: 1 });
  const token = await inTx({ ...ctx, clock: () => anHourAgo }, (inner) =>
    aDevicePass(inner, one, publicKey.export({ format: "jwk" })),
  );
  const asked = { params: { offerId }, body: { size: 1 } };
  // The answer is what the contract of booking.claim says.
  const { claimId } = (await city.performer.perform(
    { ...ctx, actor: one.actor },
    "booking.claim",
    asked,
    null,
  )) as { claimId: string };
  /** What the phone shows, so many minutes from now. */
  const code = (minutes = 0) =>
    liveCode(token, privateKey, new Date(Date.now() + minutes * 60_000).toISOString());
  return { ...one, claimId, code };
}

/** A device that a manager of the house makes ready for this door, kept for when there is no line; `older`: on a browser of some years ago. */
export async function scannerAt(
  running: RunningCity,
  browser: Browser,
  { offer, label, older = false }: { offer: string; label: string; older?: boolean },
): Promise<{ page: Page; context: BrowserContext }> {
  const page = await atDesk(running, browser, "ju-manager", phone);
  if (older) await page.context().addInitScript(asOlder);
  await page.goto(`${running.url}/desk/scanners/${offer}`);
  await page.click("main a[href^='/scanner?door=']");
  assert.match((await page.locator("select[name=door] option").first().textContent()) ?? "", /^\d+月\d+日/);
  await page.fill("input[name=label]", label);
  await page.click("main form button");
  await page.waitForSelector(".scanner-inside");
  // The page is on the device from now on.
  await page.waitForSelector("text=这一页已存在设备上");
  return { page, context: page.context() };
}

/** Takes from a page what browsers older than ours do not have: scanners are old tablets. */
function asOlder(): void {
  const newer: [object, string[]][] = [
    [globalThis, ["BarcodeDetector", "structuredClone"]],
    [AbortSignal, ["timeout", "any"]],
    [Array.prototype, ["toSorted", "toReversed", "toSpliced", "with", "findLast", "findLastIndex"]],
    [Object, ["groupBy"]],
    [Map, ["groupBy"]],
    [Promise, ["withResolvers", "try"]],
    [Set.prototype, ["union", "intersection", "difference"]],
    [URL, ["canParse"]],
  ];
  for (const [of, names] of newer) for (const name of names) Reflect.deleteProperty(of, name);
}

/** Reads a code as a hand scanner types it. */
export async function scan(page: Page, text: string, expected: RegExp): Promise<void> {
  await page.fill("#typed", text);
  await page.keyboard.press("Enter");
  await hears(page, expected);
}

/** Waits for the answer of the scanner. */
export async function hears(page: Page, expected: RegExp): Promise<void> {
  const verdict = page.locator(".scanner-verdict");
  await verdict
    .filter({ hasText: expected })
    .waitFor({ timeout: 10_000 })
    .catch(async () => assert.match((await verdict.textContent()) ?? "", expected));
}
