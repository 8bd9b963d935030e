/** Draws of the demo: what is drawn together, when, by which value. The numbers are invented and say so. */
import type { Temporal } from "temporal-polyfill";

/** A kept group as `booking.make-draw` takes it, with so many places of every occasion. */
type Group =
  | { readonly kind: "first-time"; readonly months: number; readonly places: number }
  | { readonly kind: "age"; readonly from: number; readonly places: number }
  | { readonly kind: "eligible"; readonly code: string; readonly places: number };

export interface DemoDraw {
  readonly demo: true;
  /** Null: called as the occasion that is drawn. */
  readonly title: string | null;
  /** Keys of courses whose classes are drawn, or null: some session of the organisation. */
  readonly courses: readonly string[] | null;
  readonly organisation: string;
  readonly by: string;
  readonly witness: string;
  readonly mostPeople: number;
  readonly mostLots: number;
  /** People may come along unnamed; else grown-ups who have children here bring these. */
  readonly unnamed: boolean;
  readonly groups: readonly Group[];
  readonly entrants: number;
  /** Children enter by their guardians. */
  readonly children: boolean;
  /** It was drawn on the last evening of the lottery; null: entries are taken until the next but one. */
  readonly value: string | null;
}

export const drawSource = "演示用的双色球号码（不是真实开奖）";
export const drawWeights = { base: 1, loss: 1, win: 0, missed: 0, months: 12 };

export const DRAWS: readonly DemoDraw[] = [
  {
    demo: true,
    title: null,
    courses: null,
    organisation: "bureau",
    by: "ju-manager",
    witness: "ju-reviewer",
    ...{ mostPeople: 3, mostLots: 1, unnamed: true, groups: [], entrants: 24, children: false },
    value: "03 08 15 21 27 33 + 09",
  },
  {
    demo: true,
    title: null,
    courses: null,
    organisation: "bureau",
    by: "ju-manager",
    witness: "ju-reviewer",
    ...{ mostPeople: 3, mostLots: 1, unnamed: false, groups: [], entrants: 24, children: false },
    value: null,
  },
  {
    demo: true,
    title: "葫芦丝入门 周一晚班",
    courses: ["course-hulusi"],
    organisation: "whg",
    by: "whg-manager",
    witness: "whg-reviewer",
    ...{ mostPeople: 1, mostLots: 1, unnamed: false, entrants: 30, children: false },
    groups: [
      { kind: "first-time", months: 12, places: 3 },
      { kind: "age", from: 60, places: 2 },
    ],
    value: "02 07 11 19 26 31 + 14",
  },
  {
    demo: true,
    title: "少儿才艺班",
    courses: ["course-children-dance", "course-drum", "course-ink"],
    organisation: "whg",
    by: "whg-manager",
    witness: "whg-reviewer",
    ...{ mostPeople: 1, mostLots: 1, unnamed: false, entrants: 26, children: true },
    groups: [
      { kind: "first-time", months: 12, places: 4 },
      { kind: "eligible", code: "local-residence", places: 2 },
    ],
    value: null,
  },
];

const lotteryDays = [2, 4, 7];

/** Times people would choose: entries from nine in the morning until six in the evening of a day of the lottery, whose numbers come that night. */
export function drawTimes({ value }: Pick<DemoDraw, "value">, today: Temporal.PlainDate, zone: string) {
  const step = value === null ? 1 : -1;
  let day = today.add({ days: value === null ? 2 : -1 });
  while (!lotteryDays.includes(day.dayOfWeek)) day = day.add({ days: step });
  const at = (date: Temporal.PlainDate, plainTime: string) =>
    date.toZonedDateTime({ timeZone: zone, plainTime }).toInstant();
  return {
    opensAt: at(value === null ? today.subtract({ days: 3 }) : day.subtract({ days: 7 }), "09:00"),
    closesAt: at(day, "18:00"),
    knownFrom: at(day, "21:30"),
    revealBy: at(day.add({ days: 1 }), "12:00"),
  };
}
