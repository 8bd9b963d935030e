/** Public sessions have their rooms to themselves. */
import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { usualRules } from "#booking/contract";
import { makeResource } from "#booking/filling";
import { aReservation, aRoom } from "#booking/testing";
import { aFacility, anOrganisation, aSpace } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { deliverAll } from "#platform/events";
import { dbTest, settled } from "#platform/testing";
import { cancelSession } from "../changing/cancel.ts";
import { editSession } from "../changing/change-session.ts";
import { listeners } from "../listeners.ts";
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
