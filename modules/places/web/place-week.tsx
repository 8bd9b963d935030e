import { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { WeekHours } from "#web/kit/hours.tsx";
import { day as dayOf, moment } from "#web/occasion.ts";
import { usePage } from "#web/text.tsx";
import type { getPlace } from "../contract.ts";
import { weekDays } from "./week-days.ts";

export interface PlaceWeekProps {
  place: Pick<AnswerOf<typeof getPlace>, "week" | "holidaysUnknown" | "open">;
  /** The address of the same page with another week. */
  hrefOf: (day: string | null) => string;
}

const farthestWeeks = 53;

/** The hours of a week, whose holidays they are, and the way to the next week: people look ahead before a feast. */
export function PlaceWeek({ place, hrefOf }: PlaceWeekProps) {
  const { text: t, city } = usePage();
  const [first] = place.week;
  if (!first) return <p>{t("place.hours.unstated")}</p>;
  const now = moment(place.open.at);
  const today = now.toZonedDateTimeISO(city.zone).toPlainDate();
  const monday = Temporal.PlainDate.from(first.day);
  const ahead = Math.floor(today.until(monday).days / 7);
  const current = place.week.some(({ day }) => day === today.toString());
  const before = monday.subtract({ days: 7 }).toString();
  const after = monday.add({ days: 7 }).toString();
  const through = place.week.at(-1)?.day ?? first.day;
  return (
    <>
      <WeekHours
        caption={
          current
            ? t("place.hours.caption")
            : t("place.hours.caption-week", {
                days: t.formats.dayRangeText({ from: dayOf(first.day), through: dayOf(through) }),
              })
        }
        days={weekDays(t, place.week, today.toString())}
        now={t.formats.timeText(now)}
      />
      {place.holidaysUnknown.map((year) => (
        <p className="quiet" key={year}>
          {t("place.holidays.unknown", { year: String(year) })}
        </p>
      ))}
      <p className="row">
        {!current && <a href={hrefOf(ahead > 1 ? before : null)}>{t("place.hours.week-before")}</a>}
        {ahead < farthestWeeks && <a href={hrefOf(after)}>{t("place.hours.week-after")}</a>}
      </p>
    </>
  );
}
