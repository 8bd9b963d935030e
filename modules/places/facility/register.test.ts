import assert from "node:assert/strict";
import { anonymous } from "#platform/auth";
import { inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found } from "#platform/errors";
import { dbTest } from "#platform/testing";
import { putKind } from "../kinds/kinds.ts";
import { aDivision, aFacility, anOrganisation, someDivisions } from "../testing.ts";
import { changeFacility } from "./change.ts";
import { endFacility } from "./end.ts";
import { affiliationsOf, facilities, factsAt } from "./facility-store.ts";
import { draftFacility, type FacilityInput, registerFacility } from "./register.ts";

const faultsOf = (fields: Record<string, string>) => ({
  id: "input.invalid",
  faults: Object.entries(fields).map(([field, id]) => ({ field, id })),
});

dbTest(
  "a place is registered with its history and first version, and the news of it",
  async ({ ctx, db }) => {
    const place = await inTx(ctx, (inner) =>
      aFacility(inner, { name: " 城南书屋 ", since: "2021-04-01", number: "KLMY-001" }),
    );
    assert.equal(place.name, "城南书屋");
    assert.equal(place.version, 1);
    assert.deepEqual(place.position, { system: "WGS-84", lon: 84.889, lat: 45.594 });
    assert.deepEqual(
      (await affiliationsOf(db, place.id)).map(({ from, to }) => [from, to]),
      [["2021-04-01", null]],
    );
    assert.equal((await factsAt(db, place.id, 1))?.number, "KLMY-001");
    const news = await db.many<{ payload: object }>`
    select payload from platform.outbox where type = 'place.registered' and payload->>'placeId' = ${place.id}`;
    assert.deepEqual(news, [
      {
        payload: {
          placeId: place.id,
          kind: "book-house",
          level: "community",
          divisionCode: "650203001",
          organisationId: place.organisationId,
          on: "2021-04-01",
        },
      },
    ]);
    const trail =
      await db.many`select what from platform.audit where kind = 'place' and target = ${place.id}`;
    assert.deepEqual(trail, [{ what: "place.registered" }]);
  },
);

dbTest(
  "a name that the division has is asked about once, before a place is entered twice",
  async ({ ctx }) => {
    const name = "同名书屋";
    const [there, own, other] = await inTx(ctx, async (inner) => {
      const made = await aFacility(inner, { name, divisionCode: "650203007", position: null });
      return [made, await anOrganisation(inner), await anOrganisation(inner)] as const;
    });
    const by = { ...ctx, actor: { ...anonymous, kind: "staff" as const, subject: newId() } };
    const draft = (organisation: { id: string }, differs: Partial<FacilityInput> = {}) =>
      inTx(by, (inner) =>
        draftFacility(inner, {
          name: ` ${name} `,
          kind: "book-house",
          level: "community",
          organisationId: organisation.id,
          divisionCode: "650203007",
          ...differs,
        }),
      );
    const asked = { id: "place.same-name", data: { name }, next: `/places/${there.id}` };
    await assert.rejects(draft(own), asked);
    await draft(own, { divisionCode: "650203001" });
    await draft(own, { sameName: true });
    await inTx(ctx, (inner) => endFacility(inner, there.id, there.since));
    await assert.rejects(draft(own), { id: "place.same-name" }, "one's own draft");
    await draft(other);
  },
);

dbTest("unknown codes are refused at their field", async ({ ctx }) => {
  const organisation = await inTx(ctx, async (inner) => {
    await someDivisions(inner);
    await aDivision(inner, { code: "650203098", from: "2018-01-01" });
    await putKind(inner, {
      code: "old-hall",
      name: "老俱乐部",
      names: {},
      icon: "pin",
      sort: 1,
      retired: true,
    });
    return anOrganisation(inner);
  });
  const register = (over: object) =>
    inTx(ctx, (inner) =>
      registerFacility(inner, {
        name: "甲",
        kind: "library",
        level: "city",
        organisationId: organisation.id,
        divisionCode: "650203",
        ...over,
      }),
    );
  await assert.rejects(register({ kind: "palace" }), faultsOf({ "/body/kind": "not-offered" }));
  await assert.rejects(register({ kind: "old-hall" }), faultsOf({ "/body/kind": "not-offered" }));
  for (const [divisionCode, since, refused] of [
    ["650299", "2026-06-12", true],
    ["hello", "2026-06-12", true],
    ["650203098", "2017-12-31", true],
    ["650203098", "2018-01-01", false],
    ["6502", "2026-06-12", false],
  ] as const) {
    const tried = register({ divisionCode, since });
    if (refused) await assert.rejects(tried, { id: "input.invalid" }, divisionCode);
    else await tried;
  }
  await assert.rejects(register({ organisationId: "018f0000-0000-7000-8000-000000000000" }), {
    id: "not-found",
  });
  await assert.rejects(
    register({ position: { system: "GCJ-02", lon: 45.59, lat: 84.89 } }),
    faultsOf({ "/body/position/lon": "position.outside" }),
  );
});

