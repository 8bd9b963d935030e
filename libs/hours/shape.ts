/** Opening hours as data. Local times of the city; a session that ends at or before its start runs past midnight. */

/** `09:00` … `23:59`; `24:00` only as an end. */
export interface Session {
  from: string;
  to: string;
}

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

/** A day that is left out is closed. */
export type Week = { [day in Weekday]?: Session[] };

/** A part of every year with a week of its own; `12-15` to `02-28` runs over the year's end. Both days included. */
export interface Season {
  name: string;
  from: string;
  to: string;
  week: Week;
}

/** Single days that differ; both included. No sessions: closed. */
export interface Exception {
  from: string;
  to: string;
  sessions: Session[];
  reason: string;
}

export interface Hours {
  week: Week;
  seasons?: Season[];
  exceptions?: Exception[];
  /** What a day of public rest means here; left out: nothing, the week holds. */
  onHoliday?: { sessions: Session[] };
  /** What a make-up workday means here; left out: open like the weekday the table names for it. */
  onMakeUp?: "own-weekday" | { sessions: Session[] };
}

/** A day of the public calendar: rest, or a workday that makes up for one (调休) and is open like `as`. */
export type Holiday = { kind: "rest"; name: string } | { kind: "workday"; name: string; as: Weekday };

/** Public holidays and make-up workdays by day. */
export interface HolidayTable {
  readonly [day: string]: Holiday;
}
