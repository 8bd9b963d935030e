/** The strip of the week in the reader's words. */

import type { Text } from "#libs/texts";
import type { DayHours } from "#web/kit/hours.tsx";
import { day as dayOf } from "#web/occasion.ts";

interface StripDay {
  day: string;
  spans: { from: string; to: string }[];
  exception: string | null;
  closure: string | null;
  holiday: { kind: "rest" | "workday"; name: string } | null;
}

// texts: place.closure.* place.holiday.*

/** Days for `WeekHours`: `周五 6月12日`, and why a day differs. */
export function weekDays(t: Text, week: readonly StripDay[], today: string): DayHours[] {
  return week.map(({ day, spans, exception, closure, holiday }) => {
    const words = closure ? t(`place.closure.${closure}`) : exception;
    const feast = holiday && t(`place.holiday.${holiday.kind}`, { name: holiday.name });
    const why = [feast, words].filter((part) => part !== null).join(" · ");
    return {
      weekday: t.formats.dayText(dayOf(day)),
      spans,
      today: day === today,
      ...(why && { exception: why }),
    };
  });
}
