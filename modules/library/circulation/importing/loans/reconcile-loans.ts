/** What does not agree when loans have come in (对账): bounded, by numbers, and never whose. */
import { type Ctx, today } from "#platform/ctx";
import type { Sentence } from "#platform/exchange";
import { countedBy, fallbackLimit } from "../../rules/limit.ts";
import { ruleBook } from "../../rules/rule-book.ts";
import { decide, holding, type RuleBook } from "../../rules/ruling.ts";
import { saidLentStill } from "../items/items-store.ts";
import { pathsOf } from "../paths-of.ts";
import * as store from "./reconcile-store.ts";

// texts: exchange.loans.reconcile.*

/** Of each kind so many are told by their numbers. */
const told = 20;
/** A loan that ought to have ended so long ago is a slip of the old system, or a book that is gone. */
const lateYears = 3;

/** Faults that speak for themselves in the rows, counted once more in one line each. */
const counted = {
  "loans.reader-unknown": "no-reader",
  "loans.copy-unknown": "no-copy",
  "loans.conflict": "conflict",
  "row.twice": "twice",
  "loans.twice": "twice",
} as const;

export async function disagreements(ctx: Ctx, faults: ReadonlyMap<string, number>): Promise<Sentence[]> {
  const paths = pathsOf(ctx, "manager");
  const sums = new Map<string, number>();
  for (const [id, name] of Object.entries(counted))
    sums.set(name, (sums.get(name) ?? 0) + (faults.get(id) ?? 0));
  const before = today(ctx).subtract({ years: lateYears }).toString();
  const said = await saidLentStill(ctx.db, paths, told);
  const late = await store.dueBefore(ctx.db, paths, { before, limit: told });
  const above = await aboveLimit(ctx, paths);
  return [
    ...[...sums].map(([name, count]) => sentence(name, { count })),
    sentence("said-lent", { count: said.count, numbers: said.barcodes.join("、") }),
    sentence("late", { count: late.count, years: lateYears, numbers: late.barcodes.join("、") }),
    sentence("above-limit", { count: above.count, numbers: above.numbers.join("、") }),
  ].filter(({ data }) => data.count !== 0);
}

const sentence = (name: string, data: Record<string, string | number>): Sentence => ({
  key: `exchange.loans.reconcile.${name}`,
  data,
});

/** Readers who have more than they may, under whichever of their guarantees. */
async function aboveLimit(ctx: Ctx, paths: readonly string[]): Promise<{ count: number; numbers: string[] }> {
  const book = await ruleBook(ctx.db);
  const on = today(ctx).toString();
  const more = Math.min(fallbackLimit.most, ...holding(book.limits, on).flatMap(({ most }) => most ?? []));
  const numbers: string[] = [];
  let count = 0;
  let after: string | null = null;
  for (;;) {
    const page: store.Holding[] = await store.manyHolding(ctx.db, paths, { more, after });
    for (const reader of page) {
      if (!isAbove(reader, { book, on })) continue;
      count++;
      if (numbers.length < told && reader.number !== null) numbers.push(reader.number);
    }
    const last = page.at(-1);
    if (!last) return { count, numbers };
    after = last.subject;
  }
}

function isAbove(
  { category, homePath, guarantees, held }: store.Holding,
  { book, on }: { book: RuleBook; on: string },
): boolean {
  return ([...guarantees, "none"] as const).every((guarantee) =>
    held.some(({ ownerPath, type }) => {
      const asked = { owner: ownerPath, type, place: "", shelf: "", category, home: homePath, guarantee };
      const { limits } = decide(book, { ...asked, lentAt: homePath }, on);
      return limits.some((limit) => countedBy(limit, held) > limit.most);
    }),
  );
}
