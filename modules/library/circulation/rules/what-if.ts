/** 试一试: what would be ruled on a loan, by the same functions that rule on loans. */
import { Temporal } from "temporal-polyfill";
import type { AnswerOf, InputOf } from "#contract";
import { organisationOf, type Place, placeOf, rootPaths } from "#places";
import { type Ctx, textFor, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { choicesFor, namesFor } from "./choices.ts";
import type { tryLoanRules } from "./contract.ts";
import { dueOn, type IsOpen, renewedUntil } from "./due.ts";
import { lateCost, lateDays } from "./late.ts";
import type { LoanCase } from "./match.ts";
import { openDaysOf } from "./open-days.ts";
import { ruleBook } from "./rule-book.ts";
import { amnestyFor, contenders, decide, type RuleBook, type Terms } from "./ruling.ts";
import { costSaid, limitSaid, matchSaid, termsSaid } from "./sentences.ts";

type Query = InputOf<typeof tryLoanRules>["query"];
type Answer = AnswerOf<typeof tryLoanRules>;

/** Rules that lost or are about other loans: more than these nobody reads. */
const mostOthers = 60;
/** Of a loan that may be renewed for ever. */
const mostRenewals = 6;

export async function whatIf(ctx: Ctx, query: Query): Promise<Answer> {
  const book = await ruleBook(ctx.db);
  const choices = await choicesFor(ctx, book, await rootPaths(ctx.db));
  const lent = query.lent ?? today(ctx).toString();
  const at = query.at ? found(await placeOf(ctx.db, query.at), "place", query.at) : null;
  const asked = { lent, owner: query.owner ?? null, at: query.at ?? null, home: query.home ?? null };
  if (!at) return { choices, asked, ruled: null };
  return { choices, asked, ruled: await ruledOn(ctx, book, { query, at, lent }) };
}

interface Asked {
  query: Query;
  at: Place;
  lent: string;
}

async function ruledOn(ctx: Ctx, book: RuleBook, { query, at, lent }: Asked): Promise<Answer["ruled"]> {
  const pathOf = async (id: string | undefined) =>
    id === undefined ? at.orgPath : found(await organisationOf(ctx.db, id), "organisation", id).path;
  const loan: LoanCase = {
    owner: await pathOf(query.owner),
    type: query.type ?? "book",
    place: query.place ?? "",
    shelf: query.shelf ?? "",
    category: query.category ?? "adult",
    home: await pathOf(query.home),
    guarantee: query.guarantee ?? "none",
    lentAt: at.orgPath,
  };
  const { rule, terms, limits } = decide(book, loan, lent);
  const stood = contenders(book, loan, lent).filter(({ outcome }) => outcome !== "decides");
  const names = await namesFor(ctx, book, [rule.setBy]);
  const text = textFor(ctx);
  const nobody = text("loan-rule.fallback");
  return {
    rule:
      rule.setBy === ""
        ? null
        : {
            basis: rule.basis,
            setBy: names.organisation(rule.setBy),
            matches: matchSaid(rule.match, names, text),
          },
    lends: terms.lends,
    says: termsSaid(terms, text),
    due: terms.lends ? dueOf(terms, lent, openDaysOf(at, ctx.city)) : null,
    limits: limits.map((limit) => ({
      ...limitSaid(limit, names, text),
      ...{ most: limit.most, basis: limit.basis },
      setBy: limit.setBy === "" ? nobody : names.organisation(limit.setBy),
    })),
    returned: terms.lends ? await returnedAs(ctx, book, { query, at, lent }, { terms, loan }) : null,
    others: stood.slice(0, mostOthers).map((one) => ({
      id: one.rule.id,
      matches: matchSaid(one.rule.match, names, text),
      says: termsSaid(one.rule.terms, text),
      setBy: names.organisation(one.rule.setBy),
      outcome: one.outcome === "lost" ? "lost" : "not-about",
      by: one.by,
    })),
    othersLeftOut: Math.max(0, stood.length - mostOthers),
  };
}

function dueOf(terms: Terms, lent: string, isOpen: IsOpen) {
  const on = Temporal.PlainDate.from(lent);
  const day = dueOn(terms, on, isOpen);
  const reckoned = dueOn(terms, on, () => true);
  const renewals: Temporal.PlainDate[] = [];
  // Each renewal is asked for on the day on which it is due.
  for (let due = day; renewals.length < Math.min(terms.renewals, mostRenewals); ) {
    due = renewedUntil(terms, { dueOn: due }, { today: due, isOpen });
    renewals.push(due);
  }
  return {
    day: day.toString(),
    movedFrom: reckoned.equals(day) ? null : reckoned.toString(),
    renewals: renewals.map((one) => one.toString()),
  };
}

/** By the calendar of the place where it is brought back. */
async function returnedAs(
  ctx: Ctx,
  book: RuleBook,
  { query, at, lent }: Asked,
  { terms, loan }: { terms: Terms; loan: LoanCase },
) {
  if (query.returned === undefined) return null;
  const back = query.back ? found(await placeOf(ctx.db, query.back), "place", query.back) : at;
  const due = dueOn(terms, Temporal.PlainDate.from(lent), openDaysOf(at, ctx.city));
  const late = lateDays(terms, due, Temporal.PlainDate.from(query.returned), openDaysOf(back, ctx.city));
  const amnesty = amnestyFor(book, loan.owner, query.returned);
  const text = textFor(ctx);
  return {
    lateDays: late,
    says: costSaid(lateCost(terms, late, { forgiven: amnesty !== null }), text),
    amnesty: amnesty && late > 0 ? amnesty.basis : null,
    elsewhere: terms.returnTo === "owner" && !back.orgPath.startsWith(loan.owner),
  };
}
