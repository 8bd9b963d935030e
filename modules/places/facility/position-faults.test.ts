import assert from "node:assert/strict";
import type { Position } from "#libs/coordinates";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { putOutlines } from "../network/outlines.ts";
import { aFacility, someDivisions } from "../testing.ts";
import { changeFacility } from "./change.ts";
import { facilities } from "./facility-store.ts";
import { moveFacility } from "./move.ts";

// The four districts side by side, half a degree each: 84°–86° east, 45°–46° north.
const codes = ["650202", "650203", "650204", "650205"];
const outlines = codes.map((code, n) => {
  const [west, east] = [84 + n / 2, 84.5 + n / 2];
  const ring = [
    [west, 45],
    [east, 45],
    [east, 46],
    [west, 46],
    [west, 45],
  ] as [number, number][];
  return {
    code,
    coordinateSystem: "WGS-84" as const,
    shape: { type: "Polygon" as const, coordinates: [ring] },
    source: "test",
    status: "unverified" as const,
  };
});

const enterOutlines = (ctx: Ctx, known = outlines) =>
  inTx(ctx, async (inner) => {
    await someDivisions(inner);
    await putOutlines(inner, known);
  });
const placeAt = (ctx: Ctx, position: Position, outsideCity = false) =>
  inTx(ctx, (inner) => aFacility(inner, { position, outsideCity }));
const wgs = (lon: number, lat: number): Position => ({ system: "WGS-84", lon, lat });

dbTest(
  "without the outlines of all districts nothing is known, and every position is taken",
  async ({ ctx }) => {
    await placeAt(ctx, wgs(0, 0));
    await enterOutlines(ctx, outlines.slice(1));
    await placeAt({ ...ctx, city: { ...ctx.city } }, wgs(0, 0));
  },
);

dbTest(
  "a place far outside the city is refused, saying how far; near its edge it is taken",
  async ({ ctx }) => {
    await enterOutlines(ctx);
    const table: [Position, { id: string; km: number } | null][] = [
      [wgs(85, 45.5), null],
      [{ system: "GCJ-02", lon: 85, lat: 45.5 }, null],
      [wgs(85, 46.04), null],
      [wgs(85, 46.06), { id: "position.far", km: 7 }],
      // 乌鲁木齐, the Gulf of Guinea.
      [wgs(87.617, 43.826), { id: "position.far", km: 183 }],
      [wgs(0, 0), { id: "position.far", km: 9536 }],
      [wgs(45.5, 85), { id: "position.swapped", km: 4468 }],
    ];
    for (const [position, wrong] of table) {
      const tried = placeAt(ctx, position);
      if (!wrong) await tried;
      else
        await assert.rejects(tried, {
          id: "input.invalid",
          faults: [{ field: "/body/position/lon", id: wrong.id, data: { km: wrong.km, margin: 5 } }],
        });
    }
  },
);

dbTest("a place may move far outside only when somebody says so, and stays there", async ({ ctx, db }) => {
  await enterOutlines(ctx);
  const place = await placeAt(ctx, wgs(85, 45.5));
  const far = wgs(87.617, 43.826);
  const change = (changes: object, outsideCity = false) =>
    inTx(ctx, (inner) => changeFacility(inner, { placeId: place.id, version: 1, changes, outsideCity }));
  await assert.rejects(change({ position: far }), {
    faults: [{ field: "/body/changes/position/lon", id: "position.far", data: { km: 183, margin: 5 } }],
  });
  await change({ position: far }, true);
  await change({ phone: "0990-6111111" });
  assert.deepEqual((await facilities(db, [place.id]))[0]?.position, far);
  await placeAt(ctx, far, true);
});

dbTest(
  "a place lies in the district it is named in, also when somebody says it is outside",
  async ({ ctx }) => {
    await enterOutlines(ctx);
    const elsewhere = { id: "position.elsewhere", data: { district: "白碱滩区", named: "克拉玛依区" } };
    const inBaijiantan = wgs(85.25, 45.5);
    for (const outsideCity of [false, true])
      await assert.rejects(placeAt(ctx, inBaijiantan, outsideCity), {
        id: "input.invalid",
        faults: [{ field: "/body/position/lon", ...elsewhere }],
      });
    await placeAt(ctx, wgs(85.005, 45.5));
    const place = await placeAt(ctx, wgs(84.75, 45.5));
    await assert.rejects(
      inTx(ctx, (inner) =>
        changeFacility(inner, { placeId: place.id, version: 1, changes: { position: inBaijiantan } }),
      ),
      { faults: [{ field: "/body/changes/position/lon", ...elsewhere }] },
    );
    await assert.rejects(
      inTx(ctx, (inner) => moveFacility(inner, place.id, { divisionCode: "650204", on: "2026-06-12" })),
      {
        faults: [
          {
            field: "/body/divisionCode",
            id: "position.elsewhere",
            data: { district: "克拉玛依区", named: "白碱滩区" },
          },
        ],
      },
    );
  },
);
