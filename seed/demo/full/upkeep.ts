import type { Temporal } from "temporal-polyfill";
import type { Chance } from "../chance.ts";
import type { DemoInspection, DemoPlace, DemoRenovation } from "../types.ts";
import { finished, inspections } from "../upkeep.ts";

const RENEWED = 0.52; // 对全市半数以上街道、社区文化设施进行了更新改造
const YEARS = 7;

/** The latest inspection of every place, and renovations over the years of the demonstration zone. */
export function moreUpkeep(
  random: Chance,
  places: readonly DemoPlace[],
  today: Temporal.PlainDate,
): { inspections: DemoInspection[]; renovations: DemoRenovation[] } {
  const near = places.filter(({ level }) => level === "street" || level === "community");
  return {
    inspections: places.flatMap((place) => inspections(random, place, today).slice(-1)),
    renovations: random
      .some(near, Math.ceil(near.length * RENEWED))
      .map((place, n) =>
        finished(random, place, n, today.subtract({ days: random.whole(120, YEARS * 365) })),
      ),
  };
}
