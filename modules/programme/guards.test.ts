/** What the database refuses even to a bug: each guard of permits by its name. A guard taken away makes its test fail. */
import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { anEvent, aSeries } from "./testing.ts";

const permitted = (column: "number" | "authority") => async (ctx: Ctx) => {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const { id } = await anEvent(ctx, { organisationId, until: "draft" });
  await (column === "number"
    ? ctx.db.run`update programme.event set permit_number = '演许 1 号' where id = ${id}`
    : ctx.db
        .run`update programme.event set permit_authority = '文旅局', permit_valid = '[2026-06-01,2026-07-01)' where id = ${id}`);
};
const ruleTwice = ({ db, clock }: Ctx) => db.run`
  insert into programme.permit_rule (id, kind, basis, since)
  select ${newId()}, kind, basis, ${clock()} from programme.permit_rule where kind = 'commercial-performance' and ended_at is null`;

const partTwice = async (ctx: Ctx) => {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const { id: parentId } = await aSeries(ctx, { organisationId });
  for (const name of ["2026 冰雪季", "2027 冰雪季"])
    await aSeries(ctx, { organisationId, level: "edition", parentId, name });
  await ctx.db.run`update programme.series set name = '2026 冰雪季' where parent_id = ${parentId}`;
};

/** Each breaks one guard and nothing else. */
const attempts: [guard: string, how: string, (ctx: Ctx) => Promise<unknown>][] = [
  ["event_permit_whole", "a number alone", permitted("number")],
  ["event_permit_whole", "all but the number", permitted("authority")],
  ["permit_rule_in_force", "two rules for one kind", ruleTwice],
  ["series_part_called_once", "two editions of one name", partTwice],
];

for (const [guard, how, attempt] of attempts)
  dbTest(`the database keeps ${guard}: ${how}`, async ({ ctx }) => {
    await assert.rejects(attempt(ctx), { constraint: guard });
  });
