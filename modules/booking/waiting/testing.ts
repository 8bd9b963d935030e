/** Builders of full offers with a line, and input for the generated access test. */
import { aResident } from "#people/testing";
import type { TxCtx } from "#platform/ctx";
import { claim } from "../claim.ts";
import { joinLine } from "./join-line.ts";

/** Somebody who takes the places of an offer that are left. */
export async function aHolder(ctx: TxCtx, offerId: string, size = 1) {
  const person = await aResident(ctx);
  return { ...person, ...(await claim({ ...ctx, actor: person.actor }, { offerId, size })) };
}

/** Somebody who waits at an offer that is full. */
export async function aWaiting(
  ctx: TxCtx,
  offerId: string,
  size = 1,
  is: Parameters<typeof aResident>[1] = {},
) {
  const person = await aResident(ctx, is);
  return { ...person, ...(await joinLine({ ...ctx, actor: person.actor }, { offerId, size })) };
}
