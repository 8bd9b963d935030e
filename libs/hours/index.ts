export { type CompiledHours, compileHours } from "./day.ts";
export { faultsIn } from "./faults.ts";
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
  momentAt,
  openMinutes,
  stateAt,
  weekOf,
} from "./state.ts";
export { hoursText, isSame, readHours } from "./text.ts";
