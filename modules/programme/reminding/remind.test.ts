import assert from "node:assert/strict";
import { claim } from "#booking/filling";
import { aResident, noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { at, dbTest } from "#platform/testing";
import { cancelSession } from "../changing/cancel.ts";
import { anEvent, bookingPlan } from "../testing.ts";
import { remind } from "./remind.ts";

dbTest(
  "the evening before, holders are reminded once; not of the day after, nor of what is cancelled or only held",
  async ({ ctx }) => {
    const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
    const starts = ["2026-06-13T01:00:00Z", "2026-06-13T11:30:00Z", "2026-06-13T16:00:00Z"];
    const approved = { startsAt: "2026-06-13T12:30:00Z" };
    const sessions = [
      ...starts.map((startsAt) => ({ startsAt })),
      { ...approved, booking: bookingPlan(approved.startsAt, { approval: true }) },
    ];
    const built = await anEvent(ctx, { organisationId, sessions });
    const people = await inTx(ctx, async (inner) => {
      const made: string[] = [];
      for (const offerId of built.offerIds) {
        const { actor, subject } = await aResident(inner);
        await claim({ ...inner, actor }, { offerId, size: 1 });
        made.push(subject);
      }
      return made;
    });
    await inTx({ ...ctx, actor: built.publisher }, (inner) =>
      cancelSession(inner, { id: built.sessionIds[1] ?? "", version: built.version, reason: "停电检修" }),
    );
    const evening = (time: string): Ctx => ({ ...ctx, clock: at(time) });
    assert.equal(await remind(evening("2026-06-12T09:59:00Z")), 0, "it is not evening yet");
    assert.equal(await remind(evening("2026-06-12T10:00:00Z")), 1);
    assert.equal(await remind(evening("2026-06-12T10:10:00Z")), 0);
    const keys = await Promise.all(
      people.map(async (subject) => (await noticesOf(ctx.db, subject)).map(({ key }) => key)),
    );
    assert.deepEqual(keys, [["notice.reminder"], ["notice.session-cancelled-other"], [], []]);
  },
);
