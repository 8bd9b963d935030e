/** The night's work: what is overdue for as long as its rule waits is lost. Readers are told a week before, and after it in a pass of its own: at the moment of a loan nobody is named. */
import { notifyAll } from "#people";
import { type Ctx, inTx, today } from "#platform/ctx";
import { Problem } from "#platform/errors";
import type { Job } from "#platform/jobs";
import { ruleBook } from "../rules/rule-book.ts";
import { lose } from "./lose.ts";
import * as store from "./lost-store.ts";

/** Days before it is lost, and nights that may have been missed. */
const before = 7;
const catchUp = 2;
const aLot = 200;

/** At a quarter past three in Karamay. */
export const loseOverdueJob: Job = {
  name: "library.lose-overdue",
  cron: "15 19 * * *",
  run: (ctx, _payload, signal) => loseOverdue(ctx, signal),
};

export async function loseOverdue(ctx: Ctx, signal?: AbortSignal): Promise<void> {
  const { rules } = await ruleBook(ctx.db);
  for (const { id, terms } of rules) {
    const days = terms?.lost.afterDays ?? null;
    if (days === null) continue;
    signal?.throwIfAborted();
    await warn(ctx, id, days);
    await loseBy(ctx, id, days, signal);
  }
}

async function loseBy(ctx: Ctx, ruleId: string, days: number, signal: AbortSignal | undefined) {
  const asked = { ruleId, before: today(ctx).subtract({ days }).toString() };
  let after: string | null = null;
  do {
    signal?.throwIfAborted();
    const some: { id: string }[] = await store.longOverdue(ctx.db, asked, { after, limit: aLot });
    for (const { id } of some)
      await inTx(ctx, (inner) => lose(inner, { loanId: id, placeId: null })).catch((error: unknown) => {
        // It came back while the night's work went on.
        if (!(error instanceof Problem)) throw error;
      });
    after = some.length === aLot ? (some.at(-1)?.id ?? null) : null;
  } while (after !== null);
}

// texts: notice.loans-nearly-lost
async function warn(ctx: Ctx, ruleId: string, days: number): Promise<void> {
  const due = today(ctx).subtract({ days: days - before });
  const asked = { ruleId, from: due.subtract({ days: catchUp }).toString(), to: due.toString() };
  let after: string | null = null;
  do {
    const some: { subject: string; count: number }[] = await store.soonLost(ctx.db, asked, {
      after,
      limit: aLot,
    });
    await inTx(ctx, (inner) =>
      notifyAll(
        inner,
        some.map(({ subject, count }) => ({
          to: subject,
          key: "notice.loans-nearly-lost",
          values: { count, day: today(ctx).add({ days: before }) },
          href: "/my/loans",
          once: `nearly-lost ${ruleId} ${due.toString()}`,
        })),
      ),
    );
    after = some.length === aLot ? (some.at(-1)?.subject ?? null) : null;
  } while (after !== null);
}
