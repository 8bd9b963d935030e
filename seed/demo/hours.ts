import { type Hours, type Session, type Week, weekdays } from "#libs/hours";

/** "10:00-14:00 15:30-22:00" */
function sessions(text: string): Session[] {
  return text.split(" ").map((span) => {
    const [from = "", to = ""] = span.split("-");
    return { from, to };
  });
}

/** Monday to Sunday; "" is a closed day. */
function days(...texts: readonly string[]): Week {
  return Object.fromEntries(weekdays.flatMap((day, i) => (texts[i] ? [[day, sessions(texts[i])]] : [])));
}

/** Monday, then Tuesday to Friday alike, Saturday, Sunday. */
function week(monday: string, weekday: string, saturday: string, sunday: string): Hours {
  return { week: days(monday, weekday, weekday, weekday, weekday, saturday, sunday) };
}

function daily(text: string): Hours {
  return week(text, text, text, text);
}

/** What a day of public rest means; "" is closed. */
const own = (text: string) => ({ sessions: text === "" ? [] : sessions(text) });

const museumWinter = "10:10-13:40 15:40-19:10";
const museumSummer = "10:00-13:40 16:10-19:40";

/** Official time is two hours ahead of the sun here: mornings begin at ten, lunch is at two, evenings end late. */
export const HOURS = {
  library: { ...week("", "10:00-20:30", "10:00-20:30", "10:00-20:30"), onHoliday: own("11:00-17:00") },
  districtLibrary: week("15:30-20:00", "10:00-20:00", "10:00-20:00", "10:00-20:00"),
  /** 克拉玛依市文博院: winter and summer hours and the Monday of maintenance as published; the days of change are assumed. */
  exhibitionHall: {
    ...week("", museumWinter, museumWinter, museumWinter),
    seasons: [
      {
        name: "夏季",
        from: "05-01",
        to: "09-30",
        week: week("", museumSummer, museumSummer, museumSummer).week,
      },
    ],
  },
  scienceMuseum: {
    ...week("", "10:30-18:30", "10:30-19:30", "10:30-19:30"),
    onHoliday: own("10:30-19:30"),
    onMakeUp: "own-weekday",
  },
  gallery: week("", "10:30-19:30", "10:30-21:00", "10:30-19:30"),
  cultureCentre: daily("10:00-14:00 15:30-22:00"),
  digitalCentre: week("", "10:30-19:30", "10:30-21:30", "10:30-21:30"),
  station: {
    ...week("10:00-14:00 15:30-21:30", "10:00-14:00 15:30-21:30", "11:00-21:00", "11:00-19:00"),
    onHoliday: own("11:00-19:00"),
  },
  corpsStation: week("10:00-13:30 16:00-22:30", "10:00-13:30 16:00-22:30", "11:00-22:30", "11:00-22:30"),
  communityRoom: daily("10:00-13:30 15:30-21:00"),
  villageRoom: week("11:00-14:00 16:00-21:00", "11:00-14:00 16:00-21:00", "11:00-20:00", ""),
  bookHouse: daily("09:30-22:30"),
  dayAndNight: daily("00:00-24:00"),
  workersBookHouse: {
    ...week("12:30-15:30 18:30-22:00", "12:30-15:30 18:30-22:00", "12:00-20:00", ""),
    onHoliday: own(""),
  },
  privateMuseum: { week: days("", "", "", "", "16:00-20:00", "11:00-19:00", "11:00-19:00") },
  workshop: week("", "11:00-14:00 16:00-20:00", "11:00-20:00", "11:00-20:00"),
  /** Open to the neighbours when school is out. */
  schoolGround: {
    ...week("19:30-22:00", "19:30-22:00", "10:00-20:00", "10:00-20:00"),
    onHoliday: own("10:00-20:00"),
  },
  /** When the library's bus is there. */
  mobileStop: { week: days("", "", "16:00-18:00", "", "", "11:00-13:00", "") },
  park: daily("06:00-24:00"),
} satisfies Record<string, Hours>;

export type HoursName = keyof typeof HOURS;
