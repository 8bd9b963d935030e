import assert from "node:assert/strict";
import { aStaff } from "#people/testing";
import { aFacility, anOrganisation, aPopulation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { holdSessions } from "../changing/hold-sessions.ts";
import { takeStep } from "../publishing/take-step.ts";
import { aSession, type EventBuild } from "../testing.ts";
import { reportSession, sessionReports } from "./report-session.ts";

async function overAndHeld(ctx: Ctx, event: EventBuild["event"] = {}) {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const built = await aSession(ctx, { organisationId, event, session: { booking: null } });
  const later: Ctx = { ...ctx, clock: () => ctx.clock().add({ hours: 24 * 400 }) };
  const clerk = (await inTx(ctx, (inner) => aStaff(inner, { organisationId, role: "clerk" }))).actor;
  return { later: { ...later, actor: clerk }, id: built.sessionId, built };
}

const numbers = { tookPart: 120, beneficiaries: 800, basis: "counted" as const, note: "门口清点" };

dbTest(
  "a correction tells the difference, keeps what was said before, and names who said it",
  async ({ db, ctx }) => {
    const { later, id } = await overAndHeld(ctx);
    await assert.rejects(
      inTx({ ...later, clock: ctx.clock }, (inner) => reportSession(inner, { id, version: 0, ...numbers })),
      { id: "session.not-held-yet" },
    );
    await holdSessions(later);
    const put = (version: number, change: Partial<typeof numbers>) =>
      inTx(later, (inner) => reportSession(inner, { id, version, ...numbers, ...change }));
    assert.deepEqual(await put(0, {}), { version: 1 });
    assert.deepEqual(await put(1, { tookPart: 90, note: "重复计了工作人员" }), { version: 2 });
    await assert.rejects(put(1, { tookPart: 70 }), { id: "event.changed-meanwhile" });
    const told = await db.many<{ took: number; reached: number }>`
    select (payload ->> 'tookPart')::int as took, (payload ->> 'beneficiaries')::int as reached
      from platform.outbox where type = 'session.reported' and payload ->> 'sessionId' = ${id} order by id`;
    assert.deepEqual(told, [
      { took: 120, reached: 800 },
      { took: -30, reached: 0 },
    ]);
    const { reports, held, arrived } = await sessionReports(later, id);
    assert.deepEqual([held, arrived], [true, 0]);
    assert.deepEqual(
      reports.map(({ version, tookPart, note }) => [version, tookPart, note]),
      [
        [2, 90, "重复计了工作人员"],
        [1, 120, "门口清点"],
      ],
    );
  },
);

dbTest("two who report at once: one is told that somebody was faster", async ({ ctx }) => {
  const { later, id } = await overAndHeld(ctx);
  await holdSessions(later);
  const results = await Promise.allSettled(
    [1, 2, 3].map(() => inTx(later, (inner) => reportSession(inner, { id, version: 0, ...numbers }))),
  );
  assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
  for (const one of results)
    if (one.status === "rejected") assert.deepEqual(one.reason.data, { yours: 0, now: 1 });
  assert.equal((await sessionReports(later, id)).reports.length, 1);
});

dbTest(
  "a nought too many is asked again; who says of these very numbers that they are right is heard, the audit keeps it, and what cannot be is believed of nobody",
  async ({ db, ctx }) => {
    const { later, id } = await overAndHeld(ctx);
    const placeId = await inTx(ctx, async (inner) => {
      await aPopulation(inner, 1000);
      return (await aFacility(inner)).id;
    });
    const fair = await overAndHeld(ctx, { mode: "on-site", placeId, link: null });
    await holdSessions(fair.later);
    const put = (change: object, of = { later, id }) =>
      inTx(of.later, (inner) => reportSession(inner, { id: of.id, version: 0, ...numbers, ...change }));
    const reached = { tookPart: 4, beneficiaries: 1001 };
    await assert.rejects(put({ ...reached, sure: reached }, fair), {
      faults: [{ field: "/body/beneficiaries", id: "report.impossible", data: { most: 1000 } }],
    });
    await assert.rejects(put({ tookPart: 5001, beneficiaries: 1001 }), {
      id: "report.improbable",
      faults: [
        { field: "/body/tookPart", id: "report.improbable", data: { most: 5000 } },
        { field: "/body/beneficiaries", id: "report.improbable", data: { most: 1000 } },
      ],
    });
    const sure = { tookPart: 5001, beneficiaries: 800 };
    await assert.rejects(put({ tookPart: 50_010, sure }), { id: "report.improbable" });
    await put({ tookPart: 5001, sure });
    const kept = await db.many<{ sure: boolean }>`
    select (detail ->> 'sure')::boolean as sure from platform.audit where what = 'session.reported' and target = ${id}`;
    assert.deepEqual(kept, [{ sure: true }]);
  },
);

dbTest("a session with places is measured by them", async ({ ctx }) => {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const { sessionId: id } = await aSession(ctx, { organisationId });
  const later: Ctx = { ...ctx, clock: () => ctx.clock().add({ hours: 24 * 400 }) };
  await holdSessions(later);
  const clerk = (await inTx(ctx, (inner) => aStaff(inner, { organisationId, role: "clerk" }))).actor;
  const put = (tookPart: number) =>
    inTx({ ...later, actor: clerk }, (inner) =>
      reportSession(inner, { id, version: 0, ...numbers, tookPart }),
    );
  await assert.rejects(put(1000), { id: "report.improbable" });
  await put(30);
});

dbTest("nothing is reported of an event that was withdrawn", async ({ ctx }) => {
  const { later, id, built } = await overAndHeld(ctx);
  await holdSessions(later);
  await inTx({ ...later, actor: built.publisher }, (inner) =>
    takeStep(inner, { id: built.id, version: built.version, step: "withdraw", reason: "内容有误" }),
  );
  await assert.rejects(
    inTx(later, (inner) => reportSession(inner, { id, version: 0, ...numbers })),
    { id: "report.event-withdrawn" },
  );
  assert.equal((await sessionReports(later, id)).held, false);
});
