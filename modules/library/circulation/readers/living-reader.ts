/** A reader who is to be changed. */
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { lockReaders, type Reader } from "./reader-store.ts";

/** Locked. Refuses one who has ended. */
export async function livingReader(ctx: TxCtx, subject: string): Promise<Reader> {
  const [reader] = await lockReaders(ctx.db, [subject]);
  const one = found(reader, "reader", subject);
  if (one.endedOn !== null) throw refused("reader.ended", { day: one.endedOn });
  return one;
}
