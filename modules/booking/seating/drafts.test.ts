/** Drawing a plan: strokes, faults by their place, versions that stand. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Check } from "typebox/value";
import { sampleTheatre } from "#libs/seats";
import { aFacility, aSpace } from "#places/testing";
import { type Ctx, inTx, textFor } from "#platform/ctx";
import { newId } from "#platform/db";
import { Problem } from "#platform/errors";
import { problemDocument } from "#platform/http";
import { dbTest } from "#platform/testing";
import { anOffer } from "../testing.ts";
import { startSeatDraft } from "./contract.ts";
import { dropDraft, editDraft, publishDraft, startDraft } from "./drafts.ts";
import type { PlanEdit } from "./draw.ts";
import * as store from "./plan-store.ts";
import { setSeating } from "./set-seating.ts";
import { draftView, planView, seatingView } from "./show-plans.ts";
import { aRowEdit, aSeatPlan, hallOf } from "./testing.ts";

const aRoom = (ctx: Ctx) =>
  inTx(ctx, async (inner) => {
    const { id: placeId } = await aFacility(inner);
    return { placeId, spaceId: (await aSpace(inner, { placeId })).id };
  });

const refusal = async (work: Promise<unknown>) => {
  const error = await work.catch((thrown) => thrown);
  assert.ok(error instanceof Problem, String(error));
  return error;
};

dbTest("a hall is drawn row by row and stands as a version that nobody changes", async ({ db, ctx }) => {
  const room = await aRoom(ctx);
  const hall = { name: "小剧场", width: 1000, height: 900 };
  const { draftId } = await inTx(ctx, (inner) => startDraft(inner, { ...room, hall }));
  const draw = (edit: PlanEdit) => inTx(ctx, (inner) => editDraft(inner, { draftId, edit }));
  const publish = () => inTx(ctx, (inner) => publishDraft(inner, { draftId }));
  assert.deepEqual(
    (await draftView(ctx, draftId)).faults.map(({ id }) => id),
    ["seats.none"],
  );
  assert.equal((await refusal(publish())).id, "seating.faults");

  await draw({ ...aRowEdit, seats: 10, aisles: [6, 3], bend: "gentle" });
  await draw({ do: "copy-row", zone: "池座", row: "1", name: "2", times: 2, pitch: 90 });
  await draw({ do: "aisle", zone: "池座", row: "2", after: "1", width: 60 });
  await draw({ do: "wheelchair", zone: "池座", row: "3", space: "9", companion: "7" });
  const { rows, seats, faults } = await draftView(ctx, draftId);
  assert.deepEqual(faults, []);
  assert.deepEqual(
    rows.map(({ row, seats }) => [row, seats]),
    [
      ["1", 10],
      ["2", 10],
      ["3", 10],
    ],
  );
  assert.deepEqual(
    seats.slice(0, 10).map(({ number }) => number),
    ["9", "7", "5", "3", "1", "2", "4", "6", "8", "10"],
  );
  assert.ok((seats[0]?.y ?? 0) !== (seats[4]?.y ?? 0), "the row bends");
  assert.deepEqual(
    seats.filter(({ kind }) => kind !== "standard").map(({ label, kind }) => [label, kind]),
    [
      ["3排9号", "wheelchair"],
      ["3排7号", "companion"],
    ],
  );
  const { plan } = (await store.draft(db, draftId)) ?? {};
  assert.deepEqual(
    plan?.zones[0]?.rows.map(({ blocks }) => blocks.map((block) => block.length)),
    [
      [3, 3, 4],
      [3, 2, 1, 4],
      [3, 3, 4],
    ],
  );
  const { planId, version } = await publish();
  assert.equal(version, 1);
  assert.equal(await store.draft(db, draftId), null);
  assert.equal((await planView(ctx, planId)).seats.length, 30);
  await assert.rejects(
    db.run`update booking.seat_plan set name = '大剧场' where id = ${planId}`,
    /never changed/,
  );
  await assert.rejects(db.run`delete from booking.seat_plan where id = ${planId}`, /never changed/);
  const next = await inTx(ctx, (inner) => startDraft(inner, { ...room, planId }));
  assert.equal((await inTx(ctx, (inner) => publishDraft(inner, next))).version, 2);
});

dbTest("a stroke at what is not there is refused by its field, and the draft stays", async ({ ctx }) => {
  const room = await aRoom(ctx);
  const { draftId } = await inTx(ctx, (inner) =>
    startDraft(inner, { ...room, json: JSON.stringify(hallOf(4, 4)) }),
  );
  const tries: [PlanEdit, string][] = [
    [{ do: "remove-row", zone: "楼座", row: "1" }, "/body/edit/zone seats.no-zone"],
    [{ do: "remove-row", zone: "池座", row: "9" }, "/body/edit/row seats.no-row"],
    [{ do: "aisle", zone: "池座", row: "1", after: "9", width: 50 }, "/body/edit/after seats.no-seat"],
    [
      { do: "wheelchair", zone: "池座", row: "1", space: "1", companion: "9" },
      "/body/edit/companion seats.no-seat",
    ],
  ];
  for (const [edit, expected] of tries) {
    const { faults } = await refusal(inTx(ctx, (inner) => editDraft(inner, { draftId, edit })));
    assert.deepEqual(
      faults.map(({ field, id }) => `${field} ${id}`),
      [expected],
    );
  }
  await inTx(ctx, (inner) => editDraft(inner, { draftId, edit: { ...aRowEdit, name: "1", y: 105 } }));
  const { faults } = await draftView(ctx, draftId);
  assert.ok(faults.some(({ id, at }) => id === "seats.row-twice" && at === "/zones/0/rows/2/name"));
  assert.ok(faults.every(({ says }) => says.includes("/zones/") && !says.includes("{")));
  await inTx(ctx, (inner) => dropDraft(inner, { draftId }));
});

dbTest(
  "a file is told every fault by its place; one drawn with pretix's editor comes in",
  async ({ ctx }) => {
    const room = await aRoom(ctx);
    const start = (json: string) => inTx(ctx, (inner) => startDraft(inner, { ...room, json }));
    assert.deepEqual((await refusal(start("{"))).faults, [{ field: "/body/json", id: "seats.no-json" }]);
    const wrong = structuredClone(hallOf(4, 4));
    const [first, second] = wrong.zones[0]?.rows[0]?.blocks[0] ?? [];
    assert.ok(first && second);
    second.id = first.id;
    second.category = "贵宾";
    const { faults } = await refusal(start(JSON.stringify(wrong)));
    assert.deepEqual(
      faults.map(({ id, data }) => `${id} ${data?.at}`),
      [
        "seats.id-twice /zones/0/rows/0/blocks/0/1/id",
        "seats.category-unknown /zones/0/rows/0/blocks/0/1/category",
      ],
    );
    const seat = (n: number) => ({
      ...{ seat_guid: `g${n}`, seat_number: `${n}`, category: "普通" },
      position: { x: n * 25, y: 0 },
    });
    const drawn = {
      ...{ name: "别处画的", size: { width: 400, height: 200 }, categories: [{ name: "普通" }] },
      zones: [
        {
          ...{ name: "池座", position: { x: 20, y: 50 } },
          rows: [{ row_number: "1", position: { x: 0, y: 0 }, seats: [1, 2, 3].map(seat) }],
        },
      ],
    };
    const { draftId } = await start(JSON.stringify(drawn));
    assert.deepEqual(
      (await draftView(ctx, draftId)).seats.map(({ label }) => label),
      ["1排1号", "1排2号", "1排3号"],
    );
    const bare = await refusal(start('{"name":"小剧场"}'));
    assert.equal(
      problemDocument(bare, textFor(ctx), "-").errors?.[0]?.message,
      "/：缺少 size, focal, categories, zones",
    );
    const { draftId: theatre } = await start(JSON.stringify(sampleTheatre()));
    assert.deepEqual((await draftView(ctx, theatre)).faults, []);
  },
);

test("the plan of a large hall can be sent, indented", () => {
  const { zones, ...plan } = sampleTheatre();
  const largest = {
    ...plan,
    zones: Array(20_000 / 800)
      .fill(zones)
      .flat(),
  };
  const json = JSON.stringify(largest, null, 1);
  const body = { placeId: newId(), spaceId: newId(), json };
  assert.ok(Buffer.byteLength(JSON.stringify(body)) < (startSeatDraft.bodyLimit ?? 0));
  assert.ok(startSeatDraft.body && Check(startSeatDraft.body, body));
});

dbTest("an occasion has a plan of its own place, before anybody books", async ({ ctx }) => {
  const { planId, placeId } = await inTx(ctx, (inner) => aSeatPlan(inner));
  const elsewhere = await aRoom(ctx);
  const at = (place: string) =>
    inTx(ctx, (inner) => anOffer(inner, { is: { sort: "test", placeId: place, seriesId: null } }));
  const { offerId: other } = await at(elsewhere.placeId);
  const set = (offerId: string) =>
    inTx(ctx, (inner) => setSeating(inner, { offerId, planId, channel: "online" }));
  assert.equal((await refusal(set(other))).id, "seating.other-place");
  const { offerId } = await at(placeId);
  const before = await seatingView(ctx, offerId);
  assert.deepEqual([before.seating, before.plans.map(({ id }) => id)], [null, [planId]]);
  assert.deepEqual(await set(offerId), { seats: 18 });
  assert.equal((await seatingView(ctx, offerId)).seating?.pools[0]?.quota, 18);
  await ctx.db.run`update booking.pool set taken = 1 where offer_id = ${offerId}`;
  assert.equal((await refusal(set(offerId))).id, "seating.places-taken");
});
