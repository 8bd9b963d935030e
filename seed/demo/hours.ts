import type { DemoSeason, Span } from "./types.ts";

const closed: readonly Span[] = [];

function week(
  monday: readonly Span[],
  weekdays: readonly Span[],
  saturday: readonly Span[],
  sunday: readonly Span[],
) {
  return [monday, weekdays, weekdays, weekdays, weekdays, saturday, sunday] as const;
}

function allYear(days: readonly (readonly Span[])[]): DemoSeason[] {
  return [{ from: null, to: null, days }];
}

function daily(...spans: Span[]): DemoSeason[] {
  return allYear(week(spans, spans, spans, spans));
}

/** Official time is two hours ahead of the sun here: mornings begin at ten, lunch is at two, evenings end late. */
export const HOURS = {
  library: allYear(week(closed, [["10:00", "20:30"]], [["10:00", "20:30"]], [["10:00", "20:30"]])),
  districtLibrary: allYear(
    week([["15:30", "20:00"]], [["10:00", "20:00"]], [["10:00", "20:00"]], [["10:00", "20:00"]]),
  ),
  /** 克拉玛依市文博院: winter and summer hours and the Monday of maintenance as published; the days of change are assumed. */
  exhibitionHall: [
    {
      from: "10-01",
      to: "04-30",
      days: week(
        closed,
        [
          ["10:10", "13:40"],
          ["15:40", "19:10"],
        ],
        [
          ["10:10", "13:40"],
          ["15:40", "19:10"],
        ],
        [
          ["10:10", "13:40"],
          ["15:40", "19:10"],
        ],
      ),
    },
    {
      from: "05-01",
      to: "09-30",
      days: week(
        closed,
        [
          ["10:00", "13:40"],
          ["16:10", "19:40"],
        ],
        [
          ["10:00", "13:40"],
          ["16:10", "19:40"],
        ],
        [
          ["10:00", "13:40"],
          ["16:10", "19:40"],
        ],
      ),
    },
  ],
  scienceMuseum: allYear(week(closed, [["10:30", "18:30"]], [["10:30", "19:30"]], [["10:30", "19:30"]])),
  gallery: allYear(week(closed, [["10:30", "19:30"]], [["10:30", "21:00"]], [["10:30", "19:30"]])),
  cultureCentre: daily(["10:00", "14:00"], ["15:30", "22:00"]),
  digitalCentre: allYear(week(closed, [["10:30", "19:30"]], [["10:30", "21:30"]], [["10:30", "21:30"]])),
  station: allYear(
    week(
      [
        ["10:00", "14:00"],
        ["15:30", "21:30"],
      ],
      [
        ["10:00", "14:00"],
        ["15:30", "21:30"],
      ],
      [["11:00", "21:00"]],
      [["11:00", "19:00"]],
    ),
  ),
  corpsStation: allYear(
    week(
      [
        ["10:00", "13:30"],
        ["16:00", "22:30"],
      ],
      [
        ["10:00", "13:30"],
        ["16:00", "22:30"],
      ],
      [["11:00", "22:30"]],
      [["11:00", "22:30"]],
    ),
  ),
  communityRoom: daily(["10:00", "13:30"], ["15:30", "21:00"]),
  villageRoom: allYear(
    week(
      [
        ["11:00", "14:00"],
        ["16:00", "21:00"],
      ],
      [
        ["11:00", "14:00"],
        ["16:00", "21:00"],
      ],
      [["11:00", "20:00"]],
      closed,
    ),
  ),
  bookHouse: daily(["09:30", "22:30"]),
  dayAndNight: daily(["00:00", "24:00"]),
  workersBookHouse: allYear(
    week(
      [
        ["12:30", "15:30"],
        ["18:30", "22:00"],
      ],
      [
        ["12:30", "15:30"],
        ["18:30", "22:00"],
      ],
      [["12:00", "20:00"]],
      closed,
    ),
  ),
  privateMuseum: allYear([
    closed,
    closed,
    closed,
    closed,
    [["16:00", "20:00"]],
    [["11:00", "19:00"]],
    [["11:00", "19:00"]],
  ]),
  workshop: allYear(
    week(
      closed,
      [
        ["11:00", "14:00"],
        ["16:00", "20:00"],
      ],
      [["11:00", "20:00"]],
      [["11:00", "20:00"]],
    ),
  ),
  park: daily(["06:00", "24:00"]),
} satisfies Record<string, DemoSeason[]>;

export type HoursName = keyof typeof HOURS;
