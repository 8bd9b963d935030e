/** What the screen at a room's door shows, and to whom. */
import assert from "node:assert/strict";
import type { Temporal } from "temporal-polyfill";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { panelKey, panelView } from "./panel.ts";
import { aReservation, aRoom, between, dayAt } from "./testing.ts";
import { reserveFor } from "./uses.ts";

const at = (ctx: Ctx, clock: Temporal.Instant) => ({ ...ctx, clock: () => clock });

dbTest(
  "the screen says free, in use and closed, until when, and names what the city does and no person",
  async ({ ctx }) => {
    const room = await inTx(ctx, (inner) =>
      aRoom(inner, { checkIn: { fromMinutes: 15, untilMinutes: 15, release: true } }),
    );
    await inTx(ctx, (inner) => aReservation(inner, room.id, between(ctx, 1, "11:00", "12:00")));
    await inTx(ctx, (inner) =>
      reserveFor(inner, "test-lesson", [
        {
          ...{ ref: newId(), orgPath: room.orgPath, needs: [{ space: room.ref }], purpose: "国画课" },
          ...between(ctx, 1, "12:00", "13:00"),
        },
      ]),
    );
    const key = panelKey(ctx, room.id);
    const shown = async (time: string) => {
      const { now, next } = await panelView(at(ctx, dayAt(ctx, 1, time)), room.id, key);
      return [now.state, now.until, now.title, now.checkInBy !== null, next.map(({ title }) => title)];
    };
    const time = (text: string) => dayAt(ctx, 1, text).toString();
    assert.deepEqual(await shown("09:00"), ["closed", time("10:00"), null, false, [null, "国画课"]]);
    assert.deepEqual(await shown("10:30"), ["free", time("11:00"), null, false, [null, "国画课"]]);
    assert.deepEqual(await shown("11:05"), ["taken", time("12:00"), null, true, ["国画课"]]);
    assert.deepEqual(await shown("12:30"), ["taken", time("13:00"), "国画课", false, []]);
    assert.deepEqual(await shown("20:30"), ["closed", null, null, false, []]);
  },
);

dbTest("without the key of the room nobody reads its code", async ({ ctx }) => {
  const [room, other] = [await inTx(ctx, (inner) => aRoom(inner)), await inTx(ctx, (inner) => aRoom(inner))];
  await assert.rejects(panelView(ctx, room.id, panelKey(ctx, other.id)), { status: 404 });
  await assert.rejects(panelView(ctx, room.id, ""), { status: 404 });
});
