/**
 * The night's work on loans: what may be renewed by itself is, who has something due soon is told once, and who has something overdue after a day, a week,
 * a month. Messages count books and lead to the list: no title, since they outlive the loan.
 */

import { Temporal } from "temporal-polyfill";
import { type Notice, notifyAll } from "#people";
import { type Ctx, inTx, type TxCtx, today } from "#platform/ctx";
import { Problem } from "#platform/errors";
import type { Job } from "#platform/jobs";
import { lockCopy, lockItems } from "../lending/lending-store.ts";
import { renewLocked } from "../lending/renew.ts";
import { ruleBook } from "../rules/rule-book.ts";
import { type DueCount, dueCounts, loansToRenew } from "./reminding-store.ts";

/** Days before it is due. */
const soon = 3;
/** Days after it was due. */
const late = [1, 7, 30] as const;
/** Nights that may have been missed. */
const catchUp = 2;
const aLot = 200;

/** At half past two in Karamay; again in the same night it finds nothing left to do. */
export const tendLoansJob: Job = {
  name: "library.tend-loans",
  cron: "30 18 * * *",
  run: (ctx, _payload, signal) => tendLoans(ctx, signal),
};

export async function tendLoans(ctx: Ctx, signal?: AbortSignal): Promise<void> {
  const on = today(ctx);
  await renewByThemselves(ctx, signal);
  // texts: notice.loans-due notice.loans-overdue
  await tell(ctx, { from: on, to: on.add({ days: soon }) }, signal, ({ dueOn }) => ({
    key: "notice.loans-due",
    once: `loans-due ${dueOn}`,
    kind: "reminder",
  }));
  for (const days of late)
    await tell(
      ctx,
      { from: on.subtract({ days: days + catchUp }), to: on.subtract({ days }) },
      signal,
      ({ dueOn }) => ({ key: "notice.loans-overdue", once: `loans-overdue ${days} ${dueOn}` }),
    );
}

/** What was lent by a rule that renews by itself, and nobody waits for. */
async function renewByThemselves(ctx: Ctx, signal: AbortSignal | undefined): Promise<void> {
  const { rules } = await ruleBook(ctx.db);
  const ruleIds = rules.flatMap(({ id, terms }) => (terms?.auto ? id : []));
  if (ruleIds.length === 0) return;
  const on = today(ctx);
  const asked = { from: on.toString(), to: on.add({ days: soon }).toString(), ruleIds };
  let after: string | null = null;
  do {
    signal?.throwIfAborted();
    const some = await loansToRenew(ctx.db, asked, { after, limit: aLot });
    for (const one of some) await inTx(ctx, (inner) => renewSome(inner, one));
    after = some.length === aLot ? (some.at(-1)?.subject ?? null) : null;
  } while (after !== null);
}

/** One reader's, and told with it. What may not be renewed is told as due. */
async function renewSome(
  ctx: TxCtx,
  { subject, itemIds }: { subject: string; itemIds: readonly number[] },
): Promise<void> {
  const until = new Map<string, number>();
  for (const itemId of await lockItems(ctx.db, itemIds)) {
    const copy = await lockCopy(ctx.db, itemId);
    if (!copy || copy.loanId === null || copy.lentTo !== subject) continue;
    try {
      const { dueOn } = await renewLocked(ctx, copy, { loanId: copy.loanId, placeId: null });
      until.set(dueOn, (until.get(dueOn) ?? 0) + 1);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }
  await notifyAll(
    ctx,
    // texts: notice.loans-renewed
    [...until].map(([dueOn, count]) =>
      aNotice({ subject, dueOn, count }, { key: "notice.loans-renewed", once: `loans-renewed ${dueOn}` }),
    ),
  );
}

type Said = Pick<Notice, "key" | "once" | "kind">;

const aNotice = ({ subject, dueOn, count }: DueCount, said: Said): Notice => ({
  to: subject,
  values: { count, day: Temporal.PlainDate.from(dueOn) },
  href: "/my/loans",
  ...said,
});

/** One statement finds a lot of readers, one tells them; each is told once of a day. */
async function tell(
  ctx: Ctx,
  { from, to }: { from: Temporal.PlainDate; to: Temporal.PlainDate },
  signal: AbortSignal | undefined,
  said: (count: DueCount) => Said,
): Promise<void> {
  const asked = { from: from.toString(), to: to.toString() };
  let after: DueCount | null = null;
  do {
    signal?.throwIfAborted();
    const some: DueCount[] = await dueCounts(ctx.db, asked, { after, limit: aLot });
    if (some.length > 0)
      await inTx(ctx, (inner) =>
        notifyAll(
          inner,
          some.map((count) => aNotice(count, said(count))),
        ),
      );
    after = some.length === aLot ? (some.at(-1) ?? null) : null;
  } while (after !== null);
}
