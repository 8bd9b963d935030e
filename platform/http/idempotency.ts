/** First answers of commands. The row is claimed before the work, so that two requests with one key wait for each other. */

import { openForSubject, sealForSubject } from "../auth/subjects.ts";
import type { TxCtx } from "../ctx/index.ts";

export type First = { kind: "new" } | { kind: "other-input" } | { kind: "answered"; answer: unknown };

interface Row {
  inputHash: Buffer;
  answer: Buffer | null;
}

/** Claims the key for this transaction, or finds what was answered before. */
export async function firstAnswer(
  ctx: TxCtx,
  asked: { who: string; key: string; operation: string; inputHash: Buffer },
): Promise<First> {
  const claimed = await ctx.db.run`
    insert into platform.idempotency (who, key, operation, input_hash, made_at)
    values (${asked.who}, ${asked.key}, ${asked.operation}, ${asked.inputHash}, ${ctx.clock()})
    on conflict (who, key) do nothing`;
  if (claimed === 1) return { kind: "new" };
  const row = await ctx.db.one<Row>`
    select input_hash, answer from platform.idempotency where who = ${asked.who} and key = ${asked.key}`;
  if (!row.inputHash.equals(asked.inputHash)) return { kind: "other-input" };
  if (!row.answer) throw new Error("a stored idempotency row without an answer");
  const text = ctx.actor.subject ? await openForSubject(ctx.db, ctx.actor.subject, row.answer) : row.answer;
  return { kind: "answered", answer: JSON.parse(text.toString("utf8")) };
}

/** Keeps the answer, sealed with the asker's subject key: erasing the person erases what they were told. */
export async function rememberAnswer(
  ctx: TxCtx,
  at: { who: string; key: string },
  answer: unknown,
): Promise<void> {
  const text = Buffer.from(JSON.stringify(answer ?? null), "utf8");
  const kept = ctx.actor.subject ? await sealForSubject(ctx.db, ctx.actor.subject, text) : text;
  await ctx.db
    .run`update platform.idempotency set answer = ${kept} where who = ${at.who} and key = ${at.key}`;
}

/** Forgets answers older than a day. Returns how many. */
export function forgetOldAnswers(ctx: TxCtx): Promise<number> {
  return ctx.db.run`delete from platform.idempotency where made_at < ${ctx.clock().subtract({ hours: 24 })}`;
}
