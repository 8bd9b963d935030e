/** Transactions that are only tried, or tried again. */
import { type Ctx, inTx, type TxCtx } from "../ctx/index.ts";

/** Ends a transaction of which nothing shall stay. */
export class Undone extends Error {}

/** Work in a transaction that is undone, whatever it did. */
export async function undone<R>(ctx: Ctx, work: (ctx: TxCtx) => Promise<R>): Promise<R> {
  let made: { result: R } | undefined;
  try {
    await inTx(ctx, async (inner) => {
      made = { result: await work(inner) };
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
  if (!made) throw new Error("a dry run that did not run");
  return made.result;
}

const tries = 3;

/** Once more when another transaction was in the way. */
export async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (attempt >= tries || !["40001", "40P01"].includes(code)) throw error;
    }
  }
}
