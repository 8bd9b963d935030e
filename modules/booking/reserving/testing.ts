/** Builders of rooms and reservations, and input for the generated access test. */
import { Temporal } from "temporal-polyfill";
import { aResident, aStaff } from "#people/testing";
import { aFacility, anOrganisation, aSpace } from "#places/testing";
import { system } from "#platform/auth";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { blackOut, hitBy } from "./blackout.ts";
import type { Repeat } from "./contract.ts";
import { changeResource, makeResource } from "./make-resource.ts";
import { askToMove } from "./move.ts";
import { panelKey } from "./panel.ts";
import { reserve } from "./reserve.ts";
import { type Resource, resourceOf } from "./resource-store.ts";
import { type ReservationRules, usualRules } from "./rules.ts";
import { reserveFor } from "./uses.ts";

/** A room for twenty of a house made for it, open from ten to eight but on Mondays, without limits of how often; say what differs. */
export async function aRoom(
  ctx: TxCtx,
  {
    organisationId,
    placeId,
    parts,
    public: open = true,
    ...rules
  }: Partial<ReservationRules> & {
    organisationId?: string;
    placeId?: string;
    parts?: string[];
    public?: boolean;
  } = {},
): Promise<Resource & { placeId: string }> {
  const place = placeId ?? (await aFacility(ctx, organisationId ? { organisationId } : {})).id;
  const space = await aSpace(ctx, { placeId: place, capacity: 20 });
  const { id } = await makeResource(ctx, {
    place,
    kind: "space",
    space: space.id,
    rules: { ...usualRules, mostComing: null, mostAWeek: null, checkIn: null, ...rules },
    public: open,
    ...(parts && { parts }),
  });
  const made = await resourceOf(ctx.db, id);
  if (!made?.placeId) throw new Error("a room was not made");
  return { ...made, placeId: made.placeId };
}

/** A camera to borrow, of a house made for it unless one is told. */
export async function aThing(ctx: TxCtx, organisationId?: string): Promise<{ id: string; placeId: string }> {
  const place = await aFacility(ctx, organisationId ? { organisationId } : {});
  const rules = { ...usualRules, mostComing: null, mostAWeek: null, checkIn: null };
  const thing = { place: place.id, kind: "thing" as const, label: "相机 1 号", rules, public: true };
  return { ...(await makeResource(ctx, thing)), placeId: place.id };
}

/** A time of the city, so many days after the clock's day: `dayAt(ctx, 1, "10:00")`. */
export function dayAt(ctx: Pick<Ctx, "clock" | "city">, days: number, time: string): Temporal.Instant {
  const { zone } = ctx.city;
  const day = ctx.clock().toZonedDateTimeISO(zone).toPlainDate().add({ days });
  return day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).toInstant();
}

/** Times on one day of the city. */
export const between = (ctx: Pick<Ctx, "clock" | "city">, days: number, from: string, to: string) => ({
  startsAt: dayAt(ctx, days, from),
  endsAt: dayAt(ctx, days, to),
});

type Times = ReturnType<typeof between>;
type As = Pick<Ctx, "actor">;

/** Somebody reserves a room, in a transaction of its own. */
export const reserveAs = (ctx: Ctx, { actor }: As, resourceId: string, times: Times, more: object = {}) =>
  inTx({ ...ctx, actor }, (inner) => reserve(inner, { resourceId, ...times, purpose: "合唱排练", ...more }));

/** A reservation of a resident, from ten to twelve the day after tomorrow unless other times are told. */
export async function aReservation(
  ctx: TxCtx,
  resourceId: string,
  times = between(ctx, 2, "10:00", "12:00"),
) {
  const person = await aResident(ctx);
  const made = await reserve({ ...ctx, actor: person.actor }, { resourceId, ...times, purpose: "合唱排练" });
  return { ...person, ...made, ...times };
}

/** A house closes its room for a time, whoever has it then. */
export async function closeRoom(
  ctx: TxCtx,
  { resourceId, reason, ...times }: { resourceId: string; reason: string } & Times,
): Promise<{ id: string }> {
  const hits = (await hitBy(ctx, resourceId, times)).map(({ id }) => id);
  return blackOut(ctx, { resourceId, reason, hits, ...times });
}

