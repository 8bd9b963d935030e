/** iCalendar files that real clients accept. */
export { contentLine, escapeText, fold, type Property, unfold } from "./line.ts";
export { type Calendar, type CalendarEntry, calendarText } from "./write.ts";
export { localTime, timeZoneComponent, utcTime } from "./zone.ts";
