/**
 * How the demo's libraries lend: one network under the city's bureau, and a district that lends its books otherwise. Credit stands instead of a
 * deposit as in the city (eligibility.ts); all numbers are the demo's own.
 */
import { type LimitInput, plainTerms, type RuleInput, type Terms } from "#library/filling";

const suspends = { kind: "suspend", daysPerDay: 1, most: 90 } as const;
const network: Terms = {
  ...plainTerms,
  late: suspends,
  recallDays: 7,
  owesMostFen: 2000,
  lost: { percent: 100, handlingFen: 500, unknownFen: 3000, afterDays: 180, refundDays: 90 },
};

interface DemoRule {
  readonly demo: true;
  /** Key of the organisation whose rule it is, and login of who writes it. */
  readonly organisation: string;
  readonly by: string;
  readonly about: Partial<Pick<RuleInput["about"], "type" | "category">>;
  readonly terms: Terms;
  readonly basis: string;
}

const byBureau = { demo: true, organisation: "bureau", by: "ju-manager" } as const;

export const LENDING_RULES: readonly DemoRule[] = [
  { ...byBureau, about: {}, terms: network, basis: "《总分馆通借通还办法》第五条（演示）" },
  {
    ...byBureau,
    about: { type: "magazine" },
    terms: { ...network, days: 14, renewals: 0 },
    basis: "《总分馆通借通还办法》第六条：期刊（演示）",
  },
  {
    ...byBureau,
    about: { type: "reference" },
    terms: { ...network, lends: false, holds: false },
    basis: "《总分馆通借通还办法》第七条：工具书不外借（演示）",
  },
  {
    demo: true,
    organisation: "bureau-650202",
    by: "dz-manager",
    about: { type: "book" },
    terms: { ...network, days: 21, renewDays: 21, graceDays: 3 },
    basis: "《独山子区图书借阅规定》第三条（演示）",
  },
];

interface DemoLimit {
  readonly demo: true;
  readonly organisation: string;
  readonly by: string;
  readonly categories: readonly string[];
  readonly guarantees: LimitInput["about"]["guarantees"];
  /** Only things of the organisation and those below it count; false: whatever readers of the network have. */
  readonly ownOnly: boolean;
  readonly most: number;
  readonly basis: string;
}

export const LENDING_LIMITS: readonly DemoLimit[] = [
  {
    ...byBureau,
    ...{ categories: ["adult", "senior", "student", "teacher"], guarantees: [], ownOnly: false },
    most: 10,
    basis: "《总分馆通借通还办法》第八条（演示）",
  },
  {
    ...byBureau,
    ...{ categories: ["child"], guarantees: [], ownOnly: false },
    most: 6,
    basis: "《总分馆通借通还办法》第八条：少儿（演示）",
  },
  {
    ...byBureau,
    ...{
      categories: ["adult", "senior", "student", "teacher", "child"],
      guarantees: ["none"],
      ownOnly: false,
    },
    most: 2,
    basis: "《总分馆通借通还办法》第九条：没有信用、押金或担保人的（演示）",
  },
  {
    ...byBureau,
    ...{ categories: ["class", "group"], guarantees: [], ownOnly: false },
    most: 60,
    basis: "《总分馆通借通还办法》第十条：班级和集体证（演示）",
  },
  {
    demo: true,
    organisation: "bureau-650202",
    by: "dz-manager",
    ...{ categories: [], guarantees: [], ownOnly: true },
    most: 5,
    basis: "《独山子区图书借阅规定》第四条（演示）",
  },
];
