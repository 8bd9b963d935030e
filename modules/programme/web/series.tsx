import { ButtonLink } from "#web/kit/button.tsx";
import { Cover } from "#web/kit/cover.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { day } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { getSeries, listEvents } from "../contract.ts";
import { EventRows } from "./rows.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const id = params.id ?? "";
  const cursor = new URL(request.url).searchParams.get("cursor");
  const series = await call(getSeries, { params: { id } });
  const page = await call(listEvents, {
    query: { series: id, when: "coming", limit: 30, ...(cursor && { cursor }) },
  });
  return { series, page };
}

// texts: series.level.*
/** A brand series, an edition or a theme: its cloth from edge to edge, what is below it, what comes. */
export default function SeriesPage({ loaderData: { series, page } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  const lang = series.lang === t.locale ? undefined : series.lang;
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
        {series.above.length > 0 && (
          <Trail
            label={t("event.series")}
            items={series.above.map(({ id, name }) => ({ href: `/series/${id}`, label: name }))}
          />
        )}
        {series.summary && (
          <p className="lead" lang={lang} dir="auto">
            {series.summary}
          </p>
        )}
        {series.below.length > 0 && (
          <Section title={t("series.below")}>
            <ul className="plain stack-tight">
              {series.below.map((one) => (
                <li key={one.id} className="row row-between">
                  <a href={`/series/${one.id}`} dir="auto">
                    {one.name}
                  </a>
                  <span className="quiet small">
                    <Days from={one.startsOn} to={one.endsOn} /> {t("series.events", { count: one.events })}
                  </span>
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Section title={t("series.coming")}>
          {page.items.length === 0 ? (
            <Empty title={t("series.nothing")}>
              <a href="/events">{t("events.nothing.do")}</a>
            </Empty>
          ) : (
            <EventRows label={t("series.coming")} items={page.items} seriesId={series.id} />
          )}
          {page.next && (
            <p>
              <ButtonLink kind="quiet" href={`/series/${series.id}?cursor=${page.next}`}>
                {t("events.more")}
              </ButtonLink>
            </p>
          )}
        </Section>
        <p className="quiet" dir="auto">
          {t("series.organiser", { name: series.organiser.name })}
        </p>
      </div>
    </ShellPortal>
  );
}

function Days({ from, to }: { from: string | null; to: string | null }) {
  const { text: t } = usePage();
  if (!from) return null;
  return (
    <>{to ? t.formats.dayRangeText({ from: day(from), through: day(to) }) : t.formats.dayText(day(from))}</>
  );
}
