/** Scans say who was in the house at which minute: they are kept as long as a conflict may be asked about. */
import { type Ctx, inTx } from "#platform/ctx";
import * as store from "./store.ts";

const daysKept = 30;

/** Forgets scanners whose day is long over, with what they scanned. Who came stays with the claims. */
export function forgetScans(ctx: Ctx): Promise<number> {
  return inTx(ctx, (inner) => store.forgetBefore(inner.db, ctx.clock().subtract({ hours: 24 * daysKept })));
}
