/** A house that shuts for a while lets its readers keep what was due then until it is open again, and tells them: how many books, not which. */
import { Temporal } from "temporal-polyfill";
import { notifyAll } from "#people";
import { placeOf } from "#places";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { dueAfterClosure } from "../rules/due.ts";
import { openDaysOf } from "../rules/open-days.ts";
import { dueDaysAt, moveDueDays } from "./reminding-store.ts";

/** By the calendar of the place as it is now, so that twice is once. A closure that is lifted takes no day away again. */
export async function putOffDueDays(ctx: TxCtx, placeId: string): Promise<void> {
  const place = await placeOf(ctx.db, placeId);
  if (!place) return;
  const isOpen = openDaysOf(place, ctx.city);
  const days = (await dueDaysAt(ctx.db, { placeId, from: today(ctx).toString() })).flatMap((dueOn) => {
    const to = dueAfterClosure({ dueOn: Temporal.PlainDate.from(dueOn) }, isOpen).toString();
    return to === dueOn ? [] : [{ dueOn, to }];
  });
  if (days.length === 0) return;
  const moved = await moveDueDays(ctx.db, placeId, days);
  await audit(ctx, {
    what: "loans.put-off",
    on: { kind: "place", id: placeId },
    detail: { days: days.length, loans: moved.reduce((sum, { count }) => sum + count, 0) },
  });
  await notifyAll(
    ctx,
    // texts: notice.loans-put-off
    moved.map(({ subject, to, count }) => ({
      to: subject,
      key: "notice.loans-put-off",
      values: { count, day: Temporal.PlainDate.from(to), place: place.name },
      href: "/my/loans",
      once: `loans-put-off ${placeId} ${to}`,
    })),
  );
}
