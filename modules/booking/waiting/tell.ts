/** Telling people what became of what they wait for, in the transaction of the change. */
import type { Temporal } from "temporal-polyfill";
import { type NoticeKind, notify } from "#people";
import type { TxCtx } from "#platform/ctx";
import type { Offer } from "../offer.ts";
import { aboutOf } from "../views.ts";

export type LineNotice =
  | "notice.line.offered"
  | "notice.line.lapsed"
  | "notice.line.passed-over"
  | "notice.line.ended"
  | "notice.line.closed"
  | "notice.hold.made"
  | "notice.hold.lapsed"
  | "notice.approval.granted"
  | "notice.approval.refused"
  | "notice.approval.lapsed"
  | "notice.transfer.given"
  | "notice.transfer.got"
  | "notice.counter.made"
  | "notice.counter.asked";

/** An offer from the line can be switched off; what becomes of one's own booking cannot. */
const kindOf = (key: LineNotice): NoticeKind =>
  key.startsWith("notice.line.") ? "waiting-offer" : "booking-change";

// texts: notice.line.* notice.hold.* notice.approval.* notice.transfer.* notice.counter.*
/** Tells everybody in `to`; the page it leads to is the one where they stand. Asks for the occasion's title once. */
export async function tell(
  ctx: TxCtx,
  offer: Offer,
  key: LineNotice,
  {
    to,
    until = offer.startsAt,
    reason = "",
  }: { to: readonly string[]; until?: Temporal.Instant; reason?: string },
): Promise<void> {
  if (to.length === 0) return;
  const title = (await aboutOf(ctx, [offer])).get(offer.ref)?.title ?? "";
  await notify(ctx, {
    to,
    key,
    kind: kindOf(key),
    // Where an answer is due by then it is of no use later; else it is about the occasion.
    neededBy: until,
    values: { title, at: offer.startsAt, until, reason },
    href: `/line/${offer.id}`,
  });
}
