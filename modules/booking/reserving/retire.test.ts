/** What goes out of use: nobody loses anything by it, and nobody has it afterwards. */
import assert from "node:assert/strict";
import { aResident } from "#people/testing";
import { system } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { connect, type Db } from "#platform/db";
import { dbTest } from "#platform/testing";
import { roomDeskView } from "./desk-views.ts";
import { cancelReservation } from "./give-back.ts";
import { makeResource, renameResource } from "./make-resource.ts";
import { insertReservations } from "./reservation-store.ts";
import { askingFor, newReservation } from "./reserve.ts";
import { resourceOf } from "./resource-store.ts";
import { retireResource } from "./retire.ts";
import { seatsDeskView, seatsView } from "./seats/seats.ts";
import { aReadingRoom, aSeatTaken } from "./seats/testing.ts";
import { aReservation, aRoom, aThing, between, reserveAs } from "./testing.ts";
import { roomsView, roomView } from "./views.ts";

const retire = (ctx: Ctx, id: string, retired = true) =>
  inTx(ctx, (inner) => retireResource(inner, id, { retired }));
const person = (ctx: Ctx) => inTx(ctx, (inner) => aResident(inner));

dbTest(
  "a room goes out of use once nobody has it, is not to be had meanwhile, and comes back",
  async ({ ctx }) => {
    const room = await inTx(ctx, (inner) => aRoom(inner));
    const held = await inTx(ctx, (inner) => aReservation(inner, room.id));
    await assert.rejects(retire(ctx, room.id), {
      id: "room.still-had",
      data: { count: 1, until: held.endsAt.toString() },
    });
    await inTx({ ...ctx, actor: held.actor }, (inner) => cancelReservation(inner, held));
    await retire(ctx, room.id);
    await retire(ctx, room.id);
    await assert.rejects(reserveAs(ctx, held, room.id, held), { id: "reservation.not-to-be-had" });
    await assert.rejects(roomView(ctx, room.id, {}), { status: 404 });
    assert.deepEqual((await roomsView(ctx, {})).items, []);
    const again = {
      place: room.placeId,
      kind: "space" as const,
      space: room.ref,
      rules: room.rules,
      public: true,
    };
    await assert.rejects(
      inTx(ctx, (inner) => makeResource(inner, again)),
      { id: "reservation.room-retired" },
    );
    await retire(ctx, room.id, false);
    await reserveAs(ctx, held, room.id, held);
  },
);

dbTest(
  "a seat goes out of use alone, and with its room; its place on the map stays its own",
  async ({ ctx }) => {
    const { room, seats, reservationId, actor } = await inTx(ctx, (inner) => aSeatTaken(inner));
    const [a1, a2] = seats.map(({ id }) => id);
    const free = async () =>
      (await seatsView({ ...ctx, actor: system }, room.id, {})).seats.map(({ label }) => label);
    await assert.rejects(retire(ctx, a1 ?? ""), { id: "room.still-had" });
    await assert.rejects(retire(ctx, room.id), { id: "room.still-had" }, "with a seat somebody has");
    await retire(ctx, a2 ?? "");
    assert.deepEqual(await free(), ["A1", "A3", "B1", "B2", "B3"]);
    const atDesk = await seatsDeskView(ctx, room.id);
    assert.deepEqual(atDesk.seats.map(({ label, retired, coming }) => [label, retired, coming]).slice(0, 3), [
      ["A1", false, 1],
      ["A2", true, 0],
      ["A3", false, 0],
    ]);
    await inTx({ ...ctx, actor }, (inner) => cancelReservation(inner, { reservationId }));
    await retire(ctx, room.id);
    const times = between(ctx, 1, "14:00", "15:00");
    await assert.rejects(reserveAs(ctx, await person(ctx), a1 ?? "", times), {
      id: "reservation.not-to-be-had",
    });
    await retire(ctx, room.id, false);
    await reserveAs(ctx, await person(ctx), a1 ?? "", times);
  },
);

/** Does what was begun wait for a lock? */
async function somebodyWaits(db: Db): Promise<void> {
  for (;;) {
    const { waits } = await db.one<{ waits: boolean }>`
      select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waits`;
    if (waits) return;
  }
}

dbTest(
  "who asks while a room goes out of use does not get it, whoever was first to look",
  async ({ ctx, url, db }) => {
    const room = await inTx(ctx, (inner) => aRoom(inner));
    const one = await person(ctx);
    const other = connect(url, { max: 2 });
    try {
      const asking = await inTx(ctx, async (inner) => {
        await retireResource(inner, room.id, { retired: true });
        const asked = reserveAs({ ...ctx, db: other }, one, room.id, between(ctx, 2, "10:00", "12:00"));
        asked.catch(() => {});
        await somebodyWaits(db);
        return { asked };
      });
      await assert.rejects(asking.asked, { id: "reservation.not-to-be-had" });
    } finally {
      await other.end();
    }
  },
);

dbTest(
  "the statement that takes time takes none of what is out of use, nor of a seat in it",
  async ({ ctx }) => {
    const { room, seats } = await inTx(ctx, (inner) => aReadingRoom(inner));
    const one = await person(ctx);
    const wish = { resourceId: seats[0]?.id ?? "", ...between(ctx, 1, "10:00", "12:00"), purpose: "自习" };
    const asking = await askingFor({ ...ctx, actor: one.actor }, wish);
    await retire(ctx, room.id);
    const taken = await inTx({ ...ctx, actor: one.actor }, (inner) =>
      insertReservations(inner.db, [newReservation(inner, asking, wish, null)]),
    );
    assert.equal(taken.size, 0);
  },
);

dbTest(
  "a thing and a seat are renamed; two seats of a room are never called the same, and a room by its place",
  async ({ ctx }) => {
    const camera = await inTx(ctx, (inner) => aThing(inner));
    const { room, seats } = await inTx(ctx, (inner) => aReadingRoom(inner));
    const rename = (id: string, label: string) => inTx(ctx, (inner) => renameResource(inner, id, { label }));
    await rename(camera.id, " 单反相机 ");
    assert.equal((await resourceOf(ctx.db, camera.id))?.label, "单反相机");
    const [a1] = seats.map(({ id }) => id);
    await rename(a1 ?? "", "窗边 1");
    await rename(a1 ?? "", "窗边 1");
    await assert.rejects(rename(a1 ?? "", "B2"), { id: "seats.label-there" });
    await assert.rejects(rename(room.id, "大自习室"), { id: "room.named-elsewhere" });
    const { label, within } = await roomDeskView({ ...ctx, actor: system }, a1 ?? "", undefined);
    assert.deepEqual([label, within], ["窗边 1", room.id]);
  },
);