/** Whoever acts has a room the day after tomorrow, and teaches in it later that day. */
export async function roomsInALife(ctx: TxCtx, subject: string): Promise<void> {
  const room = await aRoom({ ...ctx, actor: system });
  await reserve(ctx, { resourceId: room.id, ...between(ctx, 2, "10:00", "12:00"), purpose: "合唱排练" });
  await reserveFor(ctx, "test-lesson", [
    {
      ...{ ref: newId(), orgPath: room.orgPath, needs: [{ person: subject }], purpose: "国画课" },
      ...between(ctx, 2, "14:00", "15:00"),
    },
  ]);
}

/** Staff of an organisation ask the holder of a room, who is a person, to come two hours later. */
export async function aMoveRequest(ctx: TxCtx, organisationId: string) {
  const room = await aRoom(ctx, { organisationId });
  const held = await aReservation(ctx, room.id, between(ctx, 2, "14:00", "16:00"));
  const staff = await aStaff(ctx, { organisationId, role: "manager" });
  const asked = await askToMove(
    { ...ctx, actor: staff.actor },
    {
      resourceId: room.id,
      ...between(ctx, 2, "14:00", "16:00"),
      purpose: "汇报演出",
      organisation: organisationId,
      reason: "全市汇演只能用这个厅",
      options: [{ resourceId: room.id, ...between(ctx, 2, "16:00", "18:00") }],
    },
  );
  return { room, held, staff, ...asked };
}

/** Another organisation asks whoever has a room of a house that approves what is reserved. */
export async function aMoveToApprove(
  ctx: TxCtx,
  organisationId: string,
  approval: ReservationRules["approval"] = ["house"],
) {
  const room = await aRoom(ctx, { organisationId });
  const held = await aReservation(ctx, room.id, between(ctx, 2, "14:00", "16:00"));
  await changeResource(ctx, room.id, {
    rules: { ...room.rules, approval },
    public: true,
    parts: [],
    version: 1,
  });
  const { id: other } = await anOrganisation(ctx);
  const staff = await aStaff(ctx, { organisationId: other, role: "manager" });
  const asked = await askToMove(
    { ...ctx, actor: staff.actor },
    {
      resourceId: room.id,
      ...between(ctx, 2, "14:00", "16:00"),
      purpose: "汇报演出",
      organisation: other,
      reason: "全市汇演只能用这个厅",
      options: [{ resourceId: room.id, ...between(ctx, 2, "16:00", "18:00") }],
    },
  );
  return { room, held, staff, organisationId: other, ...asked };
}

export const weekly = (count: number): Repeat => ({
  every: "week",
  interval: 1,
  weekdays: [],
  until: null,
  count,
});

const textOf = ({ startsAt, endsAt }: Times) => ({
  startsAt: startsAt.toString(),
  endsAt: endsAt.toString(),
});

