/** Rules and limits in words, each sentence from a message of its own. */
import type { Text } from "#libs/texts";
import { categorySaid, typeSaid } from "./kinds.ts";
import type { LateCost } from "./late.ts";
import type { LimitMatch } from "./limit.ts";
import { type Column, columns, type Match } from "./match.ts";
import type { Guarantee, Terms } from "./terms.ts";

// texts: loan-rule.says.* loan-rule.cost.* guarantee.*

/** What terms come to, the most important first. What is as usual is not said. */
export function termsSaid(terms: Terms, text: Text): string[] {
  if (!terms.lends) return [text("loan-rule.says.not-lent")];
  const { days, untilDay, renewals, renewDays, renewFrom, graceDays, late, recallDays, dearestFen } = terms;
  const sentences = [
    text("loan-rule.says.days", { days }),
    untilDay !== null && text("loan-rule.says.until-day", { day: untilDay }),
    renewals === 0
      ? text("loan-rule.says.no-renewal")
      : text("loan-rule.says.renewals", { renewals, days: renewDays, from: renewFrom }),
    renewals > 0 && terms.auto && text("loan-rule.says.auto"),
    !terms.holds && text("loan-rule.says.no-holds"),
    late.kind === "suspend" &&
      text("loan-rule.says.suspend", {
        days: late.daysPerDay,
        most: late.most,
        open: terms.lateCounts === "open-days",
      }),
    late.kind === "fee" &&
      text("loan-rule.says.fee", {
        yuan: yuan(late.fenPerDay, text),
        most: yuan(late.mostFen, text),
        open: terms.lateCounts === "open-days",
      }),
    late.kind === "none" && text("loan-rule.says.no-cost"),
    late.kind !== "none" && graceDays > 0 && text("loan-rule.says.grace", { days: graceDays }),
    !terms.overdueBlocks && text("loan-rule.says.overdue-may"),
    recallDays !== null && text("loan-rule.says.recall", { days: recallDays }),
    dearestFen !== null && text("loan-rule.says.dearest", { yuan: yuan(dearestFen, text) }),
    terms.owesMostFen !== null && text("loan-rule.says.owes", { yuan: yuan(terms.owesMostFen, text) }),
    text("loan-rule.says.lost", {
      percent: terms.lost.percent,
      handling: yuan(terms.lost.handlingFen, text),
      hasHandling: terms.lost.handlingFen > 0,
    }),
    terms.lost.afterDays !== null && text("loan-rule.says.lost-after", { days: terms.lost.afterDays }),
    terms.lost.refundDays > 0 && text("loan-rule.says.refund", { days: terms.lost.refundDays }),
    terms.returnTo === "owner" && text("loan-rule.says.return-to-owner"),
    terms.holds && text("loan-rule.says.ready", { days: terms.readyDays }),
  ];
  return sentences.filter((one) => one !== false);
}

export function costSaid(cost: LateCost, text: Text): string {
  if (cost.kind === "suspend") return text("loan-rule.cost.suspend", { days: cost.days });
  return cost.kind === "fee"
    ? text("loan-rule.cost.fee", { yuan: yuan(cost.fen, text) })
    : text("loan-rule.cost.none");
}

/** Names of organisations by path, of places by id. */
export interface Names {
  organisation(path: string): string;
  place(id: string): string;
}

/** What a rule is about, column by column; columns that say nothing are left out. */
export function matchSaid(match: Match, names: Names, text: Text): { column: Column; says: string }[] {
  return columns.flatMap((column) => {
    const said = match[column];
    return said === null || said === "" ? [] : { column, says: valueSaid(column, said, names, text) };
  });
}

function valueSaid(column: Column, said: string, names: Names, text: Text): string {
  switch (column) {
    case "owner":
    case "home":
    case "lentAt":
      return names.organisation(said);
    case "place":
      return names.place(said);
    case "type":
      return typeSaid(said, text);
    case "category":
      return categorySaid(said, text);
    case "guarantee":
      return text(`guarantee.${said}`);
    case "shelf":
      return said;
  }
}

/** What a limit counts, and for whom it is. */
export function limitSaid(limit: LimitMatch, names: Names, text: Text): { counts: string; readers: string } {
  const { owner, types, categories, guarantees, home } = limit;
  const what = types && list(types, (one) => typeSaid(one, text), text);
  const who = [
    ...(categories ? [list(categories, (one) => categorySaid(one, text), text)] : []),
    ...(guarantees ? [list(guarantees, (one: Guarantee) => text(`guarantee.${one}`), text)] : []),
    ...(home ? [text("loan-limit.home", { house: names.organisation(home) })] : []),
  ];
  return {
    counts:
      owner === null
        ? text("loan-limit.counts.total", { all: what === null, types: what ?? "" })
        : text("loan-limit.counts.owner", {
            all: what === null,
            types: what ?? "",
            house: names.organisation(owner),
          }),
    readers: who.length > 0 ? who.join(" · ") : text("loan-limit.everybody"),
  };
}

const list = <I>(items: readonly I[], say: (item: I) => string, text: Text) =>
  text.formats.listText(items.map(say));

/** `0.20` */
const yuan = (fen: number, text: Text) => text.formats.moneyText(fen / 100);
