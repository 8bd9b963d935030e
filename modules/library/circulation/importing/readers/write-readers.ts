/** What a batch of readers brought is written and said. */
import { auditAll } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { announceAll } from "#platform/events";
import { insertCards, insertReaders } from "../../readers/reader-store.ts";
import type { Brought } from "./brought-readers.ts";
import * as store from "./readers-store.ts";

export async function writeReaders(
  ctx: TxCtx,
  { joined, changed, made, deposits }: Brought,
  on: string,
): Promise<void> {
  await insertReaders(ctx.db, joined);
  await store.changeReaders(ctx.db, changed);
  if ((await insertCards(ctx.db, made, on)) < made.length)
    throw new Error("a number of this batch was given to somebody meanwhile");
  await store.putDeposits(
    ctx.db,
    [...new Map(deposits.map((one) => [one.subject, one])).values()],
    ctx.clock(),
  );
  await auditAll(
    ctx,
    joined.map(({ subject, category, homeId }) => ({
      what: "reader.joined",
      on: { kind: "reader", id: subject },
      subject,
      detail: { category, home: homeId },
    })),
  );
  await announceAll(
    ctx,
    joined.map(({ homeId, category }) => ({
      type: "reader.joined" as const,
      payload: { homeId, category, kind: "person" as const, demo: ctx.city.demo },
    })),
  );
}
