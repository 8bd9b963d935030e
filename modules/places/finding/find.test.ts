import assert from "node:assert/strict";
import { weekdays } from "#libs/hours";
import { type Ctx, inTx } from "#platform/ctx";
import { at, dbTest } from "#platform/testing";
import { announceClosure } from "../closures/closures.ts";
import { changeFacility } from "../facility/change.ts";
import { endFacility } from "../facility/end.ts";
import type { FacilityRow } from "../facility/facility-store.ts";
import type { FacilityInput } from "../facility/register.ts";
import { aFacility, anOrganisation, usualHours } from "../testing.ts";
import { findPlaces, type Search } from "./find.ts";
import { placesNearby } from "./nearby.ts";

// It is Friday 12 June 2026, 18:00 in the city.
const early = { week: Object.fromEntries(weekdays.map((day) => [day, [{ from: "09:00", to: "17:00" }]])) };

/** Some places of an organisation of their own, so that tests do not see each other's. */
async function some(
  ctx: Ctx,
  places: Partial<FacilityInput>[],
): Promise<{ rows: FacilityRow[]; find: (search?: Search) => Promise<string[]> }> {
  return inTx(ctx, async (inner) => {
    const organisation = await anOrganisation(inner);
    const rows: FacilityRow[] = [];
    for (const place of places)
      rows.push(await aFacility(inner, { organisationId: organisation.id, ...place }));
    const find = async (search: Search = {}) =>
      (await findPlaces(ctx, { organisationPaths: [organisation.path], ...search })).items.map(
        ({ place }) => place.name,
      );
    return { rows, find };
  });
}

dbTest("open now is asked at any moment", async ({ ctx }) => {
  const { find, rows } = await some(ctx, [
    { name: "早馆", hours: early },
    { name: "晚馆" },
    { name: "无时间", hours: null },
  ]);
  assert.deepEqual(await find({ open: "now" }), ["晚馆"]);
  assert.deepEqual(await find({ open: "now", at: at("2026-06-15T02:00:00Z")() }), ["早馆"], "Monday at ten");
  await inTx(ctx, (inner) =>
    announceClosure(inner, rows[1]?.id ?? "", { startsAt: ctx.clock(), endsAt: null, reason: "repair" }),
  );
  assert.deepEqual(await find({ open: "now" }), []);
});

dbTest("changed hours count from the next question on", async ({ ctx }) => {
  const { find, rows } = await some(ctx, [{ name: "甲馆", hours: early }]);
  assert.deepEqual(await find({ open: "now" }), []);
  await inTx(ctx, (inner) =>
    changeFacility(inner, { placeId: rows[0]?.id ?? "", version: 1, changes: { hours: usualHours } }),
  );
  assert.deepEqual(await find({ open: "now" }), ["甲馆"]);
});

dbTest("kind, level, district and words narrow the list; ended places are gone", async ({ ctx }) => {
  const { find, rows } = await some(ctx, [
    {
      name: "市图书馆",
      names: { en: "City Library" },
      kind: "library",
      level: "city",
      divisionCode: "650203",
    },
    { name: "独山子文化馆", kind: "culture-centre", level: "district", divisionCode: "650202" },
    { name: "天山路文化站", kind: "culture-station", level: "street", address: "迎宾路8号" },
    { name: "旧馆", kind: "library" },
  ]);
  await inTx(ctx, (inner) => endFacility(inner, rows[3]?.id ?? "", "2026-06-12"));
  assert.deepEqual(await find({ kind: "library" }), ["市图书馆"]);
  assert.deepEqual(await find({ level: "street" }), ["天山路文化站"]);
  assert.deepEqual(await find({ division: "650202" }), ["独山子文化馆"]);
  assert.deepEqual((await find({ division: "6502" })).length, 3);
  assert.deepEqual(await find({ q: "文化" }), ["独山子文化馆", "天山路文化站"]);
  assert.deepEqual(await find({ q: "library" }), ["市图书馆"]);
  assert.deepEqual(await find({ q: "迎賓路" }), ["天山路文化站"], "traditional finds simplified");
  assert.deepEqual(await find({ q: "，。" }), []);
});

