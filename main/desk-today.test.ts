/** What the desk's first screen says of today, through all modules. Beside main/, which joins their slots. */
import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { aResident, aStaff } from "#people/testing";
import { announceClosure } from "#places/filling";
import { aFacility, aHandover, anOrganisation, usualHours } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { performer } from "#platform/http";
import { joinSlots } from "#platform/slots";
import { dbTest } from "#platform/testing";
import { anEvent } from "#programme/testing";
import type { deskToday } from "../modules/front/contract.ts";
import { modules, operations } from "./modules.ts";

const { perform } = performer(operations, { checkAnswers: true });
const slots = joinSlots(modules.flatMap((module) => module.slots ?? []));
const told = async (ctx: Ctx) =>
  ((await perform(ctx, "front.desk-today", {}, null)) as AnswerOf<typeof deskToday>).items.map(
    ({ kind, text }) => [kind, text],
  );

// It is Friday 12 June 2026, 18:00 in the city.
dbTest("what is to be done and known today, of one's own places only", async ({ ctx: base }) => {
  const ctx = { ...base, slots };
  const { library, clerk, manager, stranger } = await inTx(ctx, async (inner) => {
    const library = await anOrganisation(inner);
    const elsewhere = await anOrganisation(inner);
    const hire = (organisationId: string, role: "clerk" | "manager") =>
      aStaff(inner, { organisationId, role });
    return {
      library,
      clerk: await hire(library.id, "clerk"),
      manager: await hire(library.id, "manager"),
      stranger: await hire(elsewhere.id, "manager"),
    };
  });
  assert.deepEqual(await told({ ...ctx, actor: manager.actor }), []);
  await inTx(ctx, async (inner) => {
    const organisationId = library.id;
    await aFacility(inner, { organisationId, hours: null });
    const north = await aFacility(inner, { organisationId, name: "北馆", hours: usualHours });
    await announceClosure(inner, north.id, {
      startsAt: Temporal.Instant.from("2026-06-13T02:00:00Z"),
      endsAt: Temporal.Instant.from("2026-06-20T02:00:00Z"),
      reason: "repair",
    });
    const south = await aFacility(inner, { organisationId, name: "南馆", hours: usualHours });
    await announceClosure(inner, south.id, {
      startsAt: Temporal.Instant.from("2026-06-20T02:00:00Z"),
      endsAt: Temporal.Instant.from("2026-06-21T02:00:00Z"),
      reason: "repair",
    });
    await aHandover(inner, south.id);
  });
  await anEvent(ctx, {
    organisationId: library.id,
    event: { title: "露天电影" },
    sessions: [{ startsAt: "2026-06-12T12:00:00Z", endsAt: "2026-06-12T14:00:00Z", booking: null }],
  });
  const know = [
    ["know", "“北馆”6月13日 周六 10:00起停开"],
    ["know", "6月12日 周五 20:00 《露天电影》，不用预约"],
  ];
  const blank = ["do", "1 处场所还没有写开放时间"];
  assert.deepEqual(await told({ ...ctx, actor: clerk.actor }), [blank, ...know]);
  const [sign, ...rest] = await told({ ...ctx, actor: manager.actor });
  assert.match(sign?.[1] ?? "", /“南馆”的交接书等一方签字/);
  assert.deepEqual(rest, [blank, ...know]);
  assert.deepEqual(await told({ ...ctx, actor: stranger.actor }), []);
  const { actor } = await inTx(ctx, (inner) => aResident(inner));
  await assert.rejects(told({ ...ctx, actor }), { id: "forbidden" });
});
