import type { AnswerOf } from "#contract";
import type { Text } from "#libs/texts";
import { Facts, Table } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { PlotLine } from "#web/kit/plot.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { day } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { publicFigures } from "../contract.ts";

export function loader({ context }: LoadArgs) {
  return pageOf(context).call(publicFigures, {});
}

type PublicFigure = AnswerOf<typeof publicFigures>["figures"][number];
type Month = PublicFigure["months"][number];

// texts: insight.metric.* insight.unit.*

/** What everybody may know of the city's culture in figures: this month so far, the last months, and how they are counted. */
export default function FiguresPage({ loaderData }: PageProps<typeof loader>) {
  const { text: t, actor } = usePage();
  const { figures, fewest, lastDay } = loaderData;
  const until = t.formats.fullDayText(day(lastDay));
  const months = figures[0]?.months ?? [];
  const running = months.at(-1)?.whole === false;
  const whole = months.filter((month) => month.whole);
  const visits =
    figures.find(({ metric }) => metric === "visits")?.months.filter((month) => month.whole) ?? [];
  const write = (month: Month | undefined) => amountText(t, month, fewest);
  return (
    <ShellPortal title={t("insight.public.title")} description={t("insight.public.lead")}>
      <div className="stack-wide">
        <div className="stack">
          <h1>{t("insight.public.title")}</h1>
          <p className="lead">{t("insight.public.lead")}</p>
          <p className="quiet">{t("insight.public.until", { day: until })}</p>
        </div>
        {months.length === 0 && <Empty title={t("insight.no-data")}>{t("insight.no-data.do")}</Empty>}
        {months.length > 0 && (
          <Section title={t(running ? "insight.public.now" : "insight.public.last")}>
            <Facts
              items={figures.map((figure) => ({
                key: figure.metric,
                term: t(`insight.metric.${figure.metric}`),
                value: (
                  <>
                    {t("insight.public.value", {
                      amount: write(figure.months.at(-1)),
                      unit: t(`insight.unit.${figure.unit}`),
                    })}
                    <br />
                    <span className="quiet small">{t(`insight.metric.${figure.metric}.meaning`)}</span>
                  </>
                ),
              }))}
            />
          </Section>
        )}
        {visits.filter(({ amount }) => amount !== null).length > 1 && (
          <PlotLine
            title={t("insight.public.visits")}
            unit={t("insight.unit.person-times")}
            source={{ name: t("insight.source-name"), asOf: until, href: publicFigures.path }}
            times={visits.map(({ month }) => month)}
            lines={[
              {
                label: t("insight.metric.visits"),
                values: visits.map(({ amount }) => amount),
                marked: true,
              },
            ]}
          />
        )}
        {whole.length > 0 && (
          <Section title={t("insight.public.months")}>
            <Table
              caption={t("insight.public.months")}
              hideCaption
              columns={[
                { key: "month", label: t("insight.public.column.month") },
                ...figures.map(({ metric, unit }) => ({
                  key: metric,
                  label: t("insight.public.column", {
                    metric: t(`insight.metric.${metric}`),
                    unit: t(`insight.unit.${unit}`),
                  }),
                  numeric: true as const,
                })),
              ]}
              rows={whole.toReversed().map(({ month }) => ({
                key: month,
                cells: [
                  <span key="month" className="nowrap">
                    {month}
                  </span>,
                  ...figures.map((figure) => write(monthOf(figure, month))),
                ],
              }))}
            />
          </Section>
        )}
        <Notice kind="quiet" title={t("insight.public.rule")}>
          <p>{t("insight.public.rule.means", { fewest })}</p>
          <p>{t("insight.public.units")}</p>
        </Notice>
        <p className="row">
          <a href={publicFigures.path}>{t("insight.public.data")}</a>
          {actor.kind === "staff" && <a href="/city">{t("insight.public.staff")}</a>}
        </p>
      </div>
    </ShellPortal>
  );
}

const monthOf = ({ months }: PublicFigure, wanted: string) => months.find(({ month }) => month === wanted);

function amountText(t: Text, month: Month | undefined, fewest: number): string {
  if (!month || month.amount === null) return t("insight.public.few", { fewest });
  const amount = t.formats.numberText(month.amount);
  return month.rounded && month.amount !== 0 ? t("insight.public.about", { amount }) : amount;
}