dbTest("nearest first, with the straight line; pages join without gap or repeat", async ({ ctx }) => {
  const spots = [5, 1, 4, 2, 3].map((n) => ({
    name: `${n}号`,
    position: { system: "WGS-84", lon: 84.889, lat: 45.594 + n / 1000 } as const,
  }));
  const { find, rows } = await some(ctx, [...spots, { name: "无址", position: null }]);
  const near = { system: "WGS-84", lon: 84.889, lat: 45.594 } as const;
  assert.deepEqual(await find({ near, sort: "distance" }), ["1号", "2号", "3号", "4号", "5号", "无址"]);
  assert.deepEqual(
    await find({ near, minutes: 6, sort: "distance" }),
    ["1号", "2号", "3号"],
    "6 minutes are 346 m of straight line",
  );
  const { items } = await findPlaces(ctx, {
    near,
    sort: "distance",
    organisationPaths: [rows[0]?.orgPath ?? ""],
  });
  assert.deepEqual(items[0]?.way, { metres: 111, towards: "n" });
  for (const search of [
    { near, sort: "distance" as const },
    { sort: "name" as const },
    { sort: "name" as const, open: "now" as const },
  ]) {
    const walked: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof findPlaces>> = await findPlaces(ctx, {
        ...search,
        organisationPaths: [rows[0]?.orgPath ?? ""],
        limit: 2,
        ...(after && { after }),
      });
      walked.push(...page.items.map(({ place }) => place.name));
      after = page.next;
    } while (after);
    assert.deepEqual(walked, await find(search));
    assert.equal(new Set(walked).size, 6);
  }
});

dbTest("the order is that of the reader's language", async ({ ctx }) => {
  const { find } = await some(ctx, [
    { name: "科技馆", names: { en: "Art of Science" } },
    { name: "博物馆", names: { en: "Museum" } },
    { name: "第10社区" },
    { name: "第2社区" },
  ]);
  assert.deepEqual(await find(), ["博物馆", "第2社区", "第10社区", "科技馆"]);
  const { items } = await findPlaces({ ...ctx, locale: "en" }, { q: "馆" });
  const names = items
    .map(({ place }) => place.names.en)
    .filter((name) => name === "Museum" || name === "Art of Science");
  assert.deepEqual(names, ["Art of Science", "Museum"]);
});

dbTest("unknown kinds, divisions and cursors are refused at their field", async ({ ctx }) => {
  const refused = (search: Search, field: string) =>
    assert.rejects(
      findPlaces(ctx, search),
      (error: { faults?: { field: string }[] }) => error.faults?.[0]?.field === field,
    );
  await refused({ kind: "palace" }, "/query/kind");
  await refused({ division: "650299" }, "/query/division");
  await refused({ division: "65x" }, "/query/division");
  await refused({ after: "garbage" }, "/query/after");
  await refused({ after: Buffer.from('["a","\'; drop table"]').toString("base64url") }, "/query/after");
  await refused({ sort: "distance" }, "/query/lon");
  await refused({ minutes: 15 }, "/query/lon");
});

dbTest("what is open around a spot is counted, whatever system the spot is given in", async ({ ctx }) => {
  // Far from the other tests' places.
  const position = { system: "GCJ-02", lon: 85.6938, lat: 46.0888 } as const;
  await some(ctx, [
    { name: "甲", position },
    { name: "乙", position, hours: early },
  ]);
  const near = await placesNearby(ctx, { ...position, minutes: 5 });
  assert.deepEqual([near.places, near.open, near.metres], [2, 1, 288]);
  assert.deepEqual(near.marks.map(({ name, state }) => `${name} ${state}`).sort(), ["乙 closed", "甲 open"]);
});

dbTest("a spot or place next to nought is found and found from", async ({ ctx }) => {
  const tiny = { system: "WGS-84" as const, lon: -2.2e-294, lat: -7.4e-323 };
  const { id } = await inTx(ctx, (inner) => aFacility(inner, { position: tiny }));
  for (const near of [tiny, { ...tiny, system: "GCJ-02" as const }, { ...tiny, lon: 0, lat: 0 }]) {
    const { items } = await findPlaces(ctx, { near, minutes: 15, sort: "distance" });
    assert.deepEqual(
      items.map(({ place, way }) => [place.id, way?.metres]),
      [[id, 0]],
    );
  }
});
