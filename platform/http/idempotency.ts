/** First answers of commands. The row is claimed before the work, so that two requests with one key wait for each other. */

import { subjectKeys } from "../auth/subjects.ts";
import type { TxCtx } from "../ctx/index.ts";
import type { Tx } from "../db/index.ts";

export type First = { kind: "new" } | { kind: "other-input" } | { kind: "answered"; answer: unknown };

/** A request that is answered once. */
export interface Repeatable {
  who: string;
  key: string;
  operation: string;
  inputHash: Buffer;
  /** As the release before wrote it down, without a key: a request that is sent again across an upgrade is known. Such rows are a day old at most. */
  inputHashBefore(): Buffer;
  /** Whose key seals the answer: erasing the person erases what they were told. Null: nobody's. */
  subject: string | null;
}

/** By which two requests are the same. No key has a space in it. */
export const sameness = ({ who, key }: Pick<Repeatable, "who" | "key">) => `${key} ${who}`;

const column = <R, T>(rows: readonly R[], pick: (row: R) => T): T[] => rows.map(pick);

/** Claims the keys for this transaction, or finds what was answered before; no two of them are the same. */
export async function firstAnswers(
  tx: Tx,
  asked: readonly Repeatable[],
  now: ReturnType<TxCtx["clock"]>,
): Promise<First[]> {
  if (asked.length === 0) return [];
  // Sorted, so that two lots with the same keys wait for each other and never in a circle.
  const claimed = await tx.prepared.many<{ who: string; key: string }>`
    insert into platform.idempotency (who, key, operation, input_hash, made_at)
    select who, key, operation, input_hash, ${now}::timestamptz
      from unnest(${column(asked, (r) => r.who)}::text[], ${column(asked, (r) => r.key)}::text[],
                  ${column(asked, (r) => r.operation)}::text[], ${column(asked, (r) => r.inputHash)}::bytea[])
           as n(who, key, operation, input_hash)
     order by who, key
        on conflict (who, key) do nothing
    returning who, key`;
  const fresh = new Set(claimed.map(sameness));
  const known = asked.filter((one) => !fresh.has(sameness(one)));
  const answers = await answersBefore(tx, known);
  return asked.map((one) => answers.get(sameness(one)) ?? { kind: "new" });
}

async function answersBefore(tx: Tx, asked: readonly Repeatable[]): Promise<Map<string, First>> {
  if (asked.length === 0) return new Map();
  const rows = await tx.prepared.many<{ who: string; key: string; inputHash: Buffer; answer: Buffer | null }>`
    select i.who, i.key, i.input_hash, i.answer
      from unnest(${column(asked, (r) => r.who)}::text[], ${column(asked, (r) => r.key)}::text[]) as n(who, key)
      join platform.idempotency i on i.who = n.who and i.key = n.key`;
  const found = new Map(rows.map((row) => [sameness(row), row]));
  const keys = await subjectKeys(
    tx,
    asked.flatMap(({ subject }) => subject ?? []),
  );
  return new Map(
    asked.map((one): [string, First] => {
      const row = found.get(sameness(one));
      if (!row || !isSameInput(row.inputHash, one)) return [sameness(one), { kind: "other-input" }];
      if (!row.answer) throw new Error("a stored idempotency row without an answer");
      const text = one.subject ? keys.of(one.subject).open(row.answer) : row.answer;
      return [sameness(one), { kind: "answered", answer: JSON.parse(text.toString("utf8")) }];
    }),
  );
}

const isSameInput = (kept: Buffer, { inputHash, inputHashBefore }: Repeatable) =>
  kept.equals(inputHash) || kept.equals(inputHashBefore());

/** Keeps the answers, each sealed with the asker's subject key. */
export async function rememberAnswers(
  tx: Tx,
  given: readonly { asked: Repeatable; answer: unknown }[],
): Promise<void> {
  if (given.length === 0) return;
  const keys = await subjectKeys(
    tx,
    given.flatMap(({ asked }) => asked.subject ?? []),
  );
  const kept = given.map(({ asked, answer }) => {
    const text = Buffer.from(JSON.stringify(answer ?? null), "utf8");
    return asked.subject ? keys.of(asked.subject).seal(text) : text;
  });
  await tx.prepared.run`
    update platform.idempotency i set answer = n.answer
      from unnest(${column(given, ({ asked }) => asked.who)}::text[], ${column(given, ({ asked }) => asked.key)}::text[],
                  ${kept}::bytea[]) as n(who, key, answer)
     where i.who = n.who and i.key = n.key`;
}

/** Gives keys back whose requests were refused: nothing was done, and they may be tried again. */
export async function giveKeysBack(tx: Tx, refused: readonly Repeatable[]): Promise<void> {
  if (refused.length === 0) return;
  await tx.prepared.run`
    delete from platform.idempotency i
     using unnest(${column(refused, (r) => r.who)}::text[], ${column(refused, (r) => r.key)}::text[]) as n(who, key)
     where i.who = n.who and i.key = n.key`;
}

/** Forgets answers older than a day. Returns how many. */
export function forgetOldAnswers(ctx: TxCtx): Promise<number> {
  return ctx.db.run`delete from platform.idempotency where made_at < ${ctx.clock().subtract({ hours: 24 })}`;
}
