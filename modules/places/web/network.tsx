import { Table } from "#web/kit/list.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { Tag } from "#web/kit/state.tsx";
import { day } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { getNetwork } from "../contract.ts";
import { shareText } from "./share-text.ts";

export async function loader({ context, request }: LoadArgs) {
  const on = new URL(request.url).searchParams.get("on");
  return pageOf(context).call(getNetwork, { query: on ? { on } : {} });
}

// texts: place.level.* network.status.*

/** The four-level network for everybody: how many places there are on each level, and what every division is to have. */
export default function NetworkPage({ loaderData: network }: PageProps<typeof loader>) {
  const t = useText();
  const total = network.levels.reduce((sum, { places }) => sum + places, 0);
  return (
    <ShellPortal
      title={t("network.title")}
      description={t("network.description", { places: total })}
      section="places"
    >
      <div className="stack">
        <header className="stack-tight">
          <Trail label={t("place.trail")} items={[{ href: "/places", label: t("place.list.title") }]} />
          <h1>{t("network.title")}</h1>
          <p>{t("network.lead", { places: total })}</p>
          <p className="row">
            <span className="quiet">
              {t("network.as-of", { day: t.formats.fullDayText(day(network.on)) })}
            </span>
            {network.demo && <Tag>{t("place.demo")}</Tag>}
          </p>
        </header>
        <Section title={t("network.levels")} id="levels">
          <Table
            caption={t("network.levels")}
            hideCaption
            columns={[
              { key: "where", label: t("network.where") },
              ...network.levels.map(({ level }) => ({
                key: level,
                label: t(`place.level.${level}`),
                numeric: true as const,
              })),
              { key: "all", label: t("network.together"), numeric: true },
            ]}
            rows={[
              ...network.districts.map(({ code, name, levels }) => ({
                key: code,
                cells: [
                  <a key="where" href={`/places?division=${code}`}>
                    {name}
                  </a>,
                  ...levels.map(({ places }) => t.formats.numberText(places)),
                  t.formats.numberText(levels.reduce((sum, { places }) => sum + places, 0)),
                ],
              })),
              {
                key: "city",
                cells: [
                  t("network.city"),
                  ...network.levels.map(({ places }) => t.formats.numberText(places)),
                  t.formats.numberText(total),
                ],
              },
            ]}
          />
        </Section>
        <Section title={t("network.coverage")} id="coverage">
          <p className="measure">{t("network.coverage.means")}</p>
          <Table
            caption={t("network.coverage")}
            hideCaption
            columns={[
              { key: "name", label: t("network.standard") },
              { key: "share", label: t("network.share"), numeric: true },
              { key: "have", label: t("network.have"), numeric: true },
              { key: "of", label: t("network.of"), numeric: true },
              { key: "status", label: t("network.status") },
            ]}
            rows={network.standards.map((one) => ({
              key: one.code,
              cells: [
                one.name,
                shareText(t, one),
                t.formats.numberText(one.have),
                t.formats.numberText(one.of),
                t(`network.status.${one.status}`),
              ],
            }))}
          />
        </Section>
      </div>
    </ShellPortal>
  );
}
