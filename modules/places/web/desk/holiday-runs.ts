/** Days of the holiday table brought together for reading: a feast is a run of days. Pure. */
import { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import type { listHolidays } from "../../contract.ts";

type Day = AnswerOf<typeof listHolidays>["days"][number];

export interface Run extends Omit<Day, "day"> {
  from: string;
  through: string;
  days: number;
}

/** Days that follow one another and say the same, as one. `days` in order. */
export function runsOf(days: readonly Day[]): Run[] {
  const runs: Run[] = [];
  for (const { day, ...said } of days) {
    const last = runs.at(-1);
    const follows =
      last &&
      Temporal.PlainDate.from(last.through).add({ days: 1 }).toString() === day &&
      (["kind", "name", "as", "source", "status"] as const).every((key) => last[key] === said[key]);
    if (follows) {
      last.through = day;
      last.days++;
    } else runs.push({ ...said, from: day, through: day, days: 1 });
  }
  return runs;
}
