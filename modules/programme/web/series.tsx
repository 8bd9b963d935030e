import { notUnderstood } from "#web/address.ts";
import { ButtonLink } from "#web/kit/button.tsx";
import { Cover } from "#web/kit/cover.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { day } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { getSeries, listEvents, monthOfEvents } from "../contract.ts";
import { MonthCalendar } from "./month-calendar.tsx";
import { EventRows } from "./rows.tsx";

const aDay = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const id = params.id ?? "";
  const search = new URL(request.url).searchParams;
  const [cursor, wanted] = [search.get("cursor"), search.get("day")];
  if (wanted && !aDay.test(wanted)) throw notUnderstood({ context }, ["day"]);
  const month = search.get("month") ?? wanted?.slice(0, 7) ?? "now";
  if (!/^(now|(19|20|21)\d\d-(0[1-9]|1[0-2]))$/.test(month)) throw notUnderstood({ context }, ["month"]);
  const series = await call(getSeries, { params: { id } });
  const calendar = await call(monthOfEvents, { params: { month }, query: { series: id } });
  const page = await call(listEvents, {
    query: {
      series: id,
      ...(wanted ? { day: wanted } : { when: "coming" }),
      limit: 30,
      ...(cursor && { cursor }),
    },
  });
  return { series, calendar, page, wanted };
}

// texts: series.level.* series.figure.*
/** A brand series, an edition or a theme: its cloth from edge to edge, its editions and themes, its calendar, what comes. */
export default function SeriesPage({
  loaderData: { series, calendar, page, wanted },
}: PageProps<typeof loader>) {
  const { text: t } = usePage();
  const lang = series.lang === t.locale ? undefined : series.lang;
  const href = `/series/${series.id}`;
  const { visits, ...counts } = series.figures;
  const figures = { events: series.events, ...counts, ...(visits !== null && { visits }) };
  const title = wanted ? t("series.on-day", { day: day(wanted) }) : t("series.coming");
  return (
    <ShellPortal title={series.name} description={series.summary} section="events" bands>
      <section className="band">
        <Cover name={series.above[0]?.name ?? series.name} family={series.family} shape="wide" />
        <div className="page">
          <div className="band-slip">
            <p className="eyebrow">{t(`series.level.${series.level}`)}</p>
            <h1 lang={lang} dir="auto">
              {series.name}
            </h1>
            <p>
              <Days from={series.startsOn} to={series.endsOn} />{" "}
              {t("series.events", { count: series.events })}
            </p>
          </div>
        </div>
      </section>
      <div className="page main-padded stack-wide">
        <Trail
          label={t("event.series")}
          items={[
            { href: "/series", label: t("series.all") },
            ...series.above.map(({ id, name }) => ({ href: `/series/${id}`, label: name })),
          ]}
        />
        {series.summary && (
          <p className="lead" lang={lang} dir="auto">
            {series.summary}
          </p>
        )}
        <Parts series={series} />
        <div className="split">
          <div className="stack-wide">
            <Section title={title} id="list">
              {wanted && (
                <p>
                  <a href={`${href}#list`}>{t("series.all-days")}</a>
                </p>
              )}
              {page.items.length === 0 ? (
                <Empty title={t("series.nothing")}>
                  <a href="/events">{t("events.nothing.do")}</a>
                </Empty>
              ) : (
                <EventRows label={title} items={page.items} seriesId={series.id} />
              )}
              {page.next && (
                <p>
                  <ButtonLink
                    kind="quiet"
                    href={`${href}?${wanted ? `day=${wanted}&` : ""}cursor=${page.next}#list`}
                  >
                    {t("events.more")}
                  </ButtonLink>
                </p>
              )}
            </Section>
          </div>
          <aside className="stack-wide">
            <MonthCalendar
              days={calendar.days}
              today={calendar.today}
              narrow
              dayHref={(on) => `${href}?day=${on}#list`}
              monthHref={(month) => `${href}?month=${month}`}
            />
            <Section title={t("series.figures")}>
              <Facts
                items={Object.entries(figures).map(([name, value]) => ({
                  term: t(`series.figure.${name}`),
                  value,
                }))}
              />
            </Section>
            <p className="quiet" dir="auto">
              {t("series.organiser", { name: series.organiser.name })}
            </p>
            {series.can.includes("edit") && (
              <p>
                <a href={`/desk/series/${series.id}`}>{t("series.edit")}</a>
              </p>
            )}
          </aside>
        </div>
      </div>
    </ShellPortal>
  );
}

type SeriesView = Awaited<ReturnType<typeof loader>>["series"];

/** Editions side by side, each with its themes; of an edition its themes. */
function Parts({ series }: { series: SeriesView }) {
  const { text: t } = usePage();
  if (series.below.length === 0) return null;
  const editions = series.below.some(({ level }) => level === "edition");
  return (
    <Section title={t(editions ? "series.editions" : "series.themes")}>
      <ul className="plain parts">
        {series.below.map((one) => (
          <li key={one.id} className="stack-tight">
            <h3>
              <a href={`/series/${one.id}`} dir="auto">
                {one.name}
              </a>
            </h3>
            <p className="quiet small">
              <Days from={one.startsOn} to={one.endsOn} /> {t("series.events", { count: one.events })}
            </p>
            {one.summary && <p dir="auto">{one.summary}</p>}
            {one.below.length > 0 && (
              <ul className="plain stack-tight">
                {one.below.map((theme) => (
                  <li key={theme.id} className="row row-between">
                    <a href={`/series/${theme.id}`} dir="auto">
                      {theme.name}
                    </a>
                    <span className="quiet small">{t("series.events", { count: theme.events })}</span>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Days({ from, to }: { from: string | null; to: string | null }) {
  const { text: t } = usePage();
  if (!from) return null;
  return (
    <>{to ? t.formats.dayRangeText({ from: day(from), through: day(to) }) : t.formats.dayText(day(from))}</>
  );
}
