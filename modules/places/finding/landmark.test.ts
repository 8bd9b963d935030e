import assert from "node:assert/strict";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { endFacility } from "../facility/end.ts";
import type { FacilityInput } from "../facility/register.ts";
import { aFacility } from "../testing.ts";
import { placeView } from "../views.ts";
import { landmarkFor } from "./landmark.ts";

/** A place so many metres north and east of a spot that no other test uses. */
const at = (south: number, north: number, east = 0) => ({
  position: {
    system: "WGS-84" as const,
    lon: 86 + east / (111_320 * Math.cos((south * Math.PI) / 180)),
    lat: south + north / 111_195,
  },
});

const made = (ctx: Ctx, differs: Partial<FacilityInput>) => inTx(ctx, (inner) => aFacility(inner, differs));

dbTest(
  "a place is told by the nearest of the city or a district, not by a room next door",
  async ({ ctx }) => {
    const home = await made(ctx, { name: "社区书房", ...at(40, 0) });
    await made(ctx, { name: "隔壁活动室", level: "community", ...at(40, 100) });
    await made(ctx, { name: "区文化馆", level: "district", ...at(40, -600) });
    await made(ctx, { name: "市图书馆", level: "city", ...at(40, 0, 2000) });
    const landmark = await landmarkFor(ctx.db, home);
    assert.deepEqual([landmark?.name, landmark?.metres, landmark?.towards], ["区文化馆", 600, "n"]);
    const view = await placeView(ctx, home.id, {});
    assert.equal(view.landmark?.name, "区文化馆");
  },
);

dbTest(
  "not by itself, not by what has ended, not from another town, not without a position",
  async ({ ctx }) => {
    const library = await made(ctx, { name: "市图书馆", level: "city", ...at(41, 0) });
    assert.equal(await landmarkFor(ctx.db, library), null);
    const old = await made(ctx, { name: "老馆", level: "city", ...at(41, 300) });
    assert.equal((await landmarkFor(ctx.db, library))?.name, "老馆");
    await inTx(ctx, (inner) => endFacility(inner, old.id, "2026-06-12"));
    await made(ctx, { name: "邻城馆", level: "city", ...at(41, 4_900, 4_900) });
    assert.equal(await landmarkFor(ctx.db, library), null, "in the box but 6.9 km away");
    assert.equal(await landmarkFor(ctx.db, { id: library.id, wgs: null }), null);
  },
);
