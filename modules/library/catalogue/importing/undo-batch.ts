/** Undoes a batch, some records a transaction. Killed, it begins again and finds done what was done. */
import { audit } from "#platform/audit";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { again } from "#platform/exchange";
import { markPlaces } from "../keeping/place-marks.ts";
import { rederive } from "../reading/rederive.ts";
import { moveBatch } from "./batch-store.ts";
import { Taken } from "./run-batch.ts";
import * as store from "./undo-store.ts";

const atOnce = 500;

interface Part {
  /** Some, behind this one, locked in order. */
  some(tx: TxCtx["db"], batchId: string, page: { after: number; limit: number }): Promise<Some[]>;
  /** What becomes of those against which there is nothing. */
  undo(ctx: TxCtx, batchId: string, some: readonly Some[]): Promise<{ gone: number; restored: number }>;
}

interface Some {
  id: number;
  recordId?: number;
  why: store.WhyLeft | null;
}

const nothing = { gone: 0, restored: 0 };
const ids = (some: readonly Some[]) => some.map(({ id }) => id);
const recordIds = (some: readonly Some[]) => some.flatMap(({ recordId }) => recordId ?? []);

/** In this order: records before items, as whoever lands takes them. */
const parts: readonly Part[] = [
  {
    some: store.addedBy,
    undo: async ({ db }, _, some) => {
      await store.removeRecords(db, ids(some));
      return { gone: some.length, restored: 0 };
    },
  },
  {
    some: store.changedBy,
    undo: async (ctx, batchId, some) => {
      await store.restoreRecords(ctx.db, batchId, ids(some), ctx.clock());
      await rederive(ctx, ids(some));
      return { gone: 0, restored: some.length };
    },
  },
  {
    some: store.itemsAddedBy,
    undo: async ({ db }, _, some) => {
      await store.removeItems(db, ids(some));
      await markPlaces(db, recordIds(some));
      return nothing;
    },
  },
  {
    some: store.itemsChangedBy,
    undo: async ({ db, clock }, batchId, some) => {
      await store.restoreItems(db, batchId, ids(some), clock());
      await markPlaces(db, recordIds(some));
      return nothing;
    },
  },
];

/** Of a batch that is `undoing`. Answers whether it came to the end. */
export async function undoBatch(
  ctx: Ctx,
  batchId: string,
  { signal }: { signal: AbortSignal },
): Promise<boolean> {
  for (const part of parts)
    for (let after: number | null = 0; after !== null; ) {
      if (signal.aborted) return false;
      const from: number = after;
      after = await again(() => inTx(ctx, (inner) => undoSome(inner, batchId, part, from)));
    }
  await inTx(ctx, async (inner) => {
    if (!(await moveBatch(inner.db, batchId, { from: ["undoing"], to: "undone", at: inner.clock() })))
      throw new Taken();
    await audit(inner, { what: "batch.undone", on: { kind: "batch", id: batchId } });
  });
  return true;
}

/** Answers the last that was looked at; null when there are no more. */
async function undoSome(ctx: TxCtx, batchId: string, part: Part, after: number): Promise<number | null> {
  const some = await part.some(ctx.db, batchId, { after, limit: atOnce });
  const last = some.at(-1);
  if (!last) return null;
  const done = await part.undo(
    ctx,
    batchId,
    some.filter(({ why }) => why === null),
  );
  await store.insertLeft(
    ctx.db,
    batchId,
    some.flatMap(({ id, recordId = id, why }) => (why ? [{ recordId, why }] : [])),
  );
  if (!(await store.noteUndone(ctx.db, batchId, { ...done, at: ctx.clock() }))) throw new Taken();
  return last.id;
}
