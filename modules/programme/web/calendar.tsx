import { Temporal } from "temporal-polyfill";
import { notUnderstood } from "#web/address.ts";
import { Calendar, type CalendarDay } from "#web/kit/calendar.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { listEvents, monthOfEvents } from "../contract.ts";
import { EventRows } from "./rows.tsx";

export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  const asked = new URL(request.url).searchParams.get("month") || "now";
  // The operation has it in its path, the page in its query.
  if (!/^(now|(19|20|21)\d\d-(0[1-9]|1[0-2]))$/.test(asked)) throw notUnderstood({ context }, ["month"]);
  const { month, today, days } = await call(monthOfEvents, { params: { month: asked }, query: {} });
  const listed = today.startsWith(month) ? today : `${month}-01`;
  const { items } = await call(listEvents, { query: { day: listed, limit: 12 } });
  return { today, listed, days, items };
}

// texts: calendar.weekday.*
/** A month of the programme: each day leads to its events. */
export default function CalendarPage({
  loaderData: { today, listed, days, items },
}: PageProps<typeof loader>) {
  const { text: t } = usePage();
  const [first] = days;
  if (!first) return null;
  const start = Temporal.PlainDate.from(first.day);
  const title = (of: Temporal.PlainDate) => t.formats.monthRangeText({ from: of, through: of });
  const monthOf = (of: Temporal.PlainDate) => ({
    href: `/calendar?month=${of.toString().slice(0, 7)}`,
    label: title(of),
  });
  return (
    <ShellPortal
      title={t("calendar.title", { month: title(start) })}
      description={t("events.description")}
      section="calendar"
    >
      <div className="stack-wide">
        <h1>{t("calendar.heading")}</h1>
        <Calendar
          title={title(start)}
          weekdays={[1, 2, 3, 4, 5, 6, 7].map((n) => ({
            short: t(`calendar.weekday.${n}`),
            full: t(`calendar.weekday.full.${n}`),
          }))}
          weeks={weeksOf(
            days.map((one) => ({
              date: one.day,
              day: Number(one.day.slice(8)),
              label: t("calendar.day", { day: Temporal.PlainDate.from(one.day), count: one.count }),
              ...(one.count > 0 && { href: `/events?day=${one.day}`, count: one.count }),
              ...(one.first[0] && { note: one.first[0].title }),
              ...(one.day === today && { today: true }),
            })),
            start,
          )}
          before={monthOf(start.subtract({ months: 1 }))}
          after={monthOf(start.add({ months: 1 }))}
        />
        {items.length > 0 && (
          <section className="section">
            <div className="section-head">
              <h2>{t("events.on-day", { day: Temporal.PlainDate.from(listed) })}</h2>
              <a className="section-more" href={`/events?day=${listed}`}>
                {t("events.more")}
              </a>
            </div>
            <EventRows
              label={t("events.on-day", { day: Temporal.PlainDate.from(listed) })}
              items={items}
              dayless
            />
          </section>
        )}
      </div>
    </ShellPortal>
  );
}

/** Weeks from Monday to Sunday, filled up with the days of the months around. */
function weeksOf(days: CalendarDay[], start: Temporal.PlainDate): CalendarDay[][] {
  const outside = (day: Temporal.PlainDate): CalendarDay => ({
    date: day.toString(),
    day: day.day,
    label: day.toString(),
    outside: true,
  });
  const before = Array.from({ length: start.dayOfWeek - 1 }, (_, at) =>
    outside(start.subtract({ days: start.dayOfWeek - 1 - at })),
  );
  const end = start.add({ days: days.length });
  const missing = (7 - ((before.length + days.length) % 7)) % 7;
  const after = Array.from({ length: missing }, (_, at) => outside(end.add({ days: at })));
  const all = [...before, ...days, ...after];
  return Array.from({ length: all.length / 7 }, (_, week) => all.slice(week * 7, week * 7 + 7));
}
