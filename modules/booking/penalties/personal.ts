/** Marks as what is kept about a person: told to them, joined with their other account, forgotten. */
import type { Joining, Moved, PersonSection } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import * as store from "./mark-store.ts";
import { ownPenaltiesView } from "./own-view.ts";

/** Everything held against a person, and what they said to it. */
export async function exportPenalties(ctx: Ctx, subject: string): Promise<PersonSection[]> {
  const { marks } = await ownPenaltiesView(ctx, subject);
  if (marks.length === 0) return [];
  const rows = marks.map(({ at, about, cause, standing, lastDay, excusedBecause, appeal }) => ({
    at,
    about: about?.title ?? null,
    kind: cause,
    state: standing,
    validUntil: lastDay,
    endedBecause: excusedBecause,
    appeal: appeal?.words ?? null,
    appealAnswer: appeal?.answer ?? null,
  }));
  const words = { kind: "penalty.cause", state: "penalty.mark" };
  return [{ module: "booking", title: "export.penalties", rows, words }];
}

/** Two accounts are one person: what either missed or gave back counts together. */
export async function mergePenalties(ctx: TxCtx, { from, into }: Joining): Promise<Moved[]> {
  const rows = await store.moveMarks(ctx.db, from.subject, into.subject);
  return rows === 0 ? [] : [{ module: "booking", what: "merge.penalties", rows, settled: [] }];
}
