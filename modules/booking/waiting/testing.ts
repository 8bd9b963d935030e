/** Builders of full offers with a line, what people in it do and what becomes of them. */
import assert from "node:assert/strict";
import type { Temporal } from "temporal-polyfill";
import { aResident, noticesOf } from "#people/testing";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { cancelClaim } from "../claiming/cancel-claim.ts";
import { claim } from "../claiming/claim.ts";
import { acceptHold } from "../holding/accept-hold.ts";
import { makeOffer, type OfferInput } from "../offers/manage-offer.ts";
import { joinLine } from "./join-line.ts";

/** Somebody who takes the places of an offer that are left. */
export async function aHolder(ctx: TxCtx, offerId: string, size = 1) {
  const person = await aResident(ctx);
  return { ...person, ...(await claim({ ...ctx, actor: person.actor }, { offerId, size })) };
}

/** Somebody who waits at an offer that is full, or has no wheelchair spaces left. */
export async function aWaiting(
  ctx: TxCtx,
  offerId: string,
  size = 1,
  { wheelchairs = 0, ...is }: Parameters<typeof aResident>[1] & { wheelchairs?: number } = {},
) {
  const person = await aResident(ctx, is);
  return { ...person, ...(await joinLine({ ...ctx, actor: person.actor }, { offerId, size, wheelchairs })) };
}

type Person = Awaited<ReturnType<typeof aWaiting>>;
type Holder = Awaited<ReturnType<typeof aHolder>>;

/** A full offer a week ahead, each of its places held by one person, and people in line for so many places each. */
export async function fullOffer(
  ctx: Ctx,
  {
    held = [1],
    waiting = [],
    places = held.reduce((sum, size) => sum + size, 0),
    rules = {},
    ...differs
  }: Partial<OfferInput> & { held?: number[]; waiting?: number[]; places?: number } = {},
) {
  const startsAt = ctx.clock().add({ hours: 7 * 24 });
  const times = { startsAt, endsAt: startsAt.add({ hours: 2 }), closesAt: startsAt };
  return inTx(ctx, async (inner) => {
    const { offerId } = await makeOffer(inner, {
      kind: "test-occasion",
      ref: newId(),
      orgPath: "klmy.",
      opensAt: ctx.clock().subtract({ hours: 24 }),
      ...times,
      pools: [{ channel: "online", quota: places, releasesAt: null }],
      rules: { waitingList: true, ...rules },
      ...differs,
    });
    const holders: Holder[] = [];
    for (const size of held) holders.push(await aHolder(inner, offerId, size));
    const line: Person[] = [];
    for (const size of waiting) line.push(await aWaiting(inner, offerId, size));
    return { offerId, holders, line, times };
  });
}

/** The same city some time later. */
export const later = (ctx: Ctx, time: Temporal.DurationLike): Ctx => ({
  ...ctx,
  clock: () => ctx.clock().add(time),
});

export function at<T>(list: readonly T[], index: number): T {
  const one = list[index];
  assert.ok(one);
  return one;
}

export const aPerson = (ctx: Ctx) => inTx(ctx, (inner) => aResident(inner));

export const giveBack = (ctx: Ctx, { actor, claimId }: Pick<Holder, "actor" | "claimId">) =>
  inTx({ ...ctx, actor }, (inner) => cancelClaim(inner, { claimId }));

export const accept = (ctx: Ctx, { actor }: Pick<Person, "actor">, claimId: string) =>
  inTx({ ...ctx, actor }, (inner) => acceptHold(inner, claimId));

export const claimAs = (ctx: Ctx, { actor }: Pick<Person, "actor">, offerId: string, size = 1) =>
  inTx({ ...ctx, actor }, (inner) => claim(inner, { offerId, size }));

export const join = (ctx: Ctx, { actor }: Pick<Person, "actor">, offerId: string, size = 1) =>
  inTx({ ...ctx, actor }, (inner) => joinLine(inner, { offerId, size }));

interface Stand {
  state: string;
  claimId: string | null;
  passedOver: string | null;
}
export const stand = (ctx: Ctx, { waitingId }: Pick<Person, "waitingId">) =>
  ctx.db.one<Stand>`select state, claim_id, passed_over from booking.waiting where id = ${waitingId}`;

/** What became of each in line, in the order in which they joined. */
export async function states(ctx: Ctx, line: readonly Person[]): Promise<string[]> {
  return Promise.all(line.map(async (one) => (await stand(ctx, one)).state));
}

/** The places that are held for somebody in line. */
export async function offered(ctx: Ctx, one: Person): Promise<string> {
  const { state, claimId } = await stand(ctx, one);
  assert.equal(state, "offered");
  assert.ok(claimId);
  return claimId;
}

export const claimState = (ctx: Ctx, id: string) =>
  ctx.db.one<{ state: string }>`select state from booking.claim where id = ${id}`.then(({ state }) => state);

export const told = async (ctx: Ctx, { subject }: Pick<Person, "subject">) =>
  (await noticesOf(ctx.db, subject)).map(({ key }) => key);
