/** A reader who is erased. Books and money are settled first: after it nobody knows whose they are. */
import { type TxCtx, today } from "#platform/ctx";
import { forgetDelivery } from "../../delivery/one-person.ts";
import { forgetHolds } from "../../holds/joining/one-person.ts";
import { endActive } from "../cards/card-store.ts";
import { tellCardEnded } from "../cards/cards.ts";
import { refuseOpen, tellReaderEnded } from "../desk/change-reader.ts";
import { stopGuaranteeing } from "../guarantees/guarantees.ts";
import { stopProxies } from "../others/proxies.ts";
import { lockReaders } from "../reader-store.ts";
import * as store from "./forget-store.ts";

/** Refuses while something is lent, owed or deposited. Answers of how many rows. */
export async function forgetReader(ctx: TxCtx, subject: string): Promise<number> {
  const { db } = ctx;
  await store.lockKeptItems(db, subject);
  const [reader] = await lockReaders(db, [subject]);
  // Said to others before the key is gone.
  await stopGuaranteeing(ctx, subject);
  await stopProxies(ctx, subject);
  const loosened = await store.forgetMentions(db, subject);
  if (!reader) return loosened;
  await refuseOpen(ctx, reader, "erase.reader");
  const brought = await forgetDelivery(db, subject);
  const holds = await forgetHolds(ctx, subject);
  if ((await endActive(db, subject, "ended", today(ctx).toString())) > 0)
    await tellCardEnded(ctx, reader, "ended");
  if (reader.endedOn === null) await tellReaderEnded(ctx, reader);
  return loosened + brought + holds + (await store.removeRows(db, subject)) + 1;
}
