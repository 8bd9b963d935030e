/** What a till may know when its line is gone. */
import type { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { nameOfSubject } from "#people";
import { placeOf } from "#places";
import { type Ctx, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { dueOn } from "../rules/due.ts";
import { openDaysOf } from "../rules/open-days.ts";
import { ruleBook } from "../rules/rule-book.ts";
import { fallbackTerms, holding, type RuleBook } from "../rules/ruling.ts";
import { daysAhead, mostCards, type prepareOffline } from "./contract.ts";
import { cardDigest } from "./digest.ts";
import { cardsNotServed, shapesAt } from "./offline-store.ts";

export async function prepared(ctx: Ctx, placeId: string): Promise<AnswerOf<typeof prepareOffline>> {
  const { db, actor } = ctx;
  const place = found(await placeOf(db, placeId), "place", placeId);
  if (actor.subject === null) throw new Error("nobody stands at it");
  const day = today(ctx);
  const book = await ruleBook(db);
  const isOpen = openDaysOf(place, ctx.city);
  const due = Array.from({ length: daysAhead }, (_, ahead) => {
    const on = day.add({ days: ahead });
    return { on: on.toString(), ...earliestDue(book, { orgPath: place.orgPath, on }, isOpen) };
  });
  const numbers = await cardsNotServed(db, {
    orgPath: place.orgPath,
    on: day.toString(),
    limit: mostCards + 1,
  });
  const salt = ctx.random(12).toString("base64url");
  return {
    now: ctx.clock().toString(),
    place: { id: place.id, name: place.name },
    staff: { key: actor.subject, name: await nameOfSubject(db, actor.subject) },
    due,
    shapes: await shapesAt(db, place),
    salt,
    cards: await Promise.all(numbers.slice(0, mostCards).map((number) => cardDigest(salt, number))),
    isCut: numbers.length > mostCards,
  };
}

/** The earliest day on which anything of these houses may be due, whoever borrows it: which rule decides, a till without a line does not know. */
export function earliestDue(
  book: RuleBook,
  { orgPath, on }: { orgPath: string; on: Temporal.PlainDate },
  isOpen: (day: Temporal.PlainDate) => boolean,
): { earliest: string | null; isSame: boolean } {
  const root = orgPath.slice(0, orgPath.indexOf(".") + 1);
  const terms = holding(book.rules, on.toString()).flatMap((rule) =>
    rule.match.owner.startsWith(root) || root.startsWith(rule.match.owner) ? (rule.terms ?? []) : [],
  );
  const days = (terms.length > 0 ? terms : [fallbackTerms])
    .filter(({ lends }) => lends)
    .map((one) => dueOn(one, on, isOpen).toString())
    .toSorted();
  return { earliest: days[0] ?? null, isSame: days.length > 0 && days[0] === days.at(-1) };
}
