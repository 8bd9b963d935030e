import { Button } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { PlotBar } from "#web/kit/plot.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { figureKey, figures, getStatement } from "../../../network/contract.ts";
import { NetworkTabs } from "./network-tabs.tsx";

export async function loader({ context, request }: LoadArgs) {
  const search = new URL(request.url).searchParams;
  const [month, house] = [search.get("month"), search.get("house")];
  const query = { ...(month && { month }), ...(house && { house }) };
  return pageOf(context).call(getStatement, { query });
}

/** What houses did for one another in a month: a table, a plot, a file, a page for the printer. */
export default function DeskStatements({ loaderData: one }: PageProps<typeof loader>) {
  const t = useText();
  const asked = new URLSearchParams({ month: one.month, ...(one.house && { house: one.house.id }) });
  const plotted = one.lines.filter(({ lentOfTheirs }) => lentOfTheirs > 0);
  return (
    <ShellDesk title={t("statement.title")} section="till">
      <div className="stack">
        <NetworkTabs current="statements" />
        <Form method="get" label={t("statement.month")}>
          <Field name="month" type="month" label={t("statement.month")} value={one.month} />
          <Select
            name="house"
            label={t("statement.house")}
            value={one.house?.id ?? ""}
            options={[{ value: "", label: t("statement.houses-all") }, ...optionsOf(one.houses)]}
          />
          <Button kind="quiet">{t("between.show")}</Button>
        </Form>
        <Notice
          kind={one.isOver ? "quiet" : "attention"}
          title={t(one.isOver ? "statement.over" : "statement.running")}
        >
          {t("statement.how")}
        </Notice>
        {one.lines.length === 0 ? (
          <Empty title={t("statement.none")}>{t("statement.none.do")}</Empty>
        ) : (
          <>
            <div className="row">
              <a href={`/api/desk/between/statements.csv?${asked}`}>{t("statement.csv")}</a>
              <print-page>{t("statement.print")}</print-page>
            </div>
            <Table
              caption={`${t("statement.title")} ${one.month}`}
              columns={[
                { key: "house", label: t("statement.house") },
                { key: "other", label: t("statement.other") },
                ...figures.map((key) => ({
                  key,
                  label: t(figureKey(key)),
                  numeric: true as const,
                })),
              ]}
              rows={one.lines.map((line) => ({
                key: `${line.house.id} ${line.other.id}`,
                cells: [
                  line.house.name,
                  line.other.name,
                  ...figures.map((key) => t.formats.numberText(line[key])),
                ],
              }))}
            />
            {plotted.length > 0 && (
              <PlotBar
                title={t("statement.plot")}
                unit={t("statement.plot.unit")}
                source={{ name: t("statement.source"), asOf: one.month }}
                items={plotted.map((line) => ({
                  label: t("box.route", { from: line.other.name, to: line.house.name }),
                  value: line.lentOfTheirs,
                }))}
              />
            )}
          </>
        )}
      </div>
    </ShellDesk>
  );
}
