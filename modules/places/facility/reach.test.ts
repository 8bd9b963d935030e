import assert from "node:assert/strict";
import { type Actor, anonymous } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest, landFile } from "#platform/testing";
import { facilitiesTable } from "../exchange/facilities.ts";
import type { Organisation } from "../network/organisation-store.ts";
import { aFacility, anOrganisation, someDivisions } from "../testing.ts";
import type { FacilityLevel } from "../words.ts";
import { changeFacility } from "./change.ts";
import { moveFacility } from "./move.ts";
import { draftFacility } from "./register.ts";

const holding = (ctx: Ctx, role: "editor" | "manager" | "admin", path: string): Ctx => {
  const actor: Actor = {
    ...anonymous,
    kind: "staff",
    subject: newId(),
    account: newId(),
    grants: [{ role, path }],
  };
  return { ...ctx, actor };
};

/** City, district and community below each other, and a team of the community without a division of its own. */
const aTree = (ctx: Ctx) =>
  inTx(ctx, async (inner) => {
    await someDivisions(inner);
    const below = (parent: Organisation | null, divisionCode: string | null) =>
      anOrganisation(inner, { parentId: parent?.id ?? null, divisionCode });
    const city = await below(null, "650200");
    const district = await below(city, "650203");
    const community = await below(district, "650203001001");
    return { city, district, community, team: await below(community, null) };
  });

const draft = (ctx: Ctx, one: Organisation, divisionCode: string, level: FacilityLevel) =>
  inTx(ctx, (inner) =>
    draftFacility(inner, {
      name: "书屋",
      kind: "library",
      level,
      organisationId: one.id,
      divisionCode,
      sameName: true,
    }),
  );
const refusal = (one: Organisation, ...fields: ("divisionCode" | "level")[]) => ({
  id: "input.invalid",
  faults: fields.map((field) => ({
    field: `/body/${field}`,
    id: field === "level" ? "place.level-beyond" : "place.division-beyond",
    data: { organisation: one.name },
  })),
});

dbTest(
  "nobody enters places beyond their organisation, but for whoever manages one above it",
  async ({ ctx }) => {
    const { city, district, community, team } = await aTree(ctx);
    for (const [one, path] of [
      [community, community.path],
      [team, team.path],
    ] as const) {
      for (const who of [holding(ctx, "editor", path), holding(ctx, "manager", path)]) {
        await draft(who, one, "650203001001", "community");
        await assert.rejects(draft(who, one, "650203001", "community"), refusal(one, "divisionCode"));
        await assert.rejects(draft(who, one, "650203001001", "street"), refusal(one, "level"));
        await assert.rejects(draft(who, one, "650205", "city"), refusal(one, "divisionCode", "level"));
      }
    }
    await assert.rejects(
      draft(holding(ctx, "editor", district.path), community, "650203007", "community"),
      refusal(community, "divisionCode"),
    );
    const ofDistrict = holding(ctx, "manager", district.path);
    await draft(ofDistrict, community, "650203007", "district");
    await assert.rejects(
      draft(ofDistrict, community, "650204", "city"),
      refusal(community, "divisionCode", "level"),
    );
    await draft(holding(ctx, "manager", city.path), community, "650204", "city");
    const free = await inTx(ctx, (inner) => anOrganisation(inner));
    await draft(holding(ctx, "editor", free.path), free, "650204", "city");
  },
);

dbTest("an organisation reaches as high as what it runs for the public, drafts aside", async ({ ctx }) => {
  const { district } = await aTree(ctx);
  const who = holding(ctx, "editor", district.path);
  await assert.rejects(draft(who, district, "650204", "city"), refusal(district, "divisionCode", "level"));
  await draft(who, district, "650203", "district");
  await inTx(ctx, (inner) =>
    aFacility(inner, { organisationId: district.id, divisionCode: "650203", level: "city" }),
  );
  await draft(who, district, "650204", "city");
});

dbTest("a change of level, a move and a table are held to the same", async ({ ctx }) => {
  const { community } = await aTree(ctx);
  const who = holding(ctx, "manager", community.path);
  const organisationId = community.id;
  const divisionCode = "650203001001";
  const number = `R-${process.pid}`;
  const place = await inTx(ctx, (inner) =>
    aFacility(inner, { organisationId, divisionCode, number, position: null }),
  );
  await assert.rejects(
    inTx(who, (inner) =>
      changeFacility(inner, { placeId: place.id, version: 1, changes: { level: "city" }, reason: "升级" }),
    ),
    {
      faults: [
        { field: "/body/changes/level", id: "place.level-beyond", data: { organisation: community.name } },
      ],
    },
  );
  const move = (to: string) =>
    inTx(who, (inner) =>
      moveFacility(inner, place.id, { divisionCode: to, on: "2026-06-12", reason: "搬迁" }),
    );
  await assert.rejects(move("650205"), refusal(community, "divisionCode"));
  const said = `编号,名称,类型,级别,管理单位,区划代码\n${number},测试书屋,城市书屋,市级,${community.path.slice(0, -1)},650205\n`;
  const landed = await landFile(who, facilitiesTable, said);
  assert.deepEqual(
    landed.faults.map(({ column, id }) => [column, id]),
    [
      ["division", "place.division-beyond"],
      ["level", "place.level-beyond"],
    ],
  );
});