dbTest("a number names one place", async ({ ctx, db }) => {
  const first = await inTx(ctx, (inner) => aFacility(inner, { number: "A.1" }));
  await assert.rejects(
    inTx(ctx, (inner) => aFacility(inner, { number: "A.1" })),
    { id: "place.number-taken" },
  );
  const second = await inTx(ctx, (inner) => aFacility(inner, { number: "A.2" }));
  await assert.rejects(
    db.run`update places.facility set number = 'A.1' where id = ${second.id}`,
    /facility_number_key/,
  );
  assert.equal((await facilities(db, [first.id])).length, 1);
});

dbTest("positions given in GCJ-02 and BD-09 are kept as given and known in WGS-84", async ({ ctx }) => {
  const given = { system: "GCJ-02", lon: 84.8928, lat: 45.5935 } as const;
  const place = await inTx(ctx, (inner) => aFacility(inner, { position: given }));
  assert.deepEqual(place.position, given);
  assert.ok(place.wgs && Math.abs(place.wgs.lon - given.lon) > 0.001, "shifted by some hundred metres");
});

dbTest(
  "half a position, one off the globe and one without its system cannot be written",
  async ({ ctx, db }) => {
    const { id } = await inTx(ctx, (inner) => aFacility(inner));
    for (const [column, value, constraint] of [
      ["lon", null, /facility_whole_position/],
      ["coordinate_system", null, /facility_whole_position/],
      ["lon", 181, /facility_lon_check/],
      ["lat", -90.5, /facility_lat_check/],
      ["lat", Number.NaN, /facility_lat_check/],
      ["coordinate_system", "UTM", /facility_coordinate_system_check/],
    ] as const) {
      const text = value === null ? null : String(value);
      const written =
        column === "lon"
          ? db.run`update places.facility set lon = ${text}::float8 where id = ${id}`
          : column === "lat"
            ? db.run`update places.facility set lat = ${text}::float8 where id = ${id}`
            : db.run`update places.facility set coordinate_system = ${text} where id = ${id}`;
      await assert.rejects(written, constraint, `${column} ${value}`);
    }
    await assert.rejects(
      db.run`update places.facility set coordinate_system = 'GCJ-02', lon = 2.35, lat = 48.85 where id = ${id}`,
      /facility_chinese_system/,
    );
  },
);

dbTest("what a place says of today is a row of its history", async ({ ctx, db }) => {
  const { id } = await inTx(ctx, (inner) => aFacility(inner));
  const elsewhere = await inTx(ctx, (inner) => anOrganisation(inner));
  await assert.rejects(
    db.run`update places.facility set organisation_id = ${elsewhere.id} where id = ${id}`,
    /facility_affiliation/,
  );
  await assert.rejects(
    db.run`insert into places.affiliation (facility_id, organisation_id, division_code, valid)
           values (${id}, ${elsewhere.id}, '650203', '[2030-01-01,)')`,
    /affiliation_one_at_a_time/,
  );
});

dbTest("a place that is given no number gets one of its own, and keeps it", async ({ ctx }) => {
  const [one, other] = await inTx(ctx, async (inner) => [
    await aFacility(inner, { number: null }),
    await aFacility(inner, { number: null }),
  ]);
  assert.match(one?.number ?? "", /^WM-[0-9a-f]{12}$/);
  assert.notEqual(one?.number, other?.number);
  const { id, version } = found(one, "place", "");
  await inTx(ctx, (inner) => changeFacility(inner, { placeId: id, version, changes: { number: null } }));
  assert.equal((await facilities(ctx.db, [id]))[0]?.number, one?.number);
});
