/** How many things one may have and for how long, in each way to borrow: what the rules say of a book of one's own library. */
import type { Ctx } from "#platform/ctx";
import { today } from "#platform/ctx";
import { ruleBook } from "../rules/rule-book.ts";
import { decide } from "../rules/ruling.ts";
import { type Guarantee, guarantees } from "../rules/terms.ts";

export interface WayGives {
  way: Guarantee;
  lends: boolean;
  /** At once, under the tightest of the limits. */
  most: number;
  days: number;
  renewals: number;
  /** On what grounds: of the limit and of the rule; empty: the city's own. */
  limitBasis: string;
  ruleBasis: string;
}

/** Of every way, those that ask least first; a book lent at the reader's library. */
export async function waysAt(
  ctx: Ctx,
  { homePath, category }: { homePath: string; category: string },
): Promise<WayGives[]> {
  const book = await ruleBook(ctx.db);
  const on = today(ctx).toString();
  return guarantees.map((way) => {
    const { rule, terms, limits } = decide(
      book,
      {
        owner: homePath,
        type: "book",
        place: "",
        shelf: "",
        category,
        home: homePath,
        guarantee: way,
        lentAt: homePath,
      },
      on,
    );
    const [tightest] = limits;
    return {
      way,
      lends: terms.lends,
      most: terms.lends ? (tightest?.most ?? 0) : 0,
      days: terms.days,
      renewals: terms.renewals,
      limitBasis: tightest?.basis ?? "",
      ruleBasis: rule.basis,
    };
  });
}

/** In the order in which lending tries them. */
const tried: readonly Guarantee[] = ["credit", "staff", "guarantor", "deposit", "none"];

/** Under which of the ways that stand for somebody they may have most; of equal ones the one that lending tries first. */
export function bestWay(gives: readonly WayGives[], stands: readonly Guarantee[]): WayGives | null {
  const theirs = tried
    .filter((way) => way === "none" || stands.includes(way))
    .flatMap((way) => gives.find((one) => one.way === way) ?? []);
  return theirs.reduce<WayGives | null>(
    (best, one) => (best === null || one.most > best.most ? one : best),
    null,
  );
}
