export { type CompiledHours, compileHours, type DayHours, type Why } from "./day.ts";
export { faultsIn, type HoursFault } from "./faults.ts";
export {
  type Exception,
  type Holiday,
  type HolidayTable,
  type Hours,
  type Season,
  type Session,
  type Week,
  type Weekday,
  weekdays,
} from "./shape.ts";
export {
  daysAhead,
  instantOf,
  type LocalMoment,
  type LocalTime,
  momentAt,
  type OpenState,
  openMinutes,
  type StripDay,
  stateAt,
  weekOf,
} from "./state.ts";
export { hoursText, isSame, readHours } from "./text.ts";
