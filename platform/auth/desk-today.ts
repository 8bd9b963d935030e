/** What staff would like to know when their day begins: modules tell it, the desk's first screen shows it. */
import type { Temporal } from "temporal-polyfill";
import { slot } from "../slots/index.ts";

export interface TodayLine {
  /** Message key of the sentence and its values. */
  key: string;
  values: Record<string, string | number | Temporal.Instant | Temporal.PlainDate>;
  /** Its page at the desk. */
  href: string;
  /** `do`: somebody has to do something. `know`: it is so. */
  kind: "do" | "know";
}

/** Of the places and organisations that the asker's roles cover, on a day of the city. */
export const deskToday = slot<{ day: string }, TodayLine>("desk.today");
