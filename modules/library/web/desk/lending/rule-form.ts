/** Rules, limits and amnesties as the fields of forms, there and back. Fields are named as problems point at them: `about.owner`, `terms.days`. */
import type { AnswerOf, InputOf } from "#contract";
import { numberOf, said } from "#web/page.ts";
import {
  type loanRules,
  type putAmnesty,
  type putLoanLimit,
  type putLoanRule,
  type TermsTyped,
  termsTyped,
} from "../../../circulation/rules/contract.ts";
import { fenIn } from "../yuan.ts";

export type RuleView = AnswerOf<typeof loanRules>["rules"][number];
export type LimitView = AnswerOf<typeof loanRules>["limits"][number];
type Values = Record<string, string>;

export const aboutFields = [
  "owner",
  "place",
  "shelf",
  "type",
  "category",
  "guarantee",
  "home",
  "lentAt",
] as const;

/** What a first version begins with: a book, as it is lent in most houses. */
const usual: TermsTyped = {
  lends: true,
  days: 30,
  untilDay: null,
  renewals: 1,
  renewDays: 30,
  renewFrom: "due",
  auto: false,
  holds: true,
  graceDays: 0,
  late: { kind: "suspend", daysPerDay: 1, most: 90, fenPerDay: null, mostFen: null },
  lateCounts: "open-days",
  overdueBlocks: true,
  recallDays: null,
  readyDays: 7,
  returnTo: "anywhere",
  dearestFen: null,
  owesMostFen: null,
  lost: { percent: 100, handlingFen: 0, unknownFen: 0, afterDays: null, refundDays: 0 },
  claims: { checks: 3, believed: 1 },
};

const numberText = (n: number | null) => (n === null ? "" : String(n));
const yuan = (fen: number | null) => (fen === null ? "" : (fen / 100).toFixed(2));

/** A rule as values; of none those of a first version. */
export function ruleValues(rule: RuleView | undefined): Values {
  const terms = rule?.terms ? termsTyped(rule.terms) : usual;
  const { late } = terms;
  return {
    effect: "terms",
    "terms.lends": terms.lends ? "yes" : "no",
    "terms.days": String(terms.days),
    "terms.untilDay": terms.untilDay ?? "",
    "terms.renewals": String(terms.renewals),
    "terms.renewDays": String(terms.renewDays),
    "terms.renewFrom": terms.renewFrom,
    ...(terms.auto && { "terms.auto": "yes" }),
    ...(terms.holds && { "terms.holds": "yes" }),
    "terms.graceDays": String(terms.graceDays),
    "terms.late.kind": late.kind,
    "terms.late.daysPerDay": numberText(late.daysPerDay),
    "terms.late.most": numberText(late.most),
    "terms.late.fenPerDay": yuan(late.fenPerDay),
    "terms.late.mostFen": yuan(late.mostFen),
    "terms.lateCounts": terms.lateCounts,
    ...(terms.overdueBlocks && { "terms.overdueBlocks": "yes" }),
    "terms.recallDays": numberText(terms.recallDays),
    "terms.readyDays": String(terms.readyDays),
    "terms.returnTo": terms.returnTo,
    "terms.dearestFen": yuan(terms.dearestFen),
    "terms.owesMostFen": yuan(terms.owesMostFen),
    "terms.lost.percent": String(terms.lost.percent),
    "terms.lost.handlingFen": yuan(terms.lost.handlingFen),
    "terms.lost.unknownFen": yuan(terms.lost.unknownFen),
    "terms.lost.afterDays": numberText(terms.lost.afterDays),
    "terms.lost.refundDays": String(terms.lost.refundDays),
    "terms.claims.checks": String(terms.claims.checks),
    "terms.claims.believed": String(terms.claims.believed),
  };
}

const orNull = (form: FormData, name: string) => said(form, name) || null;
const numberOrNull = (form: FormData, name: string) =>
  said(form, name) === "" ? null : numberOf(form, name);

const fenOrNull = (form: FormData, name: string) => (said(form, name) === "" ? null : fenIn(form, name));

/** What is not lent keeps the terms it had: a later version may lend it again. */
function termsFrom(form: FormData) {
  return {
    lends: said(form, "terms.lends") === "yes",
    days: numberOf(form, "terms.days"),
    untilDay: orNull(form, "terms.untilDay"),
    renewals: numberOf(form, "terms.renewals"),
    renewDays: numberOf(form, "terms.renewDays"),
    renewFrom: said(form, "terms.renewFrom"),
    auto: form.has("terms.auto"),
    holds: form.has("terms.holds"),
    graceDays: numberOf(form, "terms.graceDays"),
    late: {
      kind: said(form, "terms.late.kind"),
      daysPerDay: numberOrNull(form, "terms.late.daysPerDay"),
      most: numberOrNull(form, "terms.late.most"),
      fenPerDay: fenOrNull(form, "terms.late.fenPerDay"),
      mostFen: fenOrNull(form, "terms.late.mostFen"),
    },
    lateCounts: said(form, "terms.lateCounts"),
    overdueBlocks: form.has("terms.overdueBlocks"),
    recallDays: numberOrNull(form, "terms.recallDays"),
    readyDays: numberOf(form, "terms.readyDays"),
    returnTo: said(form, "terms.returnTo"),
    dearestFen: fenOrNull(form, "terms.dearestFen"),
    owesMostFen: fenOrNull(form, "terms.owesMostFen"),
    lost: {
      percent: numberOf(form, "terms.lost.percent"),
      handlingFen: fenIn(form, "terms.lost.handlingFen"),
      unknownFen: fenIn(form, "terms.lost.unknownFen"),
      afterDays: numberOrNull(form, "terms.lost.afterDays"),
      refundDays: numberOf(form, "terms.lost.refundDays"),
    },
    claims: {
      checks: numberOf(form, "terms.claims.checks"),
      believed: numberOf(form, "terms.claims.believed"),
    },
  };
}

const written = (form: FormData) => ({
  organisation: said(form, "organisation"),
  since: orNull(form, "since"),
  until: orNull(form, "until"),
  basis: said(form, "basis"),
  after: numberOf(form, "after"),
});

const repeals = (form: FormData) => said(form, "effect") === "repealed";

/** What was typed, in the shape of the contract, which refuses what is none. */
export const ruleFrom = (form: FormData) =>
  ({
    ...written(form),
    about: Object.fromEntries(aboutFields.map((name) => [name, orNull(form, `about.${name}`)])),
    terms: repeals(form) ? null : termsFrom(form),
  }) as InputOf<typeof putLoanRule>["body"];

const lists = ["types", "categories", "guarantees"] as const;

/** What was ticked of a list, under one name: of several values of a name a refused form keeps the last. */
export function keepTicked(form: FormData): void {
  for (const name of lists) form.set(`about.${name}`, form.getAll(`about.${name}[]`).join(","));
}

export const limitFrom = (form: FormData) =>
  ({
    ...written(form),
    about: {
      owner: orNull(form, "about.owner"),
      types: form.getAll("about.types[]").map(String),
      categories: form.getAll("about.categories[]").map(String),
      guarantees: form.getAll("about.guarantees[]").map(String),
      home: orNull(form, "about.home"),
    },
    most: repeals(form) ? null : numberOf(form, "most"),
  }) as InputOf<typeof putLoanLimit>["body"];

export const amnestyFrom = (form: FormData): InputOf<typeof putAmnesty>["body"] => ({
  organisation: said(form, "organisation"),
  firstDay: said(form, "firstDay"),
  lastDay: said(form, "lastDay"),
  basis: said(form, "basis"),
});
