/** The map as a city serves it: tiles at the address its page names, never counted as questions, gone where no map may be shown. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { putOutlines } from "#places/filling";
import { someDivisions } from "#places/testing";
import { readConfig } from "#platform/config";
import { inTx, wallClock } from "#platform/ctx";
import { setLimits } from "#platform/limits";
import { openMessenger } from "#platform/notify";
import { database, testCtx } from "#platform/testing";
import { openCity } from "./city.ts";
import { cityServer } from "./server.ts";

const DATA_DIR = await mkdtemp(join(tmpdir(), "wenmai-map-"));
const { db, url } = await database();
after(() => rm(DATA_DIR, { recursive: true, force: true }));

/** A city with one outlined district; `env` as the operator sets it. */
async function server(env: Record<string, string> = {}) {
  await inTx(testCtx(db), async (ctx) => {
    await someDivisions(ctx);
    const corners = [
      [84.5, 44.9],
      [85.2, 44.9],
      [85.2, 45.8],
      [84.5, 44.9],
    ] as [number, number][];
    await putOutlines(ctx, [
      {
        code: "650203",
        coordinateSystem: "GCJ-02",
        shape: { type: "Polygon", coordinates: [corners] },
        source: "test",
        status: "unverified",
      },
    ]);
  });
  const config = readConfig({ DATA_DIR, LOG_LEVEL: "silent", ...env });
  const city = await openCity(config, url, openMessenger(config, wallClock));
  const app = await cityServer(city, { pages: false });
  const stop = async () => {
    await app.close();
    await city.close();
  };
  return { app, stop };
}

test("a tile is at the address that the map's page names, empty beside the city, and none under another name", async (t) => {
  const { app, stop } = await server();
  t.after(stop);
  const { map } = (await app.inject("/api/front/city-map")).json();
  const at = (z: number, x: number, y: number) =>
    map.tiles.replace("{z}", String(z)).replace("{x}", String(x)).replace("{y}", String(y));
  const tile = await app.inject(at(6, 47, 22));
  assert.equal(tile.statusCode, 200);
  assert.equal(tile.headers["content-type"], "application/vnd.mapbox-vector-tile");
  assert.ok(tile.rawPayload.length > 50);
  assert.equal((await app.inject(at(6, 0, 0))).statusCode, 204);
  assert.equal((await app.inject("/map/AAAAAAAAAAAAAAAA/6/47/22.mvt")).statusCode, 404);
});

test("tiles are free: looking at a map does not use up what one may ask", async (t) => {
  const { app, stop } = await server();
  t.after(stop);
  const { map } = (await app.inject("/api/front/city-map")).json();
  const none = { burst: 0, perMinute: 0.01 };
  const both = { account: none, address: none };
  setLimits(app, { read: both, write: both, "sign-in": both });
  assert.equal((await app.inject("/api/front/city-map")).statusCode, 429);
  const tile = map.tiles.replace("{z}", "6").replace("{x}", "47").replace("{y}", "22");
  assert.equal((await app.inject(tile)).statusCode, 200);
});

test("in production without a review number there are neither tiles nor positions for them", async (t) => {
  const { app, stop } = await server({ MODE: "production", PUBLIC_URL: "https://wenhua.example.cn" });
  t.after(stop);
  const answer = await app.inject("/api/front/city-map");
  assert.equal(answer.json().map, null);
  assert.equal((await app.inject("/map/AAAAAAAAAAAAAAAA/6/47/22.mvt")).statusCode, 404);
});
