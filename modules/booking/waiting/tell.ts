/** Telling people what became of what they wait for, in the transaction of the change. */
import type { Temporal } from "temporal-polyfill";
import { type NoticeKind, notifyAll } from "#people";
import type { TxCtx } from "#platform/ctx";
import { nothingLeftAt, type Offer } from "../offer.ts";
import { aboutOf } from "../views.ts";

export type LineNotice =
  | "notice.line.offered"
  | "notice.line.lapsed"
  | "notice.line.passed-over"
  | "notice.line.ended"
  | "notice.line.ended-roll"
  | "notice.line.closed"
  | "notice.line.off"
  | "notice.hold.made"
  | "notice.hold.lapsed"
  | "notice.draw.lapsed"
  | "notice.approval.granted"
  | "notice.approval.refused"
  | "notice.approval.lapsed"
  | "notice.transfer.given"
  | "notice.transfer.got"
  | "notice.claim.cancelled"
  | "notice.claim.reduced"
  | "notice.counter.made"
  | "notice.counter.asked";

/** An offer from the line can be switched off; what becomes of one's own booking cannot. */
const kindOf = (key: LineNotice): NoticeKind =>
  key.startsWith("notice.line.") ? "waiting-offer" : "booking-change";

// texts: notice.claim.* notice.line.* notice.hold.* notice.draw.lapsed notice.approval.* notice.transfer.* notice.counter.*
/** Tells everybody in `to`; the page it leads to is the one where they stand. Answers how many were told. */
export function tell(
  ctx: TxCtx,
  offer: Offer,
  key: LineNotice,
  told: { to: readonly string[]; until?: Temporal.Instant; reason?: string },
): Promise<number> {
  return tellAll(ctx, key, [{ offer, ...told }]);
}

/** The same of many offers at once: their titles are asked for together, and only where there is somebody to tell. */
export async function tellAll(
  ctx: TxCtx,
  key: LineNotice,
  told: readonly { offer: Offer; to: readonly string[]; until?: Temporal.Instant; reason?: string }[],
): Promise<number> {
  const some = told.filter(({ to }) => to.length > 0);
  if (some.length === 0) return 0;
  const about = await aboutOf(
    ctx,
    some.map(({ offer }) => offer),
  );
  return notifyAll(
    ctx,
    some.map(({ offer, to, until = nothingLeftAt(offer), reason = "" }) => ({
      to,
      key,
      kind: kindOf(key),
      // Where an answer is due by then it is of no use later; else it is about the occasion.
      neededBy: until,
      values: { title: about.get(offer.ref)?.title ?? "", at: offer.startsAt, until, reason },
      href: `/line/${offer.id}`,
    })),
  );
}
