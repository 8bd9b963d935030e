/** Saying that one is there: staff of the house, or the person by the code that is shown at the room that day. */
import { Temporal } from "temporal-polyfill";
import { audit } from "#platform/audit";
import { plainReadableCode } from "#platform/auth";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { servesAt } from "../may.ts";
import * as store from "./answer-store.ts";
import { isHolder } from "./give-back.ts";
import { newsOf } from "./news.ts";
import { reservationOf } from "./reservation-store.ts";
import { type Resource, resourceOf } from "./resource-store.ts";
import type { Times } from "./rules.ts";

const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The code of a room on a day of the city: nobody knows tomorrow's, and none is stored. */
export function roomCode(ctx: Pick<Ctx, "keyedHash" | "clock" | "city">, resourceId: string): string {
  const hash = ctx.keyedHash("booking/room", `${resourceId} ${today(ctx).toString()}`);
  return Array.from(hash.subarray(0, 6), (byte) => letters.charAt(byte & 31)).join("");
}

/** How long before the start staff may let somebody in where the house says nothing. */
const usualFromMinutes = 30;

/** When staff let somebody in: from the house's minutes before the start to the end. */
export function letInBetween(
  { rules: { checkIn } }: Pick<Resource, "rules">,
  { startsAt, endsAt }: Times,
): { from: Temporal.Instant; until: Temporal.Instant } {
  return { from: startsAt.subtract({ minutes: checkIn?.fromMinutes ?? usualFromMinutes }), until: endsAt };
}

/** Checks in. Who was not there in time is let in by staff only, as long as the time is not given to others. */
export async function checkInReservation(
  ctx: TxCtx,
  { id, code }: { id: string; code?: string },
): Promise<{ checkedInAt: string }> {
  const one = found(await reservationOf(ctx.db, id), "reservation", id);
  const resource = found(await resourceOf(ctx.db, one.resourceId), "room", one.resourceId);
  if (one.state === "checked-in") return { checkedInAt: (one.checkedInAt ?? ctx.clock()).toString() };
  const staff = servesAt(ctx.actor, resource) && !(await isHolder(ctx, one));
  if (!staff && plainReadableCode(code ?? "") !== roomCode(ctx, resource.roomId ?? resource.id))
    throw refused("reservation.wrong-code");
  const now = ctx.clock();
  const { from, until: end } = letInBetween(resource, one);
  const { checkIn } = resource.rules;
  const until = staff || !checkIn ? end : one.startsAt.add({ minutes: checkIn.untilMinutes });
  if (Temporal.Instant.compare(now, from) < 0)
    throw refused("reservation.check-in-early", { from: from.toString() });
  if (Temporal.Instant.compare(now, until) >= 0) throw refused("reservation.check-in-late");
  if ((await store.checkIn(ctx.db, id, now)) === 0) throw refused("reservation.not-standing");
  await announce(ctx, "reservation.checked-in", newsOf(resource, one));
  await audit(ctx, { what: "reservation.checked-in", on: { kind: "reservation", id }, subject: one.subject });
  return { checkedInAt: now.toString() };
}
