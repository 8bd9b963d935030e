/** JSON of the holiday table. */
import { DayShape, Empty, Line, Nullable, operation, T } from "#contract";
import { weekdays } from "#libs/hours";
import { Names } from "../shapes.ts";
import { lineColumns } from "./holiday-lines.ts";

const Year = T.Integer({ minimum: 1949, maximum: 2200 });
const Kind = T.Enum(["rest", "workday"]);
const As = T.Enum([...weekdays]);
const Status = T.Enum(["verified", "unverified"]);

const HolidayShape = T.Object({
  day: DayShape,
  kind: Kind,
  name: T.String(),
  /** The weekday whose hours hold on a make-up workday; null on a day of rest. */
  as: Nullable(As),
  source: T.String(),
  status: Status,
});

export const listHolidays = operation({
  id: "places.holidays",
  method: "GET",
  path: "/api/holidays",
  summary: "Days of public rest and make-up workdays of a year, and whether that year's have been announced",
  query: T.Object({ year: T.Optional(Year) }),
  answer: T.Object({
    year: Year,
    announced: T.Boolean(),
    /** Years of which something is in the table. */
    years: T.Array(Year),
    days: T.Array(HolidayShape),
    can: T.Array(T.Enum(["change"])),
  }),
});

const said = { source: Line(500), status: Status, announces: T.Optional(Year) };
const Put = { added: T.Integer(), changed: T.Integer(), same: T.Integer() };

export const putHolidays = operation({
  id: "places.put-holidays",
  method: "PUT",
  path: "/api/desk/holidays",
  summary:
    "Add or change days of public rest and make-up workdays; `announces` says that a year's notice is now whole",
  body: T.Object({
    ...said,
    days: T.Array(
      T.Object({
        from: DayShape,
        to: T.Optional(DayShape),
        kind: Kind,
        name: Line(40),
        names: T.Optional(Names),
        as: T.Optional(As),
      }),
      { minItems: 1, maxItems: 100 },
    ),
  }),
  answer: T.Object(Put),
});

export const importHolidays = operation({
  id: "places.import-holidays",
  method: "POST",
  path: "/api/desk/holidays/import",
  summary:
    "Take in lines of a sheet: first day, last day, name, rest or workday, weekday, English name; faulty lines are told and left out",
  body: T.Object({ ...said, text: T.String({ minLength: 1, maxLength: 40_000 }) }),
  answer: T.Object({
    ...Put,
    faults: T.Array(
      T.Object({
        line: T.Integer(),
        column: T.Enum([...lineColumns]),
        /** Its sentence is the message `invalid.<id>`. */
        id: T.String(),
        value: T.String(),
      }),
    ),
  }),
});

export const removeHoliday = operation({
  id: "places.remove-holiday",
  method: "DELETE",
  path: "/api/desk/holidays/:day",
  summary: "Make a day, or a run of days through another, ordinary days again",
  params: T.Object({ day: DayShape }),
  query: T.Object({ through: T.Optional(DayShape) }),
  answer: Empty,
});

export const markHolidayYear = operation({
  id: "places.mark-holiday-year",
  method: "PUT",
  path: "/api/desk/holiday-years/:year",
  summary: "Say whether the notice of a year is in",
  params: T.Object({ year: Year }),
  body: T.Object({ announced: T.Boolean() }),
  answer: Empty,
});
