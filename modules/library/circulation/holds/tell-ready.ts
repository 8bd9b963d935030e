/** Who waits is told that it is there: not which book, since the message outlives the loan. */

import type { Temporal } from "temporal-polyfill";
import { notify } from "#people";
import type { TxCtx } from "#platform/ctx";

// texts: notice.hold-ready
export async function tellReady(
  ctx: TxCtx,
  { id, subject, place, until }: { id: string; subject: string; place: string; until: Temporal.PlainDate },
): Promise<void> {
  await notify(ctx, {
    to: subject,
    key: "notice.hold-ready",
    values: { place, day: until },
    href: "/my/holds",
    once: id,
  });
}
