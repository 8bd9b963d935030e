/** Once a day it is asked of everybody who waits whether anything can ever fill it; who waits in vain is told. */
import { notifyAll } from "#people";
import { type Ctx, inTx, today } from "#platform/ctx";
import { ruleBook } from "../../rules/rule-book.ts";
import { keptDays } from "../kept-days.ts";
import * as store from "./ending-store.ts";

const aRun = 500;

// texts: notice.hold-hopeless
/** Answers how many were looked at. */
export function checkHopeless(ctx: Ctx): Promise<number> {
  return inTx(ctx, async (inner) => {
    const { db } = inner;
    const on = today(ctx).toString();
    const holds = await store.unchecked(db, { on, limit: aRun });
    if (holds.length === 0) return 0;
    const copies = await store.livingCopies(
      db,
      [...new Set(holds.map(({ recordId }) => recordId))],
      holds.flatMap(({ wantedItemId }) => wantedItemId ?? []),
    );
    const ofTitle = Map.groupBy(copies, ({ recordId }) => recordId);
    const daysOf = keptDays(await ruleBook(db), on);
    const judged = holds.map((hold) => ({
      ...hold,
      hopeless: !(ofTitle.get(hold.recordId) ?? []).some(
        (copy) =>
          (hold.wantedItemId === null || copy.itemId === hold.wantedItemId) && daysOf(copy, hold) !== null,
      ),
    }));
    await store.checked(db, judged, on);
    await notifyAll(
      inner,
      judged
        .filter(({ hopeless, hopelessSince }) => hopeless && hopelessSince === null)
        .map(({ id, subject }) => ({
          to: subject,
          key: "notice.hold-hopeless",
          href: "/my/holds",
          once: `hopeless ${id} ${on}`,
        })),
    );
    return holds.length;
  });
}
