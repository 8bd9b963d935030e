import assert from "node:assert/strict";
import { aFacility, anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { texts } from "#platform/i18n";
import { dbTest } from "#platform/testing";
import { peopleModule } from "../module.ts";
import { aStaff } from "../testing.ts";
import { noticesOf } from "./notify.ts";

dbTest("whoever set the time of a place that was not published is told why, once", async ({ ctx }) => {
  const { staff, place } = await inTx(ctx, async (inner) => {
    const { id } = await anOrganisation(inner);
    return {
      staff: await aStaff(inner, { organisationId: id, role: "publisher" }),
      place: await aFacility(inner, { organisationId: id }),
    };
  });
  const news = {
    id: newId(),
    type: "place.missed" as const,
    at: ctx.clock(),
    payload: { placeId: place.id, by: staff.subject, reason: "已停用" },
  };
  const { hear } = peopleModule.listeners ?? assert.fail("people listens");
  for (let told = 0; told < 2; told++) await inTx(ctx, (inner) => hear(inner, [news]));
  const { items } = await noticesOf(ctx, staff.account, { after: undefined, limit: 10 });
  const text = texts("zh-CN")("notice.place-not-published", { place: place.name, reason: "已停用" });
  assert.deepEqual(
    items.map((item) => [item.text, item.href]),
    [[text, `/desk/places/${place.id}/publishing`]],
  );
});
