/** The camera of an old tablet: a picture of the pass, the reader in script, the answer of the door. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { create } from "qrcode";
import { hears, holder, scannerAt } from "./at-the-door.ts";
import { openBrowser } from "./browser.ts";
import { doorOpens, soonSession } from "./people.ts";
import { runningCity } from "./running-city.ts";

const folder = mkdtempSync(join(tmpdir(), "wenmai-camera-"));
const film = join(folder, "pass.y4m");
const running = await runningCity();
// Chromium's own camera for tests: it opens the film when the page asks for a camera.
const browser = await openBrowser([
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream",
  `--use-file-for-fake-video-capture=${film}`,
]);
after(async () => {
  await browser.close();
  await running.stop();
  rmSync(folder, { recursive: true });
});

const [width, height] = [640, 480];

/** A film (YUV4MPEG2) of one picture: the code on a phone that is held at a distance, white on a grey room. */
function filmOf(text: string): Buffer {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const dot = 5;
  const quiet = 4;
  const side = (modules.size + 2 * quiet) * dot;
  const [left, top] = [Math.round((width - side) / 2), Math.round((height - side) / 2)];
  const light = Buffer.alloc(width * height, 110);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const [column, row] = [Math.floor(x / dot) - quiet, Math.floor(y / dot) - quiet];
      const inside = Math.min(column, row) >= 0 && Math.max(column, row) < modules.size;
      light[(top + y) * width + left + x] = inside && modules.get(row, column) ? 30 : 220;
    }
  const colour = Buffer.alloc((width * height) / 2, 128);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  return Buffer.concat([head, Buffer.from("FRAME\n"), light, colour]);
}

test("a pass that is held before the camera of an old tablet lets its person in", {
  timeout: 120_000,
}, async () => {
  const { offer } = await soonSession(running);
  const one = await holder(running, offer, "古丽");
  await doorOpens(running, offer);
  const { page } = await scannerAt(running, browser, { offer, label: "旧平板", older: true });
  writeFileSync(film, filmOf(await one.code()));
  await page.click("text=打开摄像头");
  await hears(page, /放行.*古丽/);
  const { state } = await running.city.db.one<{ state: string }>`
    select state from booking.claim where id = ${one.claimId}`;
  assert.equal(state, "checked-in");
  await page.click("text=关闭摄像头");
  assert.equal(await page.locator("video").count(), 0);
});
