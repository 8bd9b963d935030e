/** What somebody has read: kept by their wish alone, seen by nobody else, gone when they say so. */
import type { AnswerOf } from "#contract";
import { audit } from "#platform/audit";
import type { Ctx, TxCtx } from "#platform/ctx";
import { refused } from "#platform/errors";
import type { myHistory } from "./contract.ts";
import { whoseIn } from "./my-loans.ts";
import * as store from "./own-store.ts";

const aPage = 50;

export async function showHistory(
  ctx: Ctx,
  { after }: { after?: string | undefined },
): Promise<AnswerOf<typeof myHistory>> {
  const subject = whoseIn(ctx);
  const reader = await store.ownReader(ctx.db, subject);
  if (!reader?.keepsHistory) return { keeps: false, count: 0, items: [], next: null };
  const rows = await store.readingOf(ctx.db, subject, { after: behind(after), limit: aPage + 1 });
  const shown = rows.slice(0, aPage);
  const last = shown.at(-1);
  return {
    keeps: true,
    count: await store.readingCount(ctx.db, subject),
    items: shown.map(({ recordId, ...row }) => ({ record: String(recordId), ...row })),
    next: rows.length > aPage && last ? `${last.lentOn} ${last.recordId}` : null,
  };
}

function behind(after: string | undefined): { on: string; recordId: number } | null {
  const [, on, recordId] = /^(\d{4}-\d{2}-\d{2}) ([1-9]\d{0,14})$/.exec(after ?? "") ?? [];
  return on && recordId ? { on, recordId: Number(recordId) } : null;
}

export async function setHistory(ctx: TxCtx, keeps: boolean): Promise<void> {
  const subject = whoseIn(ctx);
  if (!(await store.setKeeping(ctx.db, subject, keeps))) throw refused("till.no-reader");
  const what = keeps ? "reader.history-kept" : "reader.history-ended";
  await audit(ctx, { what, on: { kind: "reader", id: subject }, subject });
}

/** The audit knows that something was forgotten, and not what. */
export async function forgetRead(ctx: TxCtx, one: { record: string; lentOn: string } | null): Promise<void> {
  const subject = whoseIn(ctx);
  await store.forget(ctx.db, subject, one && { recordId: Number(one.record), lentOn: one.lentOn });
  await audit(ctx, { what: "reader.history-forgotten", on: { kind: "reader", id: subject }, subject });
}
