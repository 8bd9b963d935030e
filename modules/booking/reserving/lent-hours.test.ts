/** How long houses had rooms of one another. */
import assert from "node:assert/strict";
import { aStaff } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { lentHours } from "./lent-hours.ts";
import { aRoom, between, reserveAs } from "./testing.ts";
import { letGo, reserveFor } from "./uses.ts";

dbTest(
  "what another house reserved and what was on for it is lent once it is over; one's own is not",
  async ({ ctx }) => {
    const [lender, borrower] = await inTx(ctx, async (inner) => [
      await anOrganisation(inner),
      await anOrganisation(inner),
    ]);
    assert.ok(lender && borrower);
    const room = await inTx(ctx, (inner) => aRoom(inner, { organisationId: lender.id }));
    const staffOf = (organisationId: string) =>
      inTx(ctx, (inner) => aStaff(inner, { organisationId, role: "manager" }));
    const reserved = async (organisation: string, from: string, to: string) =>
      reserveAs(ctx, await staffOf(organisation), room.id, between(ctx, 1, from, to), { organisation });
    await reserved(borrower.id, "10:00", "12:00");
    await reserved(lender.id, "12:00", "13:00");
    const use = (ref: string, orgPath: string, from: string, to: string) =>
      inTx(ctx, (inner) =>
        reserveFor(inner, "test-lesson", [
          { ref, orgPath, needs: [{ space: room.ref }], ...between(ctx, 1, from, to), purpose: "国画课" },
        ]),
      );
    await use(newId(), borrower.path, "14:00", "15:30");
    await use(newId(), lender.path, "16:00", "17:00");
    const calledOff = newId();
    await use(calledOff, borrower.path, "17:00", "18:00");
    await inTx(ctx, (inner) => letGo(inner, "test-lesson", [calledOff]));
    const span = { from: ctx.clock(), to: ctx.clock().add({ hours: 72 }) };
    const lent = async (at: Ctx, path: string) =>
      (await lentHours(at, { path, ...span })).map((row) => [
        row.what,
        row.lenderPath,
        row.borrowerPath,
        row.times,
        row.minutes,
      ]);
    assert.deepEqual(await lent(ctx, lender.path), [], "nothing is over yet");
    const after = { ...ctx, clock: () => ctx.clock().add({ hours: 48 }) };
    const row = ["room", lender.path, borrower.path, 2, 210];
    assert.deepEqual(await lent(after, lender.path), [row]);
    assert.deepEqual(await lent(after, borrower.path), [row]);
    const { path: other } = await inTx(ctx, (inner) => anOrganisation(inner));
    assert.deepEqual(await lent(after, other), []);
  },
);
