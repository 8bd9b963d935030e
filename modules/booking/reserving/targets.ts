/** What permissions about reservations are asked of. */
import { organisationOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { reservationOf } from "./reservation-store.ts";
import { resourceOf } from "./resource-store.ts";

/** Whose it is, and whose the room is. */
export async function reservationTarget(ctx: Ctx, id: string) {
  const one = found(await reservationOf(ctx.db, id), "reservation", id);
  const { orgPath } = found(await resourceOf(ctx.db, one.resourceId), "room", one.resourceId);
  const holder = one.organisationId ? await organisationOf(ctx.db, one.organisationId) : null;
  return { subject: one.subject, groupOf: holder?.path ?? null, orgPath };
}

export const roomTarget = async (ctx: Ctx, id: string) => found(await resourceOf(ctx.db, id), "room", id);
