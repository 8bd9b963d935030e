/**
 * Rules as libraries in China have published them (facts: culture-cloud.md 3.1, library.md 1), each as a book of rules with loans and what must
 * come of them: a librarian can read it. `left`: what is said there and is not of this matrix, and whose it is. Numbers that the sources do
 * not say are ours, and named so.
 */

import type { LateCost } from "./late.ts";
import type { LoanCase } from "./match.ts";
import type { LimitBuild, RuleBuild } from "./testing.ts";

export interface TruthCase {
  says: string;
  asked: Partial<LoanCase>;
  /** Lent on this day; else on the first of March 2027, a Monday. */
  on?: string;
  lends: boolean;
  due?: string;
  /** How often it is renewed, and until when the first time, asked five days before it is due. */
  renewals?: number;
  renewedUntil?: string;
  /** So many such things may be had at once. */
  most?: number;
  /** Of a copy at this price. */
  priceFen?: number;
  overdueBlocks?: boolean;
  /** Brought back so many days late. */
  late?: { days: number; cost: LateCost };
}

export interface Truth {
  library: string;
  rules: readonly RuleBuild[];
  limits: readonly LimitBuild[];
  cases: readonly TruthCase[];
  left: readonly string[];
}

const total = { owner: null, home: "city." };

export const truthTable: readonly Truth[] = [
  {
    library: "克拉玛依市图书馆：芝麻信用≥550且本地身份证，免押金",
    rules: [{ terms: { days: 30 } }, { match: { guarantee: "none" }, terms: { lends: false } }],
    limits: [],
    cases: [
      { says: "有信用，不交押金也能借", asked: { guarantee: "credit" }, lends: true, due: "2027-03-31" },
      { says: "交了押金的照样借", asked: { guarantee: "deposit" }, lends: true, due: "2027-03-31" },
      { says: "都没有，先选一种办法", asked: { guarantee: "none" }, lends: false },
    ],
    left: [
      "550 分和本地身份证是资格核验（people）的条件；这里只见结果“信用”",
      "借多少天来源没有说：30 天是我们写的",
    ],
  },
  {
    library: "杭州图书馆（2017-04）：≥600 免押金、免办证，册数按读者现有权限",
    rules: [{ terms: { days: 30 } }],
    limits: [{ most: 20, match: total }],
    cases: [
      { says: "有信用的和交押金的册数一样", asked: { guarantee: "credit" }, lends: true, most: 20 },
      { says: "交押金的", asked: { guarantee: "deposit" }, lends: true, most: 20 },
    ],
    left: [
      "快递费（1–3 册 3 元，每多 1 册加 1 元，还书相同）和每单最多 5 册是配送的",
      "“现有权限”多少册来源没有说：20 册是我们写的",
    ],
  },
  {
    library: "巫山县图书馆：≥600，一次 2–4 册",
    rules: [{ terms: { days: 30 } }],
    limits: [{ most: 4, match: { ...total, guarantees: ["credit"] } }],
    cases: [{ says: "最多 4 册", asked: { guarantee: "credit" }, lends: true, most: 4 }],
    left: ["谁 2 册、谁 4 册来源没有说：按读者类别再写一条限额即可"],
  },
  {
    library: "常州“云借”：每册 80 元以内，30 天，不续借，有逾期不能再借",
    rules: [{ terms: { days: 30, renewals: 0, overdueBlocks: true, dearestFen: 8000 } }],
    limits: [],
    cases: [
      {
        says: "80 元的借得到",
        asked: {},
        lends: true,
        priceFen: 8000,
        due: "2027-03-31",
        renewals: 0,
        overdueBlocks: true,
      },
      { says: "80 元 1 分的借不到", asked: {}, lends: false, priceFen: 8001 },
      { says: "不交押金的一样", asked: { guarantee: "none" }, lends: true, priceFen: 5000 },
    ],
    left: [
      "每单 3 册、满 98 包邮、否则 5 元是配送的",
      "每年 500 元要记住一年里借过什么：还回的借阅不再留着读者，所以不做；若要做，是配送订单的账",
    ],
  },
  {
    library: "乌鲁木齐市图书馆：电子证免押金 2 册，押金 100 元 4 册",
    rules: [{ terms: { days: 30 } }],
    limits: [
      { most: 2, match: { ...total, guarantees: ["none"] } },
      { most: 4, match: { ...total, guarantees: ["deposit"] } },
    ],
    cases: [
      { says: "电子证", asked: { guarantee: "none" }, lends: true, most: 2 },
      { says: "交了押金", asked: { guarantee: "deposit" }, lends: true, most: 4 },
    ],
    left: ["证的有效期 5 年、首月和月末年末不能退证是读者证的；默认密码是生日的做法不学"],
  },
  {
    library: "恩阳区图书馆：3 册，21 天，续借 2 次各 21 天，逾期每天每册 0.20 元",
    rules: [
      {
        terms: {
          days: 21,
          renewals: 2,
          renewDays: 21,
          late: { kind: "fee", fenPerDay: 20, mostFen: 10_000_000 },
          lateCounts: "all-days",
        },
      },
    ],
    limits: [{ most: 3, match: total }],
    cases: [
      {
        says: "借 21 天，续 21 天",
        asked: {},
        lends: true,
        due: "2027-03-22",
        renewals: 2,
        renewedUntil: "2027-04-12",
        most: 3,
      },
      { says: "晚 10 天 2 元", asked: {}, lends: true, late: { days: 10, cost: { kind: "fee", fen: 200 } } },
      { says: "没有晚", asked: {}, lends: true, late: { days: 0, cost: { kind: "none" } } },
    ],
    left: ["损坏赔 1–10 倍、偷盗 5–20 倍是赔偿的", "封顶来源没有说：取了能写的最大数"],
  },
  {
    library: "宝鸡市图书馆：超期停借，不收钱",
    rules: [
      { terms: { days: 30, late: { kind: "suspend", daysPerDay: 1, most: 90 }, lateCounts: "all-days" } },
    ],
    limits: [],
    cases: [
      {
        says: "晚 12 天，停 12 天",
        asked: {},
        lends: true,
        late: { days: 12, cost: { kind: "suspend", days: 12 } },
      },
      {
        says: "晚 400 天，停 90 天",
        asked: {},
        lends: true,
        late: { days: 400, cost: { kind: "suspend", days: 90 } },
      },
    ],
    left: ["每晚一天停一天、最多 90 天来源没有说：是我们写的"],
  },
  {
    library: "dp2 #939：权限在物主一方定，外馆读者写作“西城分馆/普通读者”或“西城分馆/*”，册数按物主分馆计",
    rules: [
      { match: { owner: "city.east." }, terms: { days: 14 } },
      { match: { owner: "city.east.", category: "adult", home: "city.east." }, terms: { days: 30 } },
      { match: { owner: "city.east.", category: "adult", home: "city.west." }, terms: { days: 21 } },
      { match: { owner: "city.west." }, terms: { days: 60 } },
    ],
    limits: [
      { most: 5, match: { owner: "city.east.", home: "city.west." } },
      { most: 8, match: { owner: "city.east.", home: "city.east." } },
    ],
    cases: [
      {
        says: "本馆普通读者",
        asked: { owner: "city.east.", home: "city.east." },
        lends: true,
        due: "2027-03-31",
        most: 8,
      },
      {
        says: "西城分馆/普通读者",
        asked: { owner: "city.east.", home: "city.west." },
        lends: true,
        due: "2027-03-22",
        most: 5,
      },
      {
        says: "西城分馆/*",
        asked: { owner: "city.east.", home: "city.west.", category: "student" },
        lends: true,
        due: "2027-03-15",
        most: 5,
      },
      {
        says: "西城分馆的书按西城的规定，在东城借也一样",
        asked: { owner: "city.west.", home: "city.east.", lentAt: "city.east." },
        lends: true,
        due: "2027-04-30",
      },
    ],
    left: [],
  },
];