export const reservingSamples = {
  "booking.rooms": async () => ({ query: {} }),
  "booking.room": async (ctx: TxCtx, org: string) => ({
    params: { id: (await aRoom(ctx, { organisationId: org })).id },
    query: {},
  }),
  "booking.room-panel": async (ctx: TxCtx, org: string) => {
    const { id } = await aRoom(ctx, { organisationId: org });
    return { params: { id }, query: { key: panelKey(ctx, id) } };
  },
  "booking.reserve": async (ctx: TxCtx, org: string) => ({
    params: { id: (await aRoom(ctx, { organisationId: org })).id },
    body: { ...textOf(between(ctx, 2, "10:00", "11:00")), purpose: "合唱排练" },
  }),
  "booking.my-overlaps": async (ctx: TxCtx) => ({ query: textOf(between(ctx, 2, "10:00", "11:00")) }),
  "booking.my-reservations": async () => ({}),
  "booking.reservation": async (ctx: TxCtx, org: string) => ({
    params: { id: (await aReservation(ctx, (await aRoom(ctx, { organisationId: org })).id)).reservationId },
  }),
  "booking.cancel-reservation": async (ctx: TxCtx, org: string) => ({
    params: { id: (await aReservation(ctx, (await aRoom(ctx, { organisationId: org })).id)).reservationId },
    body: { scope: "one" as const },
  }),
  "booking.make-room": async (ctx: TxCtx, org: string) => {
    const place = await aFacility(ctx, { organisationId: org });
    const space = await aSpace(ctx, { placeId: place.id });
    return {
      body: { place: place.id, kind: "space" as const, space: space.id, rules: usualRules, public: true },
    };
  },
  "booking.plan-reservations": async (ctx: TxCtx, org: string) => ({
    params: { id: (await aRoom(ctx, { organisationId: org })).id },
    body: { ...textOf(between(ctx, 2, "10:00", "11:00")), purpose: "合唱排练", repeat: weekly(2) },
  }),
  "booking.reserve-series": async (ctx: TxCtx, org: string) => ({
    params: { id: (await aRoom(ctx, { organisationId: org })).id },
    body: { ...textOf(between(ctx, 2, "10:00", "11:00")), purpose: "合唱排练", repeat: weekly(2), all: true },
  }),
  "booking.answer-reservation": async (ctx: TxCtx, org: string) => {
    const room = await aRoom(ctx, { organisationId: org, approval: ["house", "above"] });
    return {
      params: { id: (await aReservation(ctx, room.id)).reservationId },
      body: { answer: "approve" as const },
    };
  },
  "booking.check-in-reservation": async (ctx: TxCtx, org: string) => ({
    params: { id: (await aReservation(ctx, (await aRoom(ctx, { organisationId: org })).id)).reservationId },
    body: {},
  }),
  "booking.ask-to-move": async (ctx: TxCtx, org: string) => {
    const room = await aRoom(ctx, { organisationId: org });
    const held = await aReservation(ctx, room.id);
    return {
      params: { id: room.id },
      body: {
        ...textOf(held),
        purpose: "汇报演出",
        organisation: org,
        reason: "全市汇演只能用这个厅",
        options: [{ room: room.id, ...textOf(between(ctx, 2, "14:00", "16:00")) }],
      },
    };
  },
  "booking.approve-move": async (ctx: TxCtx, org: string) => {
    const { id } = await aMoveToApprove(ctx, org);
    return { params: { id }, body: { answer: "approve" as const } };
  },
  "booking.answer-move": async (ctx: TxCtx, org: string) => ({
    params: { id: (await aMoveRequest(ctx, org)).id },
    body: { option: null },
  }),
  "booking.plan-blackout": async (ctx: TxCtx, org: string) => ({
    params: { id: (await aRoom(ctx, { organisationId: org })).id },
    query: textOf(between(ctx, 2, "10:00", "12:00")),
  }),
  "booking.black-out": async (ctx: TxCtx, org: string) => ({
    params: { id: (await aRoom(ctx, { organisationId: org })).id },
    body: { ...textOf(between(ctx, 2, "10:00", "12:00")), reason: "管道检修", hits: [] },
  }),
  "booking.lift-blackout": async (ctx: TxCtx, org: string) => {
    const room = await aRoom(ctx, { organisationId: org });
    const times = between(ctx, 2, "10:00", "12:00");
    const { id } = await blackOut(ctx, { resourceId: room.id, ...times, reason: "管道检修", hits: [] });
    return { params: { id }, body: {} };
  },
  "booking.change-room": async (ctx: TxCtx, org: string) => ({
    params: { id: (await aRoom(ctx, { organisationId: org })).id },
    body: { rules: usualRules, public: true, parts: [], version: 1 },
  }),
  "booking.retire-room": async (ctx: TxCtx, org: string) => ({
    params: { id: (await aRoom(ctx, { organisationId: org })).id },
    body: { retired: true },
  }),
  "booking.rename-room": async (ctx: TxCtx, org: string) => ({
    params: { id: (await aThing(ctx, org)).id },
    body: { label: "相机 2 号" },
  }),
  "booking.rooms-desk": async () => ({}),
  "booking.room-desk": async (ctx: TxCtx, org: string) => ({
    params: { id: (await aRoom(ctx, { organisationId: org })).id },
    query: {},
  }),
};
