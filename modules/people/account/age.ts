import { Temporal } from "temporal-polyfill";

/** Under this age a guardian consents to the processing (PIPL art. 31). */
export const consentAge = 14;
/** From this age on everybody has a card of their own (居民身份证法 art. 2). */
export const cardAge = 16;
/** From this age on nobody is a guardian by age (Civil Code art. 17). */
export const fullAge = 18;

/** Completed years on this day. Born on 29 February: a year older on 1 March of a common year. */
export function ageOn(born: string, day: Temporal.PlainDate): number {
  const start = Temporal.PlainDate.from(born);
  const hadBirthday = day.month > start.month || (day.month === start.month && day.day >= start.day);
  return day.year - start.year - (hadBirthday ? 0 : 1);
}
