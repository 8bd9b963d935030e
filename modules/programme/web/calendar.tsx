import { Temporal } from "temporal-polyfill";
import { notUnderstood } from "#web/address.ts";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { listEvents, monthOfEvents } from "../contract.ts";
import { MonthCalendar } from "./month-calendar.tsx";
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

/** A month of the programme: each day leads to its events. */
export default function CalendarPage({
  loaderData: { today, listed, days, items },
}: PageProps<typeof loader>) {
  const { text: t } = usePage();
  const [first] = days;
  if (!first) return null;
  const start = Temporal.PlainDate.from(first.day);
  return (
    <ShellPortal
      title={t("calendar.title", { month: t.formats.monthRangeText({ from: start, through: start }) })}
      description={t("events.description")}
      section="calendar"
    >
      <div className="stack-wide">
        <h1>{t("calendar.heading")}</h1>
        <MonthCalendar
          days={days}
          today={today}
          dayHref={(day) => `/events?day=${day}`}
          monthHref={(month) => `/calendar?month=${month}`}
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
