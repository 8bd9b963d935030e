/** What is kept of one person's holds: their copy, their end, their joining with another account. */

import { placesOf } from "#places";
import type { PersonSection } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { endedHolds } from "../hold-shelf.ts";
import { endAllOf, holdsOf } from "../placing/own-store.ts";
import * as moves from "./move-store.ts";

// texts: export.book-holds book-hold.state.*
export async function holdsOfPerson(ctx: Ctx, subject: string): Promise<PersonSection[]> {
  const holds = await holdsOf(ctx.db, subject);
  if (holds.length === 0) return [];
  const places = await placesOf(
    ctx.db,
    holds.map(({ pickupId }) => pickupId),
  );
  const rows = holds.map(({ title, pickupId, askedAt, state, frozenUntil, neededBy, readyUntil, slot }) => ({
    title,
    place: places.get(pickupId)?.name ?? "",
    at: askedAt.toString(),
    state,
    frozenUntil: frozenUntil ?? "",
    neededBy: neededBy ?? "",
    readyUntil: readyUntil ?? "",
    slot,
  }));
  return [{ module: "library", title: "export.book-holds", rows, words: { state: "book-hold.state" } }];
}

/** They wait for nothing any more. Answers how many holds they had. */
export async function forgetHolds(ctx: TxCtx, subject: string): Promise<number> {
  const ended = await endAllOf(ctx.db, subject);
  await endedHolds(ctx, ended, { how: "cancelled", but: null });
  return ended.length;
}

/** What one waited for the other waits for; what both waited for is waited for once. */
export async function mergeHolds(
  ctx: TxCtx,
  { from, to }: { from: string; to: string },
): Promise<{ moved: number; twice: number }> {
  const { moved, twice } = await moves.moveToPerson(ctx.db, { from, to });
  await endedHolds(ctx, twice, { how: "cancelled", but: null });
  return { moved, twice: twice.length };
}
