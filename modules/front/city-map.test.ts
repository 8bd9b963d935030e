import assert from "node:assert/strict";
import { middleOfPlaces } from "#places";
import { putOutlines } from "#places/filling";
import { aFacility, anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { cityMap } from "./city-map.ts";

const withMap = (ctx: Ctx, map: Partial<Ctx["city"]["map"]>): Ctx => ({
  ...ctx,
  city: { ...ctx.city, map: { ...ctx.city.map, ...map } },
});
const wgs = (lon: number, lat: number) => ({ system: "WGS-84" as const, lon, lat });

/** Twenty places in one town, one far out, one without a position, three in another district. */
async function someCity(ctx: Ctx): Promise<void> {
  await inTx(ctx, async (inner) => {
    const { id: organisationId } = await anOrganisation(inner);
    for (let i = 0; i < 20; i++)
      await aFacility(inner, {
        organisationId,
        name: `书屋${i}`,
        position: wgs(84.88 + (i % 5) / 500, 45.59 + Math.floor(i / 5) / 500),
      });
    await aFacility(inner, { organisationId, name: "远村书屋", position: wgs(84.9, 45.0) });
    await aFacility(inner, { organisationId, name: "未定点书屋", position: null });
    for (const [i, kind] of ["library", "square", "book-house"].entries())
      await aFacility(inner, {
        organisationId,
        name: `独山子${i}`,
        kind,
        hours: null,
        divisionCode: "650202",
        position: wgs(84.87 + i / 500, 44.32),
      });
    await putOutlines(inner, [
      {
        code: "650203",
        coordinateSystem: "GCJ-02",
        shape: {
          type: "Polygon",
          coordinates: [
            [
              [84.5, 44.9],
              [85.2, 44.9],
              [85.2, 45.8],
              [84.5, 45.8],
              [84.5, 44.9],
            ],
          ],
        },
        source: "test",
        status: "unverified",
      },
    ]);
  });
}

let filled = false;
const cityTest = (name: string, work: (ctx: Ctx) => Promise<void>) =>
  dbTest(name, async ({ ctx }) => {
    if (!filled) await someCity(ctx);
    filled = true;
    await work(ctx);
  });

cityTest(
  "nobody says where they are: the town comes first, in the middle of its places, and all are listed",
  async (ctx) => {
    const { from, places, more, map } = await cityMap(ctx, {});
    assert.deepEqual([from, places.length, more], ["centre", 25, false]);
    assert.ok(map);
    const centre = await middleOfPlaces(ctx.db);
    assert.deepEqual([centre?.lon.toFixed(3), centre?.lat.toFixed(3)], ["84.884", "45.592"]);
    assert.ok(map.start[1] > 45.5 && map.start[3] < 45.7, `the village stays out of ${map.start}`);
    assert.ok(map.bounds[1] < 44.4, "but one can go to every place");
    assert.equal(map.here, null);
    assert.match(map.tiles ?? "", /^\/map\/[\w-]{16}\/\{z\}\/\{x\}\/\{y\}\.mvt$/);
    assert.deepEqual(
      map.districts.map(({ name }) => name),
      ["克拉玛依区"],
    );
    const unplaced = places.find(({ name }) => name === "未定点书屋");
    assert.equal(unplaced?.at, null);
    assert.equal(places.at(-1), unplaced, "without a position it stands last");
    assert.deepEqual([...new Set(places.map(({ mark }) => mark))].sort(), ["open", "unknown"]);
  },
);

cityTest(
  "the reader's own spot: nearest first with the way there, in the map's own coordinates",
  async (ctx) => {
    const { from, places, map } = await cityMap(ctx, { lon: 84.87, lat: 44.32 });
    assert.equal(from, "reader");
    assert.deepEqual(
      places.slice(0, 3).map(({ name, away }) => [name, away?.metres, away?.towards]),
      [
        ["独山子0", 0, "n"],
        ["独山子1", 159, "e"],
        ["独山子2", 318, "e"],
      ],
    );
    assert.ok(map?.here && Math.abs(map.here[0] - 84.87) > 0.001, "GCJ-02 lies a few hundred metres off");
    assert.deepEqual(map.here, places[0]?.at);
    assert.match(map.svg, /您在这里/);
  },
);

cityTest("a place to begin at, filters, and what does not exist", async (ctx) => {
  const { places } = await cityMap(ctx, { kind: "library" });
  const [library] = places;
  assert.ok(library);
  const there = await cityMap(ctx, { place: library.id });
  assert.equal(there.from, "place");
  assert.equal(there.places[0]?.id, library.id);
  assert.match(there.map?.svg ?? "", /独山子0附近的文化场所/);
  const ours = await cityMap(ctx, { division: "650202", open: "now" });
  assert.equal(ours.places.length, 0, "their hours are not known");
  assert.ok(ours.map, "an empty map is a map");
  const refused = async (query: Parameters<typeof cityMap>[1], status: number) =>
    assert.rejects(cityMap(ctx, query), (error: { status?: number }) => error.status === status);
  await refused({ lon: 84 }, 422);
  await refused({ kind: "palace" }, 422);
  await refused({ division: "650299" }, 422);
  await refused({ place: "0190b3a0-0000-7000-8000-000000000000" }, 404);
});

cityTest("in production without a review number: the list, and not one coordinate of a map", async (ctx) => {
  const bare = await cityMap(withMap(ctx, { mode: "production" }), { lon: 84.88, lat: 45.59 });
  assert.equal(bare.map, null);
  assert.ok(bare.places.every(({ at }) => at === null));
  assert.equal(bare.places[0]?.away?.metres, 0);
});

cityTest("with 天地图 everything stands in WGS-84", async (ctx) => {
  const { map, places } = await cityMap(withMap(ctx, { tiandituKey: "k" }), { lon: 84.87, lat: 44.32 });
  assert.deepEqual(map?.source, { kind: "tianditu", display: "WGS-84", key: "k" });
  assert.deepEqual(places[0]?.at, [84.87, 44.32]);
});

cityTest("as many questions to the database for three places as for twenty-five", async (ctx) => {
  const asked = async (query: Parameters<typeof cityMap>[1]) => {
    let count = 0;
    const counted = <F extends (...args: never[]) => unknown>(ask: F) =>
      ((...args: Parameters<F>) => {
        count++;
        return ask(...args);
      }) as F;
    const { db } = ctx;
    const many = counted(db.many);
    const counting = {
      ...db,
      many,
      one: counted(db.one),
      maybeOne: counted(db.maybeOne),
      run: counted(db.run),
    };
    // a city of its own, so that nothing is remembered
    await cityMap({ ...ctx, city: { ...ctx.city }, db: counting }, query);
    return count;
  };
  const few = await asked({ division: "650202" });
  assert.ok((await asked({})) <= few, "the division itself is looked up, nothing else differs");
  assert.ok(few <= 12, `${few} questions`);
});
