import type { Temporal } from "temporal-polyfill";
import type { DemoSeries } from "../types.ts";

type Month = readonly [series: string, month: number, day: number, days: number];

/** When the brand series of the seed text take place; the ice season, which has its edition already, from December to February. */
const YEAR: readonly Month[] = [
  ["spring", 3, 1, 31],
  ["reading", 4, 1, 30],
  ["square", 5, 1, 100],
  ["water", 8, 8, 10],
  ["country", 10, 1, 31],
  ["school", 3, 1, 300],
];

/** The latest edition of each series that has begun, in its own season. */
export function editions(series: readonly DemoSeries[], today: Temporal.PlainDate): DemoSeries[] {
  return YEAR.flatMap(([key, month, day, days]) => {
    const parent = series.find((one) => one.key === key);
    if (!parent) throw new Error(`there is no series ${key}`);
    const thisYear = today.with({ month, day });
    const from = thisYear.toString() <= today.toString() ? thisYear : thisYear.subtract({ years: 1 });
    return {
      ...parent,
      key: `${key}-edition`,
      level: "edition",
      parent: key,
      name: `${from.year}年${parent.name}`,
      name_en: `${parent.name_en} ${from.year}`,
      from: from.toString(),
      to: from.add({ days: days - 1 }).toString(),
    };
  });
}
