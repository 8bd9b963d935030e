/** For whom a copy is that is here: the first in the queue who may have it, however many before them may not. */
import type { Temporal } from "temporal-polyfill";
import type { Tx } from "#platform/db";
import { againstReader } from "../lending/against.ts";
import type { Copy } from "../lending/lending-store.ts";
import type { RuleBook } from "../rules/ruling.ts";
import { type InLine, type Waiting, waitingFor } from "./hold-store.ts";
import { keptDays } from "./kept-days.ts";

/** So many are looked at first, then the more. */
const pages = [50, 500];

export interface NextHold {
  waiting: Waiting;
  /** How many days it stays on the hold shelf. */
  readyDays: number;
}

/**
 * The first who may borrow this copy where they collect it; null where nobody may. `line`: with those for whom a shelf is being searched, who take
 * what comes back sooner, or without them.
 */
export async function nextHold(
  tx: Tx,
  copy: Copy,
  { book, on, now, line }: { book: RuleBook; on: string; now: Temporal.Instant; line: InLine },
): Promise<NextHold | null> {
  const daysOf = keptDays(book, on);
  let after: Waiting | null = null;
  for (let turn = 0; ; turn++) {
    const limit = pages[Math.min(turn, pages.length - 1)] ?? 500;
    const page: Waiting[] = await waitingFor(
      tx,
      { recordId: copy.recordId, itemId: copy.id },
      { on, now, after, limit, line },
    );
    for (const waiting of page) {
      const readyDays = againstReader(waiting, on) === null ? daysOf(copy, waiting) : null;
      if (readyDays !== null) return { waiting, readyDays };
    }
    if (page.length < limit) return null;
    after = page.at(-1) ?? null;
  }
}
