/** Who holds places, for modules that have to tell them something. */
import type { Temporal } from "temporal-polyfill";
import type { Db } from "#platform/db";
import * as doorStore from "../door/door-store.ts";
import { takenOverAt } from "../transfer/transfer-store.ts";
import { waitingOn } from "../waiting/waiting-store.ts";
import { type ClaimState, isOneOf, living } from "./claim-state.ts";
import * as claimStore from "./claim-store.ts";

export interface Holder {
  claimId: string;
  subject: string;
  size: number;
  state: ClaimState;
  /** What its places wait for, and until when, where they are only held. */
  held: claimStore.Hold | null;
}

/** Named holders of living claims on an offer. */
export async function holdersOf(db: Db, offerId: string): Promise<Holder[]> {
  return (await holdersOfAll(db, [offerId])).get(offerId) ?? [];
}

/** The same of many offers at once; offers nobody holds a place in are left out. */
export async function holdersOfAll(db: Db, offerIds: readonly string[]): Promise<Map<string, Holder[]>> {
  const holders = (await doorStore.livingHolders(db, offerIds)).map(({ offerId, ...claim }) => ({
    ...{ offerId, claimId: claim.claimId, subject: claim.subject, size: claim.size, state: claim.state },
    held: claimStore.holdOf(claim),
  }));
  return Map.groupBy(holders, ({ offerId }) => offerId);
}

/** Who waits for places, by offer; who is offered some holds them. Offers nobody waits for are left out. */
export async function waitersOfAll(db: Db, offerIds: readonly string[]): Promise<Map<string, string[]>> {
  const waiting = Map.groupBy(await waitingOn(db, offerIds), ({ offerId }) => offerId);
  return new Map([...waiting].map(([offerId, those]) => [offerId, those.map(({ subject }) => subject)]));
}

/** How many claims those are, of many offers together. */
export function countLiving(db: Db, offerIds: readonly string[]): Promise<number> {
  return doorStore.countLiving(db, offerIds);
}

/** How many people are in, named or not, by offer; offers nobody came to are left out. */
export async function arrivedAt(db: Db, offerIds: string[]): Promise<Map<string, number>> {
  const counts = await doorStore.countHolders(db, offerIds);
  return new Map(
    counts.filter(({ arrived }) => arrived > 0).map(({ offerId, arrived }) => [offerId, arrived]),
  );
}

/** A person's claim on an offer if it is living, with its state. */
export async function livingClaimOf(db: Db, offerId: string, subject: string): Promise<Holder | null> {
  const claim = await claimStore.claimOf(db, offerId, subject);
  if (!claim || !isOneOf(living, claim.state)) return null;
  return holderOf(claim, subject);
}

/** The same of any state, the latest where none is living. */
export async function latestClaimOf(db: Db, offerId: string, subject: string): Promise<Holder | null> {
  const claim = await claimStore.claimOf(db, offerId, subject);
  return claim && holderOf(claim, subject);
}

function holderOf(claim: claimStore.Claim, subject: string): Holder {
  return { claimId: claim.id, subject, size: claim.size, state: claim.state, held: claimStore.holdOf(claim) };
}

/** Named people who came, whether the occasion is settled or not. */
export async function visitorsOf(db: Db, offerId: string): Promise<string[]> {
  return doorStore.visitors(db, offerId);
}

export interface ClaimNow {
  offerId: string;
  subject: string | null;
  /** When it was made, and since when it is whose it is now. */
  madeAt: Temporal.Instant;
  since: Temporal.Instant;
  living: boolean;
  held: claimStore.Hold | null;
}

/** A claim as other modules may know it: whose and since when, on which offer, and whether its places are still theirs. */
export async function claimNow(db: Db, claimId: string): Promise<ClaimNow | null> {
  const claim = await claimStore.claim(db, claimId);
  if (!claim) return null;
  const { offerId, subject, madeAt } = claim;
  const since = (await takenOverAt(db, claimId)) ?? madeAt;
  return {
    ...{ offerId, subject, madeAt, since },
    living: isOneOf(living, claim.state),
    held: claimStore.holdOf(claim),
  };
}

/** All claims a person has made or had. */
export function claimsOf(db: Db, subject: string): Promise<string[]> {
  return claimStore.claimIdsOf(db, subject);
}

/** On which offers these claims are; those that are gone are left out. */
export async function offersOfClaims(db: Db, claimIds: string[]): Promise<Map<string, string>> {
  return new Map((await claimStore.offersOfClaims(db, claimIds)).map(({ id, offerId }) => [id, offerId]));
}
