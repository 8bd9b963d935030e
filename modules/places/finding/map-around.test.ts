import assert from "node:assert/strict";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { putOutlines } from "../network/outlines.ts";
import { aFacility } from "../testing.ts";
import { mapAround } from "./map-around.ts";

const spot = { lon: 85.3, lat: 45.9 };
const withMap = (ctx: Ctx, map: Partial<Ctx["city"]["map"]>): Ctx => ({
  ...ctx,
  city: { ...ctx.city, map: { ...ctx.city.map, ...map } },
});

dbTest(
  "the surroundings with their places, their state and the walk in the middle's own words",
  async ({ ctx }) => {
    await inTx(ctx, async (inner) => {
      await aFacility(inner, { name: "草原书屋", position: { system: "WGS-84", lon: 85.302, lat: 45.901 } });
      await aFacility(inner, {
        name: "草原广场",
        hours: null,
        position: { system: "WGS-84", lon: 85.298, lat: 45.902 },
      });
    });
    const mine = await mapAround(ctx, { ...spot, minutes: 10, middle: "reader" });
    assert.match(mine?.svg ?? "", /草原书屋，开放中/);
    assert.match(mine?.svg ?? "", /草原广场，无固定时间/);
    assert.match(mine?.svg ?? "", /您在这里/);
    assert.match(mine?.svg ?? "", /步行约 10 分钟/);
    assert.doesNotMatch(mine?.svg ?? "", /步行约 15 分钟/);
    assert.equal(mine?.credit, "演示地图，未经审图");
    const start = await mapAround(ctx, { ...spot, minutes: 15, middle: "start" });
    assert.match(start?.svg ?? "", /市中心一带附近的文化场所/);
    assert.doesNotMatch(start?.svg ?? "", /您/, "nobody is said to stand where we only guess");
    const place = await mapAround(
      { ...ctx, locale: "en" },
      { ...spot, minutes: 15, middle: { place: "Steppe" } },
    );
    assert.match(place?.svg ?? "", /Cultural places near Steppe/);
  },
);

dbTest(
  "in production there is no map without its review number, and with it the number stands on it",
  async ({ ctx }) => {
    const around = { ...spot, minutes: 15, middle: "reader" as const };
    assert.equal(await mapAround(withMap(ctx, { mode: "production" }), around), null);
    const reviewed = withMap(ctx, { mode: "production", mapReviewNumber: "新S(2026)001号" });
    assert.match((await mapAround(reviewed, around))?.svg ?? "", /审图号：新S\(2026\)001号/);
  },
);

dbTest("new outlines show within a minute", async ({ ctx }) => {
  const square = (side: number) => ({
    code: "650203",
    coordinateSystem: "GCJ-02" as const,
    shape: {
      type: "Polygon" as const,
      coordinates: [
        [
          [85.3, 45.9],
          [85.3 + side, 45.9],
          [85.3 + side, 45.9 + side],
          [85.3, 45.9],
        ],
      ] as [number, number][][],
    },
    source: "test",
    status: "unverified" as const,
  });
  await inTx(ctx, (inner) => putOutlines(inner, [square(0.01)]));
  let now = ctx.clock();
  const later: Ctx = { ...ctx, clock: () => now };
  const around = { ...spot, minutes: 15, middle: "reader" as const };
  const before = await mapAround(later, around);
  await inTx(ctx, (inner) => putOutlines(inner, [square(0.004)]));
  assert.equal((await mapAround(later, around))?.svg, before?.svg, "within the minute");
  now = now.add({ seconds: 61 });
  assert.notEqual((await mapAround(later, around))?.svg, before?.svg);
});
