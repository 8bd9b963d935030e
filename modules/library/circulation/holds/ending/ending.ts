/** Holds that end by themselves: not collected in time, or needed by a day that is over. Their readers are told, without a title. */
import { notify, notifyAll } from "#people";
import { placesOf } from "#places";
import { type Ctx, inTx, today } from "#platform/ctx";
import { lockCopy } from "../../lending/lending-store.ts";
import { endedHolds } from "../hold-shelf.ts";
import * as store from "./ending-store.ts";

/** A run ends so many; the next goes on. */
const aRun = 100;

// texts: notice.hold-expired
/** What was not collected is for the next. */
export async function expireShelf(ctx: Ctx): Promise<number> {
  const on = today(ctx).toString();
  const late = await store.overdueOnShelf(ctx.db, { on, limit: aRun });
  for (const { id, itemId } of late)
    await inTx(ctx, async (inner) => {
      await lockCopy(inner.db, itemId);
      const ended = await store.expire(inner.db, { id, on });
      if (!ended) return;
      const place = (await placesOf(inner.db, [ended.pickupId])).get(ended.pickupId);
      await notify(inner, {
        to: ended.subject,
        key: "notice.hold-expired",
        values: { place: place?.name ?? "" },
        href: "/my/holds",
        once: `expired ${id}`,
      });
      await endedHolds(inner, [ended], { how: "expired", but: null });
    });
  return late.length;
}

// texts: notice.hold-too-late
/** What was needed by yesterday is waited for no longer. */
export function endUnneeded(ctx: Ctx): Promise<number> {
  return inTx(ctx, async (inner) => {
    const ended = await store.needNoLonger(inner.db, { on: today(ctx).toString(), limit: aRun });
    await notifyAll(
      inner,
      ended.map(({ id, subject }) => ({
        to: subject,
        key: "notice.hold-too-late",
        href: "/my/holds",
        once: `late ${id}`,
      })),
    );
    await endedHolds(inner, ended, { how: "expired", but: null });
    return ended.length;
  });
}
