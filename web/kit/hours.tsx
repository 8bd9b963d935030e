import { Fragment } from "react";
import { useText } from "../text.tsx";

export interface DayHours {
  /** "周一" */
  weekday: string;
  /** "11月23日" */
  date?: string;
  /** Local times HH:MM; past midnight as 25:30. Empty when closed. */
  spans: readonly { from: string; to: string }[];
  /** Why this day differs from the week: "国庆节". */
  exception?: string;
  today?: boolean;
}

export interface WeekHoursProps {
  caption: string;
  days: readonly DayHours[];
  /** Time now, HH:MM: a mark on today's line. */
  now?: string;
}

const firstHour = 6;
const lastHour = 24;

/** The week's hours as a strip: day, drawn hours, hours in words. Exceptions are marked and named. */
export function WeekHours({ caption, days, now }: WeekHoursProps) {
  const t = useText();
  return (
    <figure className="week-hours">
      <figcaption>{caption}</figcaption>
      <ul className="plain">
        {days.map((day) => (
          <li key={day.weekday + (day.date ?? "")} className={day.today ? "is-today" : undefined}>
            <span className="week-day">
              {day.weekday}
              {day.date && <span className="quiet small"> {day.date}</span>}
              {day.today && <span className="unseen"> {t("kit.today")}</span>}
            </span>
            <Strip day={day} now={day.today ? now : undefined} />
            <span className="week-words">
              {day.spans.length > 0 ? <Spans spans={day.spans} /> : t("kit.closed-all-day")}
              {day.exception && <span className="week-exception">{day.exception}</span>}
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

function Spans({ spans }: { spans: DayHours["spans"] }) {
  return spans.map((span, at) => (
    <Fragment key={span.from}>
      {at > 0 && " "}
      <span className="nowrap">
        {span.from}–{span.to}
      </span>
    </Fragment>
  ));
}

function Strip({ day, now }: { day: DayHours; now: string | undefined }) {
  return (
    <svg className="strip" width="100%" height="16" aria-hidden="true">
      <rect className="strip-ground" x="0" y="5" width="100%" height="6" rx="3" />
      {day.spans.map((span) => {
        const from = share(span.from);
        return (
          <rect
            key={span.from}
            className={day.exception ? "strip-open strip-exception" : "strip-open"}
            x={`${from}%`}
            y="3"
            width={`${share(span.to) - from}%`}
            height="10"
            rx="3"
          />
        );
      })}
      {[12, 18].map((hour) => (
        <rect key={hour} className="strip-tick" x={`${share(`${hour}:00`)}%`} y="0" width="1" height="16" />
      ))}
      {now && <rect className="strip-now" x={`${share(now)}%`} y="0" width="2" height="16" />}
    </svg>
  );
}

/** Where a time stands between the first and the last hour of the strip, in percent. */
function share(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const at = (hours + minutes / 60 - firstHour) / (lastHour - firstHour);
  return Math.round(Math.min(1, Math.max(0, at)) * 1000) / 10;
}
