import { useText } from "../text.tsx";
import { Icon } from "./icon.tsx";

export interface CalendarDay {
  /** YYYY-MM-DD */
  date: string;
  day: number;
  /** Address of the day's page; left out when nothing is on. */
  href?: string;
  /** How many things are on. */
  count?: number;
  /** In words for screen readers: "11月23日 周一，3 场". */
  label: string;
  /** A short line where there is room: "冰雪季开幕". */
  note?: string;
  today?: boolean;
  /** Belongs to the month before or after. */
  outside?: boolean;
  /** 休 / 班 of the official holiday calendar, in words. */
  mark?: string;
}

export interface CalendarProps {
  /** "2026年11月" */
  title: string;
  weekdays: readonly { short: string; full: string }[];
  weeks: readonly (readonly CalendarDay[])[];
  before?: { href: string; label: string };
  after?: { href: string; label: string };
}

/** A month as a table of links: week rows, weekday columns, the count of each day in words and dots. */
export function Calendar({ title, weekdays, weeks, before, after }: CalendarProps) {
  const t = useText();
  return (
    <div className="calendar">
      <div className="calendar-head">
        <h2 id="calendar-title">{title}</h2>
        <nav aria-label={t("kit.calendar.nav")}>
          {before && (
            <a href={before.href} rel="prev" className="icon-turned">
              <Icon name="chevron" label={before.label} />
            </a>
          )}
          {after && (
            <a href={after.href} rel="next">
              <Icon name="chevron" label={after.label} />
            </a>
          )}
        </nav>
      </div>
      <table aria-labelledby="calendar-title">
        <thead>
          <tr>
            {weekdays.map((weekday) => (
              <th key={weekday.full} scope="col">
                <abbr title={weekday.full}>{weekday.short}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]?.date}>
              {week.map((day) => (
                <td
                  key={day.date}
                  className={day.outside ? "is-outside" : day.today ? "is-today" : undefined}
                  aria-current={day.today ? "date" : undefined}
                >
                  {day.href ? (
                    <a href={day.href}>
                      <span className="unseen">{day.label}</span>
                      <Inside day={day} said />
                    </a>
                  ) : (
                    <span className="calendar-day">
                      <Inside day={day} />
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Inside({ day, said }: { day: CalendarDay; said?: true }) {
  return (
    <>
      <time dateTime={day.date} aria-hidden={said}>
        {day.day}
      </time>
      {day.mark && <span className="calendar-mark">{day.mark}</span>}
      {day.count ? (
        <svg className="calendar-dots" viewBox="0 0 22 6" width="22" height="6" aria-hidden="true">
          {[0, 1, 2].slice(0, Math.min(3, day.count)).map((at) => (
            <circle key={at} cx={3 + at * 8} cy="3" r="2.4" />
          ))}
        </svg>
      ) : null}
      {day.note && <span className="calendar-note">{day.note}</span>}
    </>
  );
}
