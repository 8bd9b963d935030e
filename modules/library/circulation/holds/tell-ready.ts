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
    // Lent without a line to somebody else it may be ready a second time.
    once: `${id} ${until}`,
  });
}

// texts: notice.hold-lent
/** It stood there for them and is with somebody else, who was lent it while there was no line: they wait on, where they waited. */
export async function tellLent(
  ctx: TxCtx,
  { subject, place }: { subject: string; place: string },
): Promise<void> {
  await notify(ctx, { to: subject, key: "notice.hold-lent", values: { place }, href: "/my/holds" });
}
