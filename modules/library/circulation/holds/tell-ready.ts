/** Who waits is told that it is there: not which book, since the message outlives the loan. */

import type { Temporal } from "temporal-polyfill";
import { notify } from "#people";
import type { TxCtx } from "#platform/ctx";
import { isToDoor } from "./hold-store.ts";

// texts: notice.hold-ready notice.hold-to-door
export async function tellReady(
  ctx: TxCtx,
  { id, subject, place, until }: { id: string; subject: string; place: string; until: Temporal.PlainDate },
): Promise<void> {
  // What is brought nobody has to collect by a day.
  const toDoor = await isToDoor(ctx.db, id);
  await notify(ctx, {
    to: subject,
    ...(toDoor
      ? { key: "notice.hold-to-door", values: { place } }
      : { key: "notice.hold-ready", values: { place, day: until } }),
    href: "/my/holds",
    once: id,
  });
}
