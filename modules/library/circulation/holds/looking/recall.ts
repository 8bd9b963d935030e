/** Where somebody waits and every copy is lent, the longest-lent is called back as its rule says. */

import { Temporal } from "temporal-polyfill";
import { notifyAll } from "#people";
import { placesOf } from "#places";
import { type TxCtx, today } from "#platform/ctx";
import { writeDown } from "../../lending/written.ts";
import { recalledTo } from "../../rules/due.ts";
import { openDaysOf } from "../../rules/open-days.ts";
import { ruleBook } from "../../rules/rule-book.ts";
import { termsOf } from "../../rules/ruling.ts";
import type { KeptDays } from "../kept-days.ts";
import type { InQueue } from "./assign.ts";
import * as store from "./looking-store.ts";

/** Of each title so many loans are weighed. */
const mostLoans = 20;

/** `queue`: who still waits for these titles. One more loan of each is called back at a time, and never more than wait. */
export async function recallFor(
  ctx: TxCtx,
  recordIds: readonly number[],
  { queue, daysOf }: { queue: readonly InQueue[]; daysOf: KeptDays },
): Promise<void> {
  const { db } = ctx;
  const waiting = Map.groupBy(queue, ({ recordId }) => recordId);
  const atHome = await store.titlesAtHome(db, recordIds);
  const titles = [...waiting.keys()].filter((id) => !atHome.has(id));
  if (titles.length === 0) return;
  const day = today(ctx);
  const on = day.toString();
  const loans = await store.longestLent(db, titles, { on, limit: mostLoans });
  const places = await placesOf(db, [...new Set(loans.map(({ placeId }) => placeId))]);
  const book = await ruleBook(db);
  const first = titles.flatMap((title) => {
    const ready = loans
      .filter(({ recordId, recalled }) => recordId === title && recalled < (waiting.get(title)?.length ?? 0))
      .flatMap((loan) => {
        const place = places.get(loan.placeId);
        const copy = { ...loan, placeId: loan.itemPlaceId };
        const isForOne = waiting
          .get(title)
          ?.some((one) => isFor(one, loan.itemId) && daysOf(copy, one) !== null);
        if (!place || !isForOne) return [];
        const was = { dueOn: Temporal.PlainDate.from(loan.dueOn) };
        const isOpen = openDaysOf(place, ctx.city);
        const dueOn = recalledTo(termsOf(book, loan.ruleId), was, { today: day, isOpen });
        return dueOn === null ? [] : { id: loan.id, subject: loan.subject, dueOn };
      });
    return ready.slice(0, 1);
  });
  if (first.length > 0) await callBack(ctx, first, on);
}

const isFor = ({ wantedItemId }: InQueue, itemId: number) => wantedItemId === null || wantedItemId === itemId;

// texts: notice.loan-recalled
/** The readers are told the day, not the title. */
async function callBack(
  ctx: TxCtx,
  loans: readonly { id: string; subject: string; dueOn: Temporal.PlainDate }[],
  on: string,
): Promise<void> {
  const due = loans.map(({ id, dueOn }) => ({ id, dueOn: dueOn.toString() }));
  const recalled = await store.recall(ctx.db, due, on);
  const called = loans.filter(({ id }) => recalled.has(id));
  for (const { id } of called) await writeDown(ctx, "loan.recalled", { kind: "loan", id });
  await notifyAll(
    ctx,
    called.map(({ subject, dueOn }) => ({
      to: subject,
      key: "notice.loan-recalled",
      values: { day: dueOn },
      href: "/my/loans",
      // By day: the loan's id would stay with the reader after the return.
      once: `recalled ${on} ${dueOn}`,
    })),
  );
}
