/** Contests as the fields of forms, there and back. Days and times are those of the city. */
import type { InputOf } from "#contract";
import { said } from "#web/page.ts";
import { awards, outcomes } from "../../contest/contract.ts";
import type { addCategory, addRound, enterResults, putContest } from "../../contest/desk/contract.ts";
import { numberOrNull } from "../event-form.ts";
import { instantOf, local, timeOf } from "../session-form.ts";
import { typedValue } from "./measure.ts";

type ContestText = InputOf<typeof putContest>["body"];

/** So many criteria can be written at once. */
export const criterionFields = [0, 1, 2, 3, 4, 5] as const;

export function contestValues(contest: ContestText | null, zone: string): Record<string, string> {
  if (!contest) return { link: "optional" };
  const [opens, closes] = [local(contest.opensAt, zone), local(contest.closesAt, zone)];
  return {
    opensAt: opens.toPlainDate().toString(),
    "opensAt.time": timeOf(opens),
    closesAt: closes.toPlainDate().toString(),
    "closesAt.time": timeOf(closes),
    rules: contest.rules,
    link: contest.link,
  };
}

// Words of a choice are checked by the contract, whatever was sent.
export function contestFrom(form: FormData, zone: string): ContestText {
  const typed = typedIn(form);
  return {
    opensAt: instantOf(typed("opensAt"), typed("opensAt.time"), zone),
    closesAt: instantOf(typed("closesAt"), typed("closesAt.time"), zone),
    rules: typed("rules"),
    link: typed("link") as ContestText["link"],
  };
}

export function categoryFrom(form: FormData): InputOf<typeof addCategory>["body"] {
  const typed = typedIn(form);
  type Category = InputOf<typeof addCategory>["body"];
  return {
    name: typed("name"),
    discipline: typed("discipline"),
    ageFrom: numberOrNull(typed("ageFrom")),
    ageTo: numberOrNull(typed("ageTo")),
    teamFrom: numberOrNull(typed("teamFrom")) ?? 1,
    teamTo: numberOrNull(typed("teamTo")) ?? 1,
    places: numberOrNull(typed("places")) ?? Number.NaN,
    decided: typed("decided") as Category["decided"],
    unit: (typed("unit") || null) as Category["unit"],
    better: (typed("better") || null) as Category["better"],
  };
}

/** Criteria without a name are none. */
export function roundFrom(form: FormData): InputOf<typeof addRound>["body"] {
  const typed = typedIn(form);
  type Round = InputOf<typeof addRound>["body"];
  return {
    stage: typed("stage") as Round["stage"],
    rule: (typed("rule") || null) as Round["rule"],
    criteria: criterionFields.flatMap((at) => {
      const name = typed(`criteria.${at}.name`);
      return name === "" ? [] : [{ name, weight: numberOrNull(typed(`criteria.${at}.weight`)) ?? 1 }];
    }),
  };
}

export function resultsFrom(form: FormData): InputOf<typeof enterResults>["body"] {
  const typed = typedIn(form);
  const rows = [];
  for (let at = 0; form.has(`rows.${at}.entryId`); at++) {
    const award = typed(`rows.${at}.award`);
    const status = typed(`rows.${at}.status`);
    rows.push({
      entryId: typed(`rows.${at}.entryId`),
      status: outcomes.find((one) => one === status) ?? "ok",
      value: typedValue(typed(`rows.${at}.value`)),
      advances: form.has(`rows.${at}.advances`),
      award: awards.find((one) => one === award) ?? null,
      ...given(typed(`rows.${at}.reason`)),
    });
  }
  return { rows, ...given(typed("reason.enter")) };
}

/** An empty reason is not sent: it is asked for where one is needed. */
const given = (reason: string) => (reason === "" ? {} : { reason });

const typedIn = (form: FormData) => (name: string) => said(form, name);
