import assert from "node:assert/strict";
import type { AnswerOf } from "#contract";
import { anonymous, system } from "#platform/auth";
import { inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { performer } from "#platform/http";
import { historyOf } from "#platform/publishing";
import { at, dbTest, landFile } from "#platform/testing";
import { divisionsTable } from "../exchange/divisions.ts";
import type { registerChoices } from "../facility/contract.ts";
import { affiliationsOf, facilities } from "../facility/facility-store.ts";
import { operations } from "../routes.ts";
import { aDivision, aFacility, anOrganisation, someDivisions } from "../testing.ts";
import {
  divisionsOn,
  divisionsWithin,
  historyOfDivision,
  populationsOf,
  putPopulationBasis,
  successionsOf,
} from "./division-store.ts";
import { addDivisions, type DivisionInput, linkDivisions, putPopulations } from "./divisions.ts";

const { perform } = performer(operations, { checkAnswers: true });

const street = (over: Partial<DivisionInput>): DivisionInput => ({
  code: "650203001",
  parentCode: "650203",
  name: "甲街道",
  kind: "街道",
  source: "test",
  ...over,
});

dbTest("the same list twice changes nothing", async ({ ctx }) => {
  await inTx(ctx, async (inner) => {
    await someDivisions(inner);
    const before = await divisionsWithin(inner.db, "650200", "2026-06-12");
    await someDivisions(inner);
    assert.deepEqual(await divisionsWithin(inner.db, "650200", "2026-06-12"), before);
    assert.equal(
      await addDivisions(inner, [
        street({
          code: "6502 ".trim(),
          parentCode: null,
          name: "克拉玛依市",
          names: { en: "Karamay" },
          kind: "地级市",
        }),
      ]),
      0,
    );
  });
});

dbTest(
  "with a nation loaded every division that is named is there, and the form for a place offers the city's own",
  async ({ ctx }) => {
    await inTx(ctx, async (inner) => {
      await someDivisions(inner);
      const streets = Array.from(
        { length: 2100 },
        (_, n) => `${110101 + Math.floor(n / 900)}${100 + (n % 900)}`,
      );
      const districts = [...new Set(streets.map((code) => code.slice(0, 6)))];
      await addDivisions(inner, [
        street({ code: "110000", parentCode: null, name: "甲省", kind: "省" }),
        street({ code: "110100", parentCode: "110000", name: "甲市", kind: "地级市" }),
        ...districts.map((code) => street({ code, parentCode: "110100", name: "甲区", kind: "市辖区" })),
        ...streets.map((code) => street({ code, parentCode: code.slice(0, 6) })),
      ]);
      const named = await divisionsOn(inner.db, { day: "2026-06-12", codes: [...streets, "650203001"] });
      assert.equal(named.length, 2101);
      const { path } = await anOrganisation(inner);
      const grants = [{ role: "manager" as const, path }];
      const actor = { ...anonymous, kind: "staff" as const, grants };
      // The operation's own answer.
      const { divisions } = (await perform(
        { ...inner, actor },
        "places.register-choices",
        {},
        null,
      )) as AnswerOf<typeof registerChoices>;
      assert.deepEqual(
        divisions.filter(({ code }) => code === "650203001" || code.startsWith("11")),
        [{ code: "650203001", name: "克拉玛依区 › 天山路街道" }],
      );
    });
  },
);

dbTest(
  "a code may mean different things one after the other, never at the same time",
  async ({ ctx, db }) => {
    await inTx(ctx, async (inner) => {
      await someDivisions(inner);
      await addDivisions(inner, [
        street({ code: "650203011", name: "旧街道", to: "2018-01-01" }),
        street({ code: "650203011", name: "新街道", from: "2018-01-01" }),
      ]);
      const named = async (day: string) =>
        (await divisionsOn(inner.db, { day, codes: ["650203011"] })).map(({ name }) => name);
      assert.deepEqual(await named("2017-12-31"), ["旧街道"]);
      assert.deepEqual(await named("2018-01-01"), ["新街道"]);
      await assert.rejects(
        addDivisions(inner, [street({ code: "650203011", name: "第三", from: "2020-01-01" })]),
        {
          id: "division.code-taken",
        },
      );
    });
    // The guard itself, without the question before it.
    await assert.rejects(
      db.run`insert into places.division (id, code, parent_code, name, kind, valid, source)
           values (gen_random_uuid(), '650203011', '650203', '第三', '街道', '[2020-01-01,)', 'test')`,
      /division_valid_once/,
    );
    await assert.rejects(
      inTx(ctx, (inner) =>
        addDivisions(inner, [street({ code: "650203012" }), street({ code: "650203012", name: "乙街道" })]),
      ),
      { id: "division.code-taken" },
    );
  },
);

dbTest("wrong rows are named and nothing of the batch stays", async ({ ctx, db }) => {
  const wrong: [Partial<DivisionInput>, object][] = [
    [{ code: "65020" }, { id: "input.invalid", faults: [{ field: "/1/code", id: "division.code" }] }],
    [
      { code: "650203021", parentCode: "x" },
      { id: "input.invalid", faults: [{ field: "/1/parentCode", id: "division.code" }] },
    ],
    [
      { code: "650203021", parentCode: "650203001001" },
      { faults: [{ field: "/1/parentCode", id: "division.parent-level" }] },
    ],
    [
      { code: "650299021", parentCode: "650299" },
      { id: "division.unknown-parent", data: { code: "650299" } },
    ],
  ];
  await inTx(ctx, someDivisions);
  for (const [over, problem] of wrong) {
    await assert.rejects(
      inTx(ctx, (inner) => addDivisions(inner, [street({ code: "650203020" }), street(over)])),
      problem,
    );
  }
  assert.deepEqual(await historyOfDivision(db, "650203020"), []);
});

dbTest("the database itself knows what a code is and which level is above", async ({ ctx, db }) => {
  await inTx(ctx, someDivisions);
  for (const code of ["6502", "65020300", "650203000", "0502030", "650203001000"]) {
    await assert.rejects(
      db.run`insert into places.division_code (code) values (${code})`,
      /violates check constraint/,
      code,
    );
  }
  await db.run`insert into places.division_code (code) values ('650203031')`;
  const insert = (code: string, parent: string | null) =>
    db.run`insert into places.division (id, code, parent_code, name, kind, valid, source)
           values (gen_random_uuid(), ${code}, ${parent}, '丙', '街道', '(,)', 'test')`;
  await assert.rejects(insert("650203031", "650203001"), /violates check constraint/);
  await assert.rejects(insert("650203031", "659999"), /violates foreign key/);
  await assert.rejects(
    db.run`insert into places.division (id, code, parent_code, name, kind, valid, source)
           values (gen_random_uuid(), '650203031', '650203', '丙', '街道', 'empty', 'test')`,
    /violates check constraint/,
  );
});

dbTest(
  "金龙镇 moves: both codes keep their days, its places follow, the figures of old days stay where they were",
  async ({ ctx }) => {
    const subject = newId();
    const actor = { ...system, subject };
    await inTx({ ...ctx, actor, clock: at("2017-06-01T04:00:00Z") }, async (inner) => {
      await aDivision(inner, { code: "650203005", name: "金龙镇街道" });
      const before = await aFacility(inner, { divisionCode: "650203005", since: "2010-01-01" });
      const read = await aFacility(inner, { divisionCode: "650203005", since: "2010-01-01" });
      await inner.db.run`update places.facility set state = 'checked' where id = ${read.id}`;
      const landed = await landFile(
        inner,
        divisionsTable,
        "代码,名称,类别,起始日期,原代码\n650204003,金龙镇街道,街道,2017-03-01,650203005\n",
      );
      assert.deepEqual(landed.faults, []);
      const codesOn = async (day: string) =>
        (await divisionsOn(inner.db, { day, codes: ["650203005", "650204003"] })).map(({ code }) => code);
      assert.deepEqual(await codesOn("2017-02-28"), ["650203005"]);
      assert.deepEqual(await codesOn("2017-03-01"), ["650204003"]);
      assert.deepEqual(await successionsOf(inner.db, "650204003"), [
        { fromCode: "650203005", toCode: "650204003", how: "moved", onDay: "2017-03-01" },
      ]);
      assert.equal((await facilities(inner.db, [before.id]))[0]?.divisionCode, "650204003");
      for (const [{ id }, state] of [
        [before, "published"],
        [read, "checked"],
      ] as const) {
        const row = (await historyOf(inner.db, "place", id)).at(-1);
        assert.deepEqual([row?.step, row?.from, row?.to, row?.by], ["change", state, state, subject]);
        assert.match(row?.reason ?? "", /650203005.*650204003/);
      }
      assert.deepEqual(
        (await affiliationsOf(inner.db, before.id)).map(({ divisionCode, from, to }) => [
          divisionCode,
          from,
          to,
        ]),
        [
          ["650203005", "2010-01-01", "2017-03-01"],
          ["650204003", "2017-03-01", null],
        ],
      );
    });
  },
);

dbTest("people are counted once in a band, on one basis, in one year", async ({ ctx, db }) => {
  const row = {
    code: "650200",
    basis: "census-residents",
    year: 2020,
    banding: "all",
    ageFrom: 0,
    ageTo: null,
    people: 490_348,
    source: "psic.org.cn 2474",
    status: "unverified" as const,
  };
  const bands = [
    { ...row, banding: "0-15-60", ageTo: 15, people: 70_806 },
    { ...row, banding: "0-15-60", ageFrom: 15, ageTo: 60, people: 351_138 },
  ];
  await inTx(ctx, async (inner) => {
    await someDivisions(inner);
    await putPopulationBasis(inner.db, { id: "census-residents", name: "普查常住人口", names: {} });
    await putPopulations(inner, [row, ...bands]);
    await putPopulations(inner, [
      { ...row, people: 490_349 },
      { ...row, year: 2019, people: 1 },
    ]);
  });
  const kept = await populationsOf(db, ["650200"], { basis: "census-residents", year: 2020 });
  assert.deepEqual(
    kept.map(({ banding, ageFrom, ageTo, people }) => [banding, ageFrom, ageTo, people]),
    [
      ["0-15-60", 0, 15, 70_806],
      ["0-15-60", 15, 60, 351_138],
      ["all", 0, null, 490_349],
    ],
  );
  await assert.rejects(
    inTx(ctx, (inner) => putPopulations(inner, [{ ...row, banding: "0-15-60", ageFrom: 10, ageTo: 20 }])),
    { id: "population.overlap" },
  );
  await assert.rejects(
    inTx(ctx, (inner) => putPopulations(inner, [{ ...row, code: "990000" }])),
    { id: "population.unknown-division" },
  );
  await assert.rejects(
    inTx(ctx, (inner) => putPopulations(inner, [{ ...row, basis: "guess" }])),
    { id: "population.unknown-basis" },
  );
  await assert.rejects(
    db.run`insert into places.population (id, code, basis, year, banding, ages, people, source, status)
           values (gen_random_uuid(), '650200', 'census-residents', 2020, '0-15-60', '[10,20)', 1, 'test', 'demo')`,
    /population_counted_once/,
  );
  await assert.rejects(
    inTx(ctx, (inner) =>
      putPopulations(inner, [
        { ...row, ageFrom: 20, ageTo: 10 },
        { ...row, people: -1 },
      ]),
    ),
    {
      faults: [
        { field: "/0/ageTo", id: "population.ages" },
        { field: "/1/people", id: "population.people" },
      ],
    },
  );
  await assert.rejects(db.run`update places.population set people = -1`, /violates check constraint/);
  await assert.rejects(
    db.run`update places.population set ages = '[5,)' where banding = 'all'`,
    /violates check constraint/,
  );
});

dbTest("two codes are linked on record and announced, once; another day is a change", async ({ ctx, db }) => {
  const [from, to] = ["650203021", "650203022"];
  await inTx(ctx, async (inner) => {
    await someDivisions(inner);
    await addDivisions(inner, [
      street({ code: from, name: "先街道", to: "2018-01-01" }),
      street({ code: to, name: "后街道", from: "2018-01-01" }),
    ]);
  });
  const counted = () => db.one<{ audited: number; announced: number }>`
    select (select count(*)::int from platform.audit where what = 'division.linked' and target = ${from}) as audited,
           (select count(*)::int from platform.outbox
             where type = 'division.changed' and payload->'codes' = ${JSON.stringify([from, to])}::jsonb) as announced`;
  const before = await counted();
  const link = (onDay: string | null) =>
    inTx(ctx, (inner) => linkDivisions(inner, { from, to, how: "moved", onDay }));
  const since = async () => {
    const now = await counted();
    return [now.audited - before.audited, now.announced - before.announced];
  };
  await link(null);
  await link(null);
  assert.deepEqual(await since(), [1, 1]);
  await link("2018-01-01");
  assert.deepEqual(await since(), [2, 2]);
});
