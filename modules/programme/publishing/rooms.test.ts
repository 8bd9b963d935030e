/** Public sessions have their rooms to themselves. */
import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { usualRules } from "#booking/contract";
import { makeResource } from "#booking/filling";
import { aReservation, aRoom, closeRoom, liftBlackout } from "#booking/testing";
import { aFacility, anOrganisation, aSpace } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { deliverAll } from "#platform/events";
import { joinSlots } from "#platform/slots";
import { dbTest, settled } from "#platform/testing";
import { cancelSession } from "../changing/cancel.ts";
import { editSession } from "../changing/change-session.ts";
import { programmeToday } from "../desk/today.ts";
import { showEvent } from "../finding/show-event.ts";
import { listeners } from "../listeners.ts";
import { programmeModule } from "../module.ts";
import { anEvent, sessionText } from "../testing.ts";
import { takeStep } from "./take-step.ts";

// It is Friday 12 June 2026, 18:00 in the city; the house is open from ten to eight.
const on = (day: number, from: string, to: string) => ({
  startsAt: `2026-06-${day}T${from}:00Z`,
  endsAt: `2026-06-${day}T${to}:00Z`,
});

/** An event with one session on Saturday evening in a room people can reserve. */
async function inARoom(ctx: Ctx, until: "approved" | "published") {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const room = await inTx(ctx, (inner) => aRoom(inner, { organisationId }));
  const session = { ...on(13, "08:00", "10:00"), booking: null, placeId: room.placeId, spaceId: room.ref };
  const built = await anEvent(ctx, {
    organisationId,
    event: { mode: "on-site", placeId: room.placeId, link: null },
    sessions: [session],
    until,
  });
  const publisher = { ...ctx, actor: built.publisher };
  return { room: room.id, session: sessionText(ctx, session), built, publisher };
}

const reserved = (ctx: Ctx, room: string, { startsAt, endsAt }: ReturnType<typeof on>) =>
  inTx(ctx, (inner) =>
    aReservation(inner, room, {
      startsAt: Temporal.Instant.from(startsAt),
      endsAt: Temporal.Instant.from(endsAt),
    }),
  );

const taken = { id: "reservation.taken" };

dbTest(
  "a public session has its room, takes it along when it moves, and gives it back when it is cancelled",
  async ({ ctx }) => {
    const { room, session, built, publisher } = await inARoom(ctx, "published");
    await assert.rejects(reserved(ctx, room, on(13, "09:00", "11:00")), taken);
    const later = { ...session, ...on(14, "08:00", "10:00") };
    const [id = ""] = built.sessionIds;
    const { version } = await inTx(publisher, (inner) =>
      editSession(inner, { id, version: built.version, session: later, reason: "停电检修" }),
    );
    await reserved(ctx, room, on(13, "09:00", "11:00"));
    await assert.rejects(reserved(ctx, room, on(14, "09:00", "11:00")), taken);
    const back = { ...session, ...on(13, "08:00", "10:00") };
    await assert.rejects(
      inTx(publisher, (inner) => editSession(inner, { id, version, session: back, reason: "检修提前" })),
      taken,
    );
    await inTx(publisher, (inner) => cancelSession(inner, { id, version, reason: "演员生病" }));
    await reserved(ctx, room, on(14, "09:00", "11:00"));
  },
);

dbTest(
  "whose room somebody has then is not published, and is told from when to when it is taken",
  async ({ ctx }) => {
    const { room, built, publisher } = await inARoom(ctx, "approved");
    await reserved(ctx, room, on(13, "09:00", "11:00"));
    await assert.rejects(
      inTx(publisher, (inner) => takeStep(inner, { id: built.id, version: built.version, step: "publish" })),
      ({ faults }: { faults: { id: string }[] }) => faults.some(({ id }) => id === "session.room-taken"),
    );
  },
);

dbTest(
  "a room that people can reserve from now on is the sessions' that are public in it",
  async ({ ctx }) => {
    const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
    const place = await inTx(ctx, (inner) => aFacility(inner, { organisationId }));
    const space = await inTx(ctx, (inner) => aSpace(inner, { placeId: place.id, capacity: 20 }));
    const session = { ...on(13, "08:00", "10:00"), booking: null, placeId: place.id, spaceId: space.id };
    const event = { mode: "on-site" as const, placeId: place.id, link: null };
    await anEvent(ctx, { organisationId, event, sessions: [session], until: "published" });
    const rules = { ...usualRules, mostComing: null, mostAWeek: null };
    const { id } = await inTx(ctx, (inner) =>
      makeResource(inner, { place: place.id, kind: "space", space: space.id, rules, public: true }),
    );
    await settled(ctx.db);
    await deliverAll(ctx, [listeners]);
    await assert.rejects(reserved(ctx, id, on(13, "09:00", "11:00")), taken);
    await reserved(ctx, id, on(13, "10:00", "11:00"));
  },
);

dbTest(
  "a session whose room the house closes is under 今天, its page says so, and it has the room again when it is opened",
  async ({ ctx: base }) => {
    const ctx = { ...base, slots: joinSlots(programmeModule.slots ?? []) };
    const { room, session, built, publisher } = await inARoom(ctx, "published");
    const [id = ""] = built.sessionIds;
    const close = () =>
      inTx(ctx, (inner) =>
        closeRoom(inner, {
          ...{ resourceId: room, reason: "消防检修" },
          startsAt: Temporal.Instant.from("2026-06-13T06:00:00Z"),
          endsAt: Temporal.Instant.from("2026-06-13T12:00:00Z"),
        }),
      );
    const lift = (blackout: string) => inTx(ctx, (inner) => liftBlackout(inner, blackout));
    const underToday = async () =>
      (await programmeToday({ ...ctx, actor: built.editor }, { day: "2026-06-12" })).flatMap(
        ({ key, values, href }) => (key === "today.session-room-gone" ? [[values?.because, href]] : []),
      );
    const saidOnPage = async () => (await showEvent(ctx, built.id)).sessions.map(({ roomGone }) => roomGone);
    const first = await close();
    assert.deepEqual(await underToday(), [["消防检修", `/desk/events/${built.id}`]]);
    assert.deepEqual(await saidOnPage(), [true]);
    assert.deepEqual(await lift(first.id), { again: 1, without: 0 });
    await assert.rejects(reserved(ctx, room, on(13, "09:00", "11:00")), taken);
    assert.deepEqual([await underToday(), await saidOnPage()], [[], [false]]);

    const second = await close();
    const later = { ...session, ...on(14, "08:00", "10:00") };
    await inTx(publisher, (inner) =>
      editSession(inner, { id, version: built.version, session: later, reason: "房间检修" }),
    );
    assert.deepEqual([await underToday(), await saidOnPage()], [[], [false]]);
    assert.deepEqual(await lift(second.id), { again: 0, without: 0 });
  },
);
