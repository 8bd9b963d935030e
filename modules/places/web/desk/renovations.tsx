import { Facts, Table, Tabs } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { State } from "#web/kit/state.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { deskRenovations } from "../../contract.ts";
import { plannedText, projectKinds, yuanText } from "./renovation-words.ts";

export async function loader({ context, request }: LoadArgs) {
  const year = new URL(request.url).searchParams.get("year");
  // What somebody wrote into the address by hand is checked by the operation, which says what is wrong with it.
  return pageOf(context).call(deskRenovations, { query: year ? { year: Number(year) } : {} });
}

// texts: place.renovation.state.* place.renovation.source.*

/** The renovations of a year at the places somebody sees to, with the figures a return asks for. */
export default function DeskRenovations({ loaderData }: PageProps<typeof loader>) {
  const t = useText();
  const { year, figures, ever, items, more } = loaderData;
  return (
    <ShellDesk title={t("place.renovation.title")} section="places">
      <div className="stack">
        <Trail label={t("place.trail")} items={[{ href: "/desk/places", label: t("place.desk.title") }]} />
        <Tabs
          label={t("place.holidays.years")}
          items={[year - 1, year, year + 1].map((one) => ({
            href: `/desk/renovations?year=${one}`,
            label: t("place.holidays.year", { year: String(one) }),
            current: one === year,
          }))}
        />
        <Facts
          items={[
            {
              term: t("place.renovation.this-year"),
              value: t("place.renovation.share", {
                places: figures.places,
                renovated: figures.renovated,
                share: figures.share === null ? "—" : t.formats.percentText(figures.share),
              }),
            },
            {
              term: t("place.renovation.ever"),
              value: t("place.renovation.share", {
                places: ever.places,
                renovated: ever.renovated,
                share: ever.share === null ? "—" : t.formats.percentText(ever.share),
              }),
            },
            {
              term: t("place.renovation.planned-year"),
              value:
                figures.planned.length === 0
                  ? "—"
                  : t.formats.listText(
                      figures.planned.map(({ source, planned }) =>
                        t("place.renovation.of-source", {
                          source: t(`place.renovation.source.${source}`),
                          yuan: yuanText(t, planned),
                        }),
                      ),
                    ),
            },
            { term: t("place.renovation.spent-year"), value: yuanText(t, figures.spent) },
          ]}
        />
        <Section title={t("place.renovation.projects")} note={t("place.renovation.year-note")}>
          {items.length === 0 ? (
            <Empty title={t("place.renovation.none-year", { year: String(year) })}>
              <a href="/desk/places">{t("place.renovation.none-year.do")}</a>
            </Empty>
          ) : (
            <Table
              caption={t("place.renovation.projects")}
              hideCaption
              columns={[
                { key: "place", label: t("place.name") },
                { key: "name", label: t("place.renovation.name") },
                { key: "state", label: t("place.renovation.state") },
                { key: "days", label: t("place.renovation.days") },
                { key: "percent", label: t("place.renovation.percent"), numeric: true },
                { key: "planned", label: t("place.renovation.planned"), numeric: true },
                { key: "spent", label: t("place.renovation.spent-short"), numeric: true },
              ]}
              rows={items.map((one) => ({
                key: one.id,
                cells: [
                  one.placeName,
                  <a key="name" href={`/desk/places/${one.placeId}/renovations/${one.id}`}>
                    {one.name}
                  </a>,
                  <State key="state" kind={projectKinds[one.state]}>
                    {t(`place.renovation.state.${one.state}`)}
                  </State>,
                  plannedText(t, one),
                  one.percent === null ? "—" : t.formats.percentText(one.percent / 100, 0),
                  yuanText(t, one.planned),
                  yuanText(t, one.spent),
                ],
              }))}
            />
          )}
          {more && <p className="quiet">{t("place.renovation.more", { count: items.length })}</p>}
        </Section>
      </div>
    </ShellDesk>
  );
}
