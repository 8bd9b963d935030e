/** iCalendar files that real clients accept. */
export { contentLine, escapeText, fold, unfold } from "./line.ts";
export { type Occasion, type ReadCalendar, type ReadEvent, readCalendar } from "./read.ts";
export type { CalendarFault } from "./read-lines.ts";
export { type Occurrences, occurrences, type Recurring } from "./recur.ts";
export { type CalendarEntry, calendarText } from "./write.ts";
export { timeZoneComponent } from "./zone.ts";
