import { redirect } from "react-router";
import { Empty } from "#web/kit/notice.tsx";
import { PlotLine } from "#web/kit/plot.tsx";
import { Figure, ShellCity } from "#web/kit/shell.city.tsx";
import { day, moment } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { overview } from "../contract.ts";

export async function loader({ context, request }: LoadArgs) {
  // The wall is the bureau's; everybody else has a page of their own.
  if (pageOf(context).actor.kind !== "staff") throw redirect("/figures");
  const { searchParams } = new URL(request.url);
  const query = {
    from: searchParams.get("from") ?? undefined,
    until: searchParams.get("until") ?? undefined,
  };
  return pageOf(context).call(overview, { query });
}

// texts: insight.metric.* insight.unit.*

/** The wall: five figures with their definitions, attendance by day in the middle. Each leads to its rows. */
export default function CityWall({ loaderData }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  const { figures, asOf } = loaderData;
  const period = t("insight.period", {
    from: day(loaderData.from),
    to: day(loaderData.until).subtract({ days: 1 }),
  });
  const shown = figures.map(({ metric, unit, kind, amount }) => (
    <Figure
      key={metric}
      label={t(`insight.metric.${metric}`)}
      value={t.formats.numberText(amount)}
      unit={t(`insight.unit.${unit}`)}
      means={kind === "stock" ? t("insight.kind.stock") : period}
      href={`/city/${metric}`}
    />
  ));
  const visits = figures.find(({ metric }) => metric === "visits");
  const claimed = figures.find(({ metric }) => metric === "places-claimed");
  const days = [
    ...new Set([...(visits?.days ?? []), ...(claimed?.days ?? [])].map((one) => one.day)),
  ].toSorted();
  const valuesOf = (figure: typeof visits) =>
    days.map((name) => figure?.days.find((one) => one.day === name)?.amount ?? 0);
  return (
    <ShellCity
      title={t("insight.title")}
      asOf={asOf ? t("insight.as-of", { at: moment(asOf) }) : t("insight.no-data")}
      start={shown.slice(0, 3)}
      end={shown.slice(3)}
      middle={
        days.length < 2 ? (
          <Empty title={t("insight.no-data")}>{t("insight.no-data.do")}</Empty>
        ) : (
          <PlotLine
            title={t("insight.metric.visits")}
            unit={t("insight.unit.person-times")}
            source={{
              name: t("insight.source-name"),
              asOf: asOf ? t.formats.momentText(moment(asOf)) : "",
              href: "/city/visits",
            }}
            times={days.map((name) => name.slice(5))}
            lines={[
              { label: t("insight.metric.visits"), values: valuesOf(visits), marked: true },
              { label: t("insight.metric.places-claimed"), values: valuesOf(claimed) },
            ]}
          />
        )
      }
      foot={<p>{t("insight.intro")}</p>}
    />
  );
}
