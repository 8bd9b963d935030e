/** The times of a lesson as the fields of a form. Days and times are those of the city. */
import { said } from "#web/page.ts";
import { instantOf, local, timeOf } from "../../programme/web/door.ts";

interface Times {
  startsAt: string;
  endsAt: string;
}

/** What was typed below `prefix`; what is no time stays as typed, so that the contract names the field. */
export function lessonFrom(form: FormData, prefix: string, zone: string): Times {
  const typed = (name: string) => said(form, prefix ? `${prefix}.${name}` : name);
  const startsAt = instantOf(typed("startsAt"), typed("startsAt.time"), zone);
  return { startsAt, endsAt: instantOf(typed("startsAt"), typed("endsAt"), zone) };
}

export function lessonValues({ startsAt, endsAt }: Times, zone: string): Record<string, string> {
  const [start, end] = [local(startsAt, zone), local(endsAt, zone)];
  return {
    startsAt: start.toPlainDate().toString(),
    "startsAt.time": timeOf(start),
    endsAt: timeOf(end),
  };
}

/** The lesson on each of these days, by the clock on the wall. */
export function onDays(first: Times, days: readonly string[], zone: string): Times[] {
  const [start, end] = [local(first.startsAt, zone), local(first.endsAt, zone)];
  return days.map((day) => {
    const by = { days: start.toPlainDate().until(day).days };
    return {
      startsAt: start.add(by).toInstant().toString(),
      endsAt: end.add(by).toInstant().toString(),
    };
  });
}
