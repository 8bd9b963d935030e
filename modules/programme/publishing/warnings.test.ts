import assert from "node:assert/strict";
import type { AnswerOf } from "#contract";
import { announceClosure, liftClosure } from "#places/filling";
import { aFacility, anOrganisation, aSpace } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { performer } from "#platform/http";
import { dbTest } from "#platform/testing";
import type { getDeskEvent, stepEvent } from "../desk/contract.ts";
import { operations } from "../routes.ts";
import { anEvent } from "../testing.ts";

const { perform } = performer(operations, { checkAnswers: true });

/** An event in a place of its own: one session on Saturday evening, one after closing time. */
async function inAHouse(ctx: Ctx) {
  const { organisationId, placeId } = await inTx(ctx, async (inner) => {
    const { id } = await anOrganisation(inner);
    return { organisationId: id, placeId: (await aFacility(inner, { organisationId: id })).id };
  });
  const built = await anEvent(ctx, {
    organisationId,
    event: { mode: "on-site", placeId, link: null },
    // 18:00 and 21:00 in the city; the house closes at 20:00.
    sessions: [
      { startsAt: "2026-06-13T10:00:00Z", booking: null },
      { startsAt: "2026-06-20T13:00:00Z", booking: null },
    ],
    until: "submitted",
  });
  const [early = "", late = ""] = built.sessionIds;
  return { built, placeId, early, late };
}

const seen = async (ctx: Ctx, id: string) =>
  (await perform(ctx, "events.desk-get", { params: { id } }, null)) as AnswerOf<typeof getDeskEvent>;
const told = ({ warnings }: Pick<AnswerOf<typeof getDeskEvent>, "warnings">) =>
  warnings.map(({ sessionId, kind, reason }) => [sessionId, kind, reason]);

dbTest(
  "whoever checks and publishes is told that the place is closed then, and may go on",
  async ({ ctx }) => {
    const { built, placeId, early, late } = await inAHouse(ctx);
    const reviewer = { ...ctx, actor: built.reviewer };
    assert.deepEqual(told(await seen(reviewer, built.id)), [[late, "outside-hours", null]]);
    const { id: closureId } = await inTx(ctx, (inner) =>
      announceClosure(inner, placeId, {
        startsAt: inner.clock(),
        endsAt: inner.clock().add({ hours: 48 }),
        reason: "repair",
        words: "暖气改造",
      }),
    );
    const step = async (as: Ctx["actor"], name: string, version: number) => {
      const input = { params: { id: built.id }, body: { version, step: name } };
      return (await perform({ ...ctx, actor: as }, "events.step", input, null)) as AnswerOf<typeof stepEvent>;
    };
    const both = [
      [early, "closure", "repair"],
      [late, "outside-hours", null],
    ];
    const view = await seen(reviewer, built.id);
    assert.deepEqual(told(view), both);
    assert.match(view.warnings[0]?.message ?? "", /因维修停开/);
    assert.equal(view.warnings[0]?.words, "暖气改造");
    let { version } = built;
    for (const [name, as] of [
      ["check", built.reviewer],
      ["approve", built.publisher],
      ["publish", built.publisher],
    ] as const) {
      const done = await step(as, name, version);
      assert.deepEqual(told(done), both, name);
      ({ version } = done);
    }
    assert.equal((await seen(reviewer, built.id)).state, "published");
    await inTx(ctx, (inner) => liftClosure(inner, placeId, closureId));
    assert.deepEqual(told(await seen(reviewer, built.id)), [[late, "outside-hours", null]]);
  },
);

dbTest("what is over or cancelled is warned of no more", async ({ ctx }) => {
  const { built, late } = await inAHouse(ctx);
  const then = { ...ctx, actor: built.reviewer, clock: () => ctx.clock().add({ hours: 20 * 24 }) };
  assert.deepEqual((await seen(then, built.id)).warnings, []);
  await ctx.db
    .run`update programme.session set cancelled_at = now(), cancelled_because = '大风' where id = ${late}`;
  assert.deepEqual((await seen({ ...ctx, actor: built.reviewer }, built.id)).warnings, []);
});

dbTest(
  "another event in the same room at the same time is told of, and one in another room is not",
  async ({ ctx }) => {
    const { built, placeId, early } = await inAHouse(ctx);
    const spaceId = await inTx(ctx, async (inner) => (await aSpace(inner, { placeId })).id);
    const { organisationId } = await ctx.db.one<{ organisationId: string }>`
    select organisation_id from programme.event where id = ${built.id}`;
    const beside = (startsAt: string, differs: object = {}, until: "draft" | "published" = "published") =>
      anEvent(ctx, {
        organisationId,
        event: { mode: "on-site", placeId, link: null, title: `旁边 ${startsAt}` },
        sessions: [{ startsAt, booking: null, ...differs }],
        until,
      });
    const overlaps = async () =>
      (await seen({ ...ctx, actor: built.reviewer }, built.id)).warnings.flatMap(
        ({ kind, sessionId, words }) => (kind === "overlap" ? [[sessionId, words]] : []),
      );
    await beside("2026-06-13T10:30:00Z", { spaceId });
    await beside("2026-06-13T13:00:00Z");
    await beside("2026-06-11T10:00:00Z", { endsAt: "2026-06-30T10:00:00Z" });
    assert.deepEqual(await overlaps(), [], "another room, afterwards, an exhibition");
    await beside("2026-06-13T10:30:00Z", {}, "draft");
    assert.deepEqual(await overlaps(), [[early, "旁边 2026-06-13T10:30:00Z"]]);
  },
);
