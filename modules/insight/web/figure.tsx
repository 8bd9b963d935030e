import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { DateField } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts, Table } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { PlotBar } from "#web/kit/plot.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { day, moment } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { factRows, figure } from "../contract.ts";

type Metric =
  | "visits"
  | "participation"
  | "participation-reported"
  | "beneficiaries"
  | "places-claimed"
  | "sessions-held"
  | "lessons-held"
  | "lesson-attendance"
  | "loans"
  | "returns"
  | "holds"
  | "used-in-house"
  | "cards"
  | "volumes"
  | "residents"
  | "facilities";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const { searchParams } = new URL(request.url);
  const asked = (name: string) => searchParams.get(name) || undefined;
  // An unknown metric is refused by the contract, as any other caller's would be.
  const of = { params: { metric: params.metric as Metric } };
  const query = { from: asked("from"), until: asked("until"), org: asked("org") };
  const one = await call(figure, { ...of, query });
  const rows = one.can.includes("see-rows")
    ? await call(factRows, { ...of, query: { ...query, after: asked("after") } })
    : null;
  return { one, rows, query };
}

// texts: insight.metric.* insight.unit.* insight.kind.* insight.source.*

/** One figure down to the records behind it. */
export default function FigurePage({ loaderData: { one, rows, query } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  const here = (more: Record<string, string | undefined>) => {
    const all = Object.entries({ ...query, ...more }).filter((pair): pair is [string, string] =>
      Boolean(pair[1]),
    );
    return `?${new URLSearchParams(all)}`;
  };
  const folded = one.organisations.slice(shownOrganisations);
  const hrefOf = (org: string) => here({ org, after: undefined });
  const name = t(`insight.metric.${one.metric}`);
  const unit = t(`insight.unit.${one.unit}`);
  const asOf = one.asOf ? t.formats.momentText(moment(one.asOf)) : "";
  return (
    <ShellDesk title={name} section="reports">
      <div className="stack">
        <Trail label={t("insight.trail")} items={[{ href: "/city", label: t("insight.title") }]} />
        <p>{t(`insight.metric.${one.metric}.meaning`)}</p>
        <Facts
          items={[
            { term: t(`insight.kind.${one.kind}`), value: `${t.formats.numberText(one.amount)} ${unit}` },
            {
              term: t("insight.period-term"),
              value: t("insight.period", { from: day(one.from), to: day(one.until).subtract({ days: 1 }) }),
            },
          ]}
        />
        <Form method="get" label={t("insight.period-term")}>
          <DateField name="from" label={t("insight.from")} value={one.from} />
          <DateField name="until" label={t("insight.until")} value={one.until} />
          <Button kind="quiet">{t("insight.show")}</Button>
        </Form>
        {one.days.length > 0 && (
          <PlotBar
            title={t("insight.by-day")}
            level={2}
            unit={unit}
            source={{ name: t("insight.source-name"), asOf }}
            items={one.days.map((row) => ({
              label: t.formats.dayText(day(row.day)),
              value: row.amount,
              href: here({
                from: row.day,
                until: day(row.day).add({ days: 1 }).toString(),
                after: undefined,
              }),
            }))}
          />
        )}
      </div>
      <Section title={t("insight.by-organisation")}>
        <Organisations rows={one.organisations.slice(0, shownOrganisations)} hrefOf={hrefOf} />
        {folded.length > 0 && (
          <details>
            <summary>{t("insight.more-organisations", { count: folded.length })}</summary>
            <Organisations rows={folded} hrefOf={hrefOf} />
          </details>
        )}
      </Section>
      <Section title={t("insight.rows")}>
        {rows === null && <p className="quiet">{t("insight.rows.forbidden")}</p>}
        {rows?.items.length === 0 &&
          (one.amount === 0 && one.days.length === 0 ? (
            <Empty title={t("insight.no-data")}>{t("insight.no-data.do")}</Empty>
          ) : (
            <Notice kind="quiet" title={t("insight.rows.beyond")}>
              <p>{t("insight.rows.beyond.do")}</p>
            </Notice>
          ))}
        {rows && rows.items.length > 0 && (
          <Table
            caption={t("insight.rows")}
            hideCaption
            columns={[
              { key: "at", label: t("insight.column.when") },
              { key: "organisation", label: t("insight.column.organisation") },
              { key: "amount", label: t("insight.column.amount"), numeric: true },
              { key: "about", label: t("insight.column.about") },
              { key: "source", label: t("insight.column.source") },
            ]}
            rows={rows.items.map((row) => ({
              key: `${row.eventId} ${row.amount}`,
              cells: [
                t.formats.momentText(moment(row.at)),
                row.organisation || t("insight.city-wide"),
                t.formats.numberText(row.amount),
                row.about ? (
                  <a key="about" href={row.about.href}>
                    {row.about.title}
                  </a>
                ) : null,
                `${t(`insight.source.${row.source.kind}`)} ${row.source.id.slice(-12)}`,
              ],
            }))}
          />
        )}
        {rows?.next && <a href={here({ after: rows.next })}>{t("insight.rows.more")}</a>}
      </Section>
    </ShellDesk>
  );
}

/** Those with the largest shares; a city has hundreds of communities with small ones. */
const shownOrganisations = 20;

function Organisations({
  rows,
  hrefOf,
}: {
  rows: AnswerOf<typeof figure>["organisations"];
  hrefOf: (org: string) => string;
}) {
  const { text: t } = usePage();
  return (
    <Table
      caption={t("insight.by-organisation")}
      hideCaption
      columns={[
        { key: "name", label: t("insight.column.organisation") },
        { key: "amount", label: t("insight.column.amount"), numeric: true },
      ]}
      rows={rows.map(({ id, name, amount }) => ({
        key: id ?? "city",
        cells: [
          id ? (
            <a key="org" href={hrefOf(id)}>
              {name}
            </a>
          ) : (
            t("insight.city-wide")
          ),
          t.formats.numberText(amount),
        ],
      }))}
    />
  );
}
