/** Rows of the history for places that came in many at once. */
import { type TxCtx, today } from "#platform/ctx";
import { addHistory, type HistoryRow } from "#platform/publishing";
import { placeThing } from "./place-thing.ts";

type Row = Omit<HistoryRow, "by" | "at">;

const plain = { version: 1, from: "draft", barred: [], onePersonRule: null, scheduledFor: null } as const;

/** These came in public without the steps, and why. */
export function adopted(ctx: TxCtx, ids: readonly string[], reason: string): Promise<void> {
  return rows(ctx, ids, { ...plain, step: "adopt", to: "published", reason });
}

/**
 * The day from which a place that comes in public counts, as `wasPublic` says too: its first where the city itself fills in what there was
 * before; the day it came in where a named person says so, who would rewrite past figures alone.
 */
export function countsFrom(ctx: TxCtx, since: string): string {
  const day = today(ctx).toString();
  return ctx.actor.subject === null || since > day ? since : day;
}

/** These came in as drafts, written by whoever brought them. */
export function drafted(ctx: TxCtx, ids: readonly string[]): Promise<void> {
  return rows(ctx, ids, { ...plain, step: "write", to: "draft", reason: null });
}

async function rows(ctx: TxCtx, ids: readonly string[], row: Row): Promise<void> {
  if (ids.length === 0) return;
  const { subject: by } = ctx.actor;
  await addHistory(
    ctx.db,
    placeThing,
    ids.map((thing) => ({ ...row, thing, by, at: ctx.clock() })),
  );
}
