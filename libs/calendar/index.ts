/** iCalendar files that real clients accept. */
export { contentLine, escapeText, fold, unfold } from "./line.ts";
export { readCalendar, tooMuch } from "./read.ts";
export { occurrences } from "./recur.ts";
export { type CalendarEntry, calendarText } from "./write.ts";
export { timeZoneComponent } from "./zone.ts";
