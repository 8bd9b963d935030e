import { Empty } from "#web/kit/notice.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { listSeries } from "../contract.ts";

export function loader({ context }: LoadArgs) {
  return pageOf(context).call(listSeries, { query: {} });
}

/** The brand series of the city, those with the newest edition first. */
export default function SeriesList({ loaderData: { items } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  return (
    <ShellPortal title={t("series.all")} description={t("series.all-description")} section="events">
      <div className="stack-wide">
        <h1>{t("series.all")}</h1>
        {items.length === 0 ? (
          <Empty title={t("series.none")}>
            <a href="/events">{t("events.nothing.do")}</a>
          </Empty>
        ) : (
          <ul className="plain parts">
            {items.map(({ id, name, summary, lang, events }) => {
              const spoken = lang === t.locale ? undefined : lang;
              return (
                <li key={id} className="stack-tight">
                  <h2>
                    <a href={`/series/${id}`} lang={spoken} dir="auto">
                      {name}
                    </a>
                  </h2>
                  <p className="quiet small">{t("series.events", { count: events })}</p>
                  {summary && (
                    <p lang={spoken} dir="auto">
                      {summary}
                    </p>
                  )}
                </li>
              );
            })}
          </ul>
        )}
      </div>
    </ShellPortal>
  );
}
