import assert from "node:assert/strict";
import { callOffDraw, makeDraw } from "#booking/filling";
import { aStaff } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { countStatements, dbTest } from "#platform/testing";
import { anEvent } from "../testing.ts";
import { showEvent } from "./show-event.ts";

dbTest("an event leads to the draw of its places, and not to one that was called off", async ({ ctx }) => {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const times = (days: number) => {
    const startsAt = ctx.clock().add({ hours: 24 * days });
    return { startsAt: startsAt.toString(), endsAt: startsAt.add({ hours: 2 }).toString() };
  };
  const { id, offerIds } = await anEvent(ctx, { organisationId, sessions: [times(5), times(6)] });
  const at = (hours: number) => ctx.clock().add({ hours });
  const manager = await inTx(ctx, (inner) => aStaff(inner, { organisationId, role: "manager" }));
  const draw = (offers: (string | undefined)[]) =>
    inTx({ ...ctx, actor: manager.actor }, (inner) =>
      makeDraw(inner, {
        ...{ title: "新年音乐会", offerIds: offers.map((one) => one ?? ""), valueKind: "ten-dice" },
        ...{
          valueSource: "当众掷骰子",
          opensAt: at(-1),
          closesAt: at(1),
          knownFrom: at(3),
          revealBy: at(24),
        },
        ...{ confirmBy: null, mostPeople: 1, mostLots: 1, unnamed: false, groups: [] },
        weights: { base: 1, loss: 0, win: 0, missed: 0, months: 12 },
      }),
    );
  const led = async () => (await showEvent(ctx, id)).sessions.map(({ drawId }) => drawId);
  const { drawId } = await draw([offerIds[0]]);
  assert.deepEqual(await led(), [drawId, null]);
  await inTx({ ...ctx, actor: manager.actor }, (inner) => callOffDraw(inner, drawId, "改期"));
  assert.deepEqual(await led(), [null, null]);
});

dbTest("the page of an event sends as many statements for sixty evenings as for one", async ({ ctx }) => {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const cost = async (evenings: number) => {
    const sessions = Array.from({ length: evenings }, (_, n) => {
      const startsAt = ctx.clock().add({ hours: 24 * (n + 2) });
      return { startsAt: startsAt.toString(), endsAt: startsAt.add({ hours: 2 }).toString() };
    });
    const { id } = await anEvent(ctx, { organisationId, sessions });
    const { answer, statements } = await countStatements(ctx, (inner) => showEvent(inner, id));
    assert.equal(answer.sessions.length, evenings);
    return statements;
  };
  const one = await cost(1);
  assert.ok(one <= 20, `${one} statements`);
  assert.equal(await cost(60), one);
});
