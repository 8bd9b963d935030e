import assert from "node:assert/strict";
import { type Actor, anonymous, newSubject } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { sql } from "#platform/db";
import { setOnePersonRule, staffOfPaths } from "#platform/publishing";
import { fill, joinSlots } from "#platform/slots";
import { at, dbTest, landFile } from "#platform/testing";
import { facilitiesTable } from "../exchange/facilities.ts";
import { changeFacility } from "../facility/change.ts";
import { facilitiesThen } from "../facility/facility-store.ts";
import { draftFacility } from "../facility/register.ts";
import { takePlaceStep } from "../publishing/take-step.ts";
import { aFacility, anOrganisation, someDivisions, usualHours } from "../testing.ts";
import { placesOn } from "./coverage-store.ts";

const zone = "Asia/Shanghai";
const on = (ctx: Ctx, day: string): Ctx => ({ ...ctx, clock: at(`${day}T04:00:00Z`) });
const counts = async ({ db }: Ctx, id: string, ...days: string[]) =>
  Promise.all(days.map(async (day) => (await placesOn(db, day, zone)).some((place) => place.id === id)));
const tellsOfPublishing = ({ db }: Ctx, id: string) =>
  db.many<{ on: string }>`
    select payload->>'on' as "on" from platform.outbox where type = 'place.published' and payload->>'placeId' = ${id}`;

/** Somebody who manages the organisation and administers it. */
async function managing(ctx: Ctx, path: string): Promise<Ctx> {
  const subject = await inTx(ctx, (inner) => newSubject(inner.db, inner));
  const grants = (["manager", "admin"] as const).map((role) => ({ role, path }));
  const actor: Actor = { ...anonymous, kind: "staff", account: subject, subject, grants };
  return { ...ctx, actor };
}

/** A station where one person takes every step. */
async function aStation(base: Ctx) {
  const staff: { orgPath: string; subject: string }[] = [];
  const ctx = { ...base, slots: joinSlots([fill(staffOfPaths, async () => staff)]) };
  const street = await inTx(ctx, (inner) => anOrganisation(inner));
  const organisation = await inTx(ctx, (inner) => anOrganisation(inner, { parentId: street.id }));
  const above = await managing(ctx, street.path);
  const alone = await managing(ctx, organisation.path);
  staff.push({ orgPath: organisation.path, subject: alone.actor.subject ?? "" });
  await inTx(above, (inner) =>
    setOnePersonRule(inner, { orgPath: organisation.path, allowed: true, reason: "编制一人" }),
  );
  return { organisation, alone };
}

const walk = async (who: Ctx, day: string, id: string, version: number, steps: readonly string[]) => {
  for (const step of steps)
    await inTx(on(who, day), (inner) =>
      takePlaceStep(inner, { id, version, step: step as "submit", reason: "搬迁" }),
    );
};
const toPublic = ["submit", "check", "approve", "publish"];

dbTest(
  "a place published today that is there for years counts from today, and a time of withdrawal stays one when it is public again",
  async ({ ctx }) => {
    const { organisation, alone } = await aStation(ctx);
    const { id } = await inTx(on(alone, "2025-03-01"), async (inner) => {
      await someDivisions(inner);
      return draftFacility(inner, {
        name: "城南社区活动室",
        kind: "book-house",
        level: "community",
        address: "迎宾路 12 号",
        organisationId: organisation.id,
        divisionCode: "650203001",
        hours: usualHours,
        since: "2018-01-01",
        sameName: true,
      });
    });
    await walk(alone, "2025-03-02", id, 1, toPublic);
    assert.deepEqual(await counts(ctx, id, "2018-01-01", "2025-03-01", "2025-03-02"), [false, false, true]);
    assert.deepEqual(await tellsOfPublishing(ctx, id), [{ on: "2025-03-02" }]);
    await walk(alone, "2025-06-01", id, 1, ["withdraw", "reopen"]);
    const changes = { address: "迎宾路 21 号" };
    await inTx(on(alone, "2025-08-30"), (inner) =>
      changeFacility(inner, { placeId: id, version: 1, changes }),
    );
    await walk(alone, "2025-09-01", id, 2, toPublic);
    assert.deepEqual(await counts(ctx, id, "2025-05-31", "2025-06-01", "2025-08-31", "2025-09-01"), [
      true,
      false,
      false,
      true,
    ]);
  },
);

dbTest(
  "what the city itself fills in counts from its first day, what an administrator brings in from the day of the file",
  async ({ ctx }) => {
    const place = await inTx(ctx, (inner) => aFacility(inner, { since: "2018-01-01" }));
    assert.deepEqual(await counts(ctx, place.id, "2017-12-31", "2018-01-01"), [false, true]);
    const organisation = await inTx(ctx, (inner) => anOrganisation(inner));
    const number = `T-${process.pid}`;
    const file = `编号,名称,类型,级别,管理单位,区划代码,起始日期\n${number},城南书屋,农家书屋,社区级,${organisation.path.slice(0, -1)},650203001,2018-01-01\n`;
    const landed = await landFile(await managing(ctx, organisation.path), facilitiesTable, file);
    assert.deepEqual([landed.tally.added, landed.faults], [1, []]);
    const { id } = await ctx.db.one<{ id: string }>`select id from places.facility where number = ${number}`;
    assert.deepEqual(await counts(ctx, id, "2018-01-01", "2026-06-11", "2026-06-12"), [false, false, true]);
    assert.deepEqual(await tellsOfPublishing(ctx, id), [{ on: "2026-06-12" }]);
  },
);

dbTest("the places of a day are found by an index of the history, in one statement", async ({ ctx }) => {
  await inTx(ctx, (inner) => aFacility(inner));
  const plan = await inTx(ctx, async (inner) => {
    await inner.db.run`set local enable_seqscan = off`;
    return inner.db.many<{
      "QUERY PLAN": string;
    }>`explain ${sql`select * from (${facilitiesThen("2026-06-12", zone)}) f`}`;
  });
  assert.match(plan.map((line) => Object.values(line)[0]).join("\n"), /publication_thing/);
});
