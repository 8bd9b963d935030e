import assert from "node:assert/strict";
import { newSubject, system } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { at, dbTest, landFile } from "#platform/testing";
import { divisionsTable } from "../exchange/divisions.ts";
import { changeFacility } from "../facility/change.ts";
import { endFacility } from "../facility/end.ts";
import { aDivision, aFacility, someDivisions } from "../testing.ts";
import { networkOn } from "./network-on.ts";
import { endStandard, putStandard, type StandardInput } from "./standards.ts";

const standard: StandardInput = {
  code: "street-station",
  name: "街道（乡镇）文化站",
  names: {},
  level: "street",
  divisionKinds: [],
  kinds: ["culture-station"],
  atLeast: 1,
  from: "2016-01-01",
  source: "测试",
  status: "unverified",
};

/** One figure of a day, in short. */
async function figureOf(ctx: Ctx, day: string, asked = standard.code) {
  const { standards } = await networkOn(ctx, day);
  const one = standards.find(({ code }) => code === asked);
  return (
    one && {
      of: one.of,
      have: one.have,
      missing: one.missing.map(({ name }) => name),
      districts: one.districts,
    }
  );
}

dbTest(
  "金龙镇 moves to the other district: its station counts there from that day, and before it where it was",
  async ({ ctx }) => {
    await inTx(ctx, async (inner) => {
      await aDivision(inner, { code: "650203005", name: "金龙镇街道" });
      await putStandard(inner, standard);
      const station = { kind: "culture-station", level: "street", since: "2015-01-01" } as const;
      await aFacility(inner, { ...station, divisionCode: "650203005" });
      const moved = "代码,名称,类别,起始日期,原代码\n650204003,金龙镇街道,街道,2017-03-01,650203005\n";
      await landFile({ ...inner, actor: system, channel: "system" }, divisionsTable, moved);
      const before = await figureOf(inner, "2017-02-28");
      const after = await figureOf(inner, "2017-03-01");
      assert.deepEqual(before, {
        of: 3,
        have: 1,
        missing: ["天山路街道", "迎宾街道"],
        districts: [{ code: "650203", of: 3, have: 1 }],
      });
      assert.deepEqual(after, {
        of: 3,
        have: 1,
        missing: ["天山路街道", "迎宾街道"],
        districts: [
          { code: "650203", of: 2, have: 0 },
          { code: "650204", of: 1, have: 1 },
        ],
      });
    });
  },
);

dbTest("a place counts from its first day to its last, as the kind it was on that day", async ({ ctx }) => {
  const on = (day: string): Ctx => ({ ...ctx, clock: at(`${day}T04:00:00Z`) });
  await inTx(ctx, someDivisions);
  const museums = { ...standard, code: "museums", kinds: ["private-museum"] };
  await inTx(ctx, (inner) => putStandard(inner, museums));
  const count = async (day: string) => (await figureOf(ctx, day, museums.code))?.have;
  const place = await inTx(on("2020-05-01"), (inner) =>
    aFacility(inner, { kind: "retirees-station", level: "street", since: "2018-01-01" }),
  );
  await inTx(on("2022-03-01"), (inner) =>
    changeFacility(inner, { placeId: place.id, version: 1, changes: { kind: "private-museum" } }),
  );
  await inTx(on("2025-10-01"), (inner) => endFacility(inner, place.id, "2025-10-01"));
  assert.deepEqual(
    [await count("2017-12-31"), await count("2019-01-01"), await count("2022-02-28")],
    [0, 0, 0],
    "what is known of 2019 was entered in 2020: it was no museum then either",
  );
  assert.deepEqual(
    [await count("2022-03-01"), await count("2025-09-30"), await count("2025-10-01")],
    [1, 1, 0],
  );
});

dbTest("a standard asks from its day on; the days before keep what was asked then", async ({ ctx }) => {
  await inTx(ctx, someDivisions);
  const code = "trial";
  const put = (more: Partial<StandardInput>) =>
    inTx(ctx, (inner) => putStandard(inner, { ...standard, code, level: "community", ...more }));
  await put({ from: "2020-01-01" });
  await put({ from: "2023-01-01", atLeast: 2, kinds: ["community-room", "book-house", "book-house"] });
  await put({ from: "2023-01-01", atLeast: 3 });
  const asked = async (day: string) =>
    (await networkOn(ctx, day)).standards.find((one) => one.code === code)?.atLeast;
  assert.deepEqual(
    [await asked("2019-12-31"), await asked("2022-12-31"), await asked("2023-01-01")],
    [undefined, 1, 3],
  );
  await assert.rejects(put({ from: "2021-01-01" }), {
    faults: [{ field: "/body/from", id: "day.before-history", data: { day: "2023-01-01" } }],
  });
  await assert.rejects(put({ from: "2024-01-01", kinds: ["palace"] }), { id: "input.invalid" });
  await inTx(ctx, (inner) => endStandard(inner, code, "2025-01-01"));
  assert.deepEqual([await asked("2024-12-31"), await asked("2025-01-01")], [3, undefined]);
  // Somebody of the city changes nothing that figures of past years were reckoned with.
  const named = {
    ...ctx,
    actor: { ...ctx.actor, subject: await inTx(ctx, ({ db }) => newSubject(db, ctx)) },
  };
  const byHand = (from: string) =>
    inTx(named, (inner) => putStandard(inner, { ...standard, code, level: "community", from }));
  await assert.rejects(byHand("2025-12-31"), {
    faults: [{ field: "/body/from", id: "day.year-closed", data: { day: "2026-01-01" } }],
  });
  await byHand("2026-01-01");
  const race = await Promise.allSettled([1, 2, 3].map(() => put({ from: "2026-01-01" })));
  assert.equal(race.filter(({ status }) => status === "fulfilled").length, 3, "one after the other");
  await assert.rejects(
    ctx.db.run`insert into places.standard (id, code, name, level, valid, source, status)
               values (gen_random_uuid(), ${code}, '重', 'community', '[2026-05-01,)', '测试', 'unverified')`,
    /standard_once/,
  );
});

dbTest(
  "the standards that come with the system are marked with what is known of their source",
  async ({ ctx }) => {
    const { standards } = await networkOn(ctx);
    const status = new Map(standards.map((one) => [one.code, one.status]));
    assert.equal(status.get("community-centre"), "verified");
    assert.equal(status.get("district-library"), "unverified");
    assert.ok(standards.every(({ kinds, source }) => kinds.length > 0 && source !== ""));
  },
);
