/** For whom a copy is that is here: the first in the queue who may have it, however many before them may not. */
import type { Temporal } from "temporal-polyfill";
import type { Tx } from "#platform/db";
import { againstReader } from "../lending/against.ts";
import type { Copy } from "../lending/lending-store.ts";
import { decide, type RuleBook } from "../rules/ruling.ts";
import { type Waiting, waitingFor } from "./hold-store.ts";

/** So many are looked at first, then the more. */
const pages = [50, 500];

export interface NextHold {
  waiting: Waiting;
  /** How many days it stays on the hold shelf. */
  readyDays: number;
}

/** The first who waits and may borrow this copy where they collect it; null where nobody may. */
export async function nextHold(
  tx: Tx,
  copy: Copy,
  { book, on, now }: { book: RuleBook; on: string; now: Temporal.Instant },
): Promise<NextHold | null> {
  const readyDaysOf = rulingOnce(book, copy, on);
  let after: Waiting | null = null;
  for (let turn = 0; ; turn++) {
    const limit = pages[Math.min(turn, pages.length - 1)] ?? 500;
    const page: Waiting[] = await waitingFor(
      tx,
      { recordId: copy.recordId, itemId: copy.id },
      { on, now, after, limit },
    );
    for (const waiting of page) {
      const readyDays = againstReader(waiting, on) === null ? readyDaysOf(waiting) : null;
      if (readyDays !== null) return { waiting, readyDays };
    }
    if (page.length < limit) return null;
    after = page.at(-1) ?? null;
  }
}

/** Days on the hold shelf under the rule of the first way that lends it to such a reader; null: it is not lent to them. Asked once for readers of a kind. */
function rulingOnce(book: RuleBook, copy: Copy, on: string): (of: Waiting) => number | null {
  const known = new Map<string, number | null>();
  return ({ category, homePath, pickupPath, guarantees }) => {
    const key = JSON.stringify([category, homePath, pickupPath, guarantees]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const rulings = [...guarantees, "none" as const].map((guarantee) =>
      decide(
        book,
        {
          owner: copy.ownerPath,
          type: copy.type,
          place: copy.placeId ?? "",
          shelf: copy.shelf,
          category,
          home: homePath,
          guarantee,
          lentAt: pickupPath,
        },
        on,
      ),
    );
    const found = rulings.find(({ terms }) => terms.lends && terms.holds)?.terms.readyDays ?? null;
    known.set(key, found);
    return found;
  };
}
