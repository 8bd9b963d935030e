import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { dbTest, landFile } from "#platform/testing";
import { facilitiesTable } from "../exchange/facilities.ts";
import { aFacility, aHandover, anOrganisation, whoRan } from "../testing.ts";
import { endFacility } from "./end.ts";
import { affiliationsOf } from "./facility-store.ts";
import { moveFacility } from "./move.ts";

dbTest("a station is handed over: who ran it on which day stays right", async ({ ctx, db }) => {
  const place = await inTx(ctx, (inner) => aFacility(inner, { since: "2020-01-01" }));
  const community = await inTx(ctx, (inner) => anOrganisation(inner, { kind: "community" }));
  await inTx(ctx, (inner) =>
    moveFacility(inner, place.id, { organisationId: community.id, on: "2026-01-01" }),
  );
  const on = (day: string) => whoRan(ctx, place.id, day);
  assert.deepEqual(await on("2025-12-31"), [place.organisationId]);
  assert.deepEqual(await on("2026-01-01"), [community.id]);
  const [news] = await db.many<{ payload: { from: { organisationId: string } } }>`
    select payload from platform.outbox where type = 'place.moved' and payload->>'placeId' = ${place.id}`;
  assert.equal(news?.payload.from.organisationId, place.organisationId);
  // Again, and to where it is: nothing happens.
  await inTx(ctx, (inner) =>
    moveFacility(inner, place.id, { organisationId: community.id, on: "2026-02-01" }),
  );
  assert.equal((await affiliationsOf(db, place.id)).length, 2);
});

dbTest("a wrong first entry is corrected from its own first day", async ({ ctx, db }) => {
  const place = await inTx(ctx, (inner) => aFacility(inner, { since: "2026-06-01" }));
  await inTx(ctx, (inner) => moveFacility(inner, place.id, { divisionCode: "650203007", on: "2026-06-01" }));
  assert.deepEqual(
    (await affiliationsOf(db, place.id)).map(({ divisionCode, from }) => [divisionCode, from]),
    [["650203007", "2026-06-01"]],
  );
});

dbTest(
  "a move to the wrong place is put right on the same day, as often as it takes",
  async ({ ctx, db }) => {
    const place = await inTx(ctx, (inner) => aFacility(inner, { since: "2020-01-01" }));
    const first = place.divisionCode;
    for (const divisionCode of ["650203007", "650203", "650203007"])
      await inTx(ctx, (inner) => moveFacility(inner, place.id, { divisionCode, on: "2026-01-01" }));
    assert.deepEqual(
      (await affiliationsOf(db, place.id)).map(({ divisionCode, from }) => [divisionCode, from]),
      [
        [first, "2020-01-01"],
        ["650203007", "2026-01-01"],
      ],
    );
  },
);

dbTest("days to come, days before the history and unknown divisions are refused", async ({ ctx }) => {
  const place = await inTx(ctx, (inner) => aFacility(inner, { since: "2020-01-01" }));
  const move = (over: object) =>
    inTx(ctx, (inner) =>
      moveFacility(inner, place.id, { divisionCode: "650203", on: "2026-01-01", ...over }),
    );
  await assert.rejects(move({ on: "2026-06-13" }), { faults: [{ field: "/body/on", id: "day.in-future" }] });
  await assert.rejects(move({ on: "2019-12-31" }), { id: "input.invalid" });
  await assert.rejects(move({ divisionCode: "650299" }), { id: "input.invalid" });
  await assert.rejects(move({ organisationId: "018f0000-0000-7000-8000-000000000000" }), { id: "not-found" });
});

dbTest(
  "a day before the first on record is refused with that day, one before the last move with that of the move",
  async ({ ctx }) => {
    const number = `M-${process.pid}`;
    const place = await inTx(ctx, (inner) =>
      aFacility(inner, { since: "2020-01-01", number, position: null }),
    );
    await inTx(ctx, (inner) =>
      moveFacility(inner, place.id, { divisionCode: "650203007", on: "2026-01-01" }),
    );
    const asked = (on: string): [string, () => Promise<unknown>][] => [
      ["on", () => inTx(ctx, (inner) => moveFacility(inner, place.id, { divisionCode: "650203", on }))],
      ["on", () => inTx(ctx, (inner) => endFacility(inner, place.id, on))],
      [
        "effectiveOn",
        () => inTx(ctx, (inner) => aHandover(inner, place.id, { effectiveOn: on, lateBecause: "补办" })),
      ],
    ];
    for (const [day, fault] of [
      ["2019-12-31", { id: "day.before-history", data: { day: "2020-01-01" } }],
      ["2025-12-31", { id: "place.before-move", data: { day: "2026-01-01" } }],
    ] as const) {
      for (const [field, ask] of asked(day))
        await assert.rejects(ask, { faults: [{ field: `/body/${field}`, ...fault }] });
      const { faults } = await landFile(ctx, facilitiesTable, `编号,停用日期\n${number},${day}\n`);
      assert.deepEqual(
        faults.map(({ column, id, data }) => [column, id, data]),
        [["ended_on", fault.id, fault.data]],
      );
    }
    const again = await landFile(ctx, facilitiesTable, `编号,起始日期\n${number},2020-01-01\n`);
    assert.deepEqual([again.tally.unchanged, again.faults], [1, []], "the first day it came in with");
  },
);
