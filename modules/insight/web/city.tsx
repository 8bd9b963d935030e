import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
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

type Metric = AnswerOf<typeof overview>["figures"][number]["metric"];
const plotted = ["visits", "places-claimed", "sessions-held"] as const satisfies Metric[];

// texts: insight.metric.* insight.unit.*

/** The wall: five figures with their definitions, what happened by day in the middle. Each leads to its rows. */
export default function CityWall({ loaderData }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  const { figures, asOf } = loaderData;
  const from = day(loaderData.from);
  const through = day(loaderData.until).subtract({ days: 1 });
  const shown = figures.map(({ metric, unit, kind, amount }) => (
    <Figure
      key={metric}
      label={t(`insight.metric.${metric}`)}
      value={t.formats.numberText(amount)}
      unit={t(`insight.unit.${unit}`)}
      means={t(kind === "stock" ? "insight.standing" : "insight.counted", {
        from,
        through,
        meaning: t(`insight.metric.${metric}.meaning`),
      })}
      href={`/city/${metric}`}
    />
  ));
  const daysOf = (metric: Metric) => figures.find((one) => one.metric === metric)?.days ?? [];
  const days = [...new Set(plotted.flatMap(daysOf).map((one) => one.day))].toSorted();
  const lineOf = (metric: Metric) => ({
    label: t(`insight.metric.${metric}`),
    values: days.map((name) => daysOf(metric).find((one) => one.day === name)?.amount ?? 0),
  });
  const plot = (unit: string, first: Metric, ...rest: Metric[]) => (
    <PlotLine
      title={t(`insight.metric.${first}`)}
      unit={t(`insight.unit.${unit}`)}
      source={{
        name: t("insight.source-name"),
        asOf: asOf ? t.formats.momentText(moment(asOf)) : "",
        href: `/city/${first}`,
      }}
      times={days.map((name) => name.slice(5))}
      lines={[{ ...lineOf(first), marked: true }, ...rest.map(lineOf)]}
    />
  );
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
          <>
            {plot("person-times", "visits", "places-claimed")}
            {plot("session", "sessions-held")}
          </>
        )
      }
      foot={<p>{t("insight.intro")}</p>}
    />
  );
}
