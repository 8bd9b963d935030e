import { redirect } from "react-router";
import { addressOf } from "#contract";
import { askedItem } from "#web/address.ts";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table, Tabs } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import {
  beginImport,
  exportTable,
  getTemplate,
  listImports,
  listTables,
} from "../../../platform/exchange/contract.ts";
import { listFilters, listOrganisations } from "../../places/contract.ts";
import { PlacesTabs } from "../../places/web/door.ts";
import { TakeForm } from "./take-form.tsx";

export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  const [{ items: tables }, { items: imports }, { items: organisations }, filters] = await Promise.all([
    call(listTables, {}),
    call(listImports, {}),
    call(listOrganisations, { query: {} }),
    call(listFilters, {}),
  ]);
  const first = tables.find(({ can }) => can.includes("bring")) ?? tables[0] ?? null;
  const table = askedItem({ context, request }, "table", tables, ({ name }) => name) ?? first;
  return { tables, table, imports, organisations, filters };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const table = said(form, "table");
  if (said(form, "do") === "take") {
    const wanted = ["format", "organisation", "division", "kind", "level"].flatMap((name) =>
      said(form, name) === "" ? [] : [[name, said(form, name)]],
    );
    return redirect(addressOf(exportTable, { params: { table }, query: Object.fromEntries(wanted) }));
  }
  const encoding = said(form, "encoding");
  try {
    const { id } = await call(
      beginImport,
      {
        body: {
          table,
          file: said(form, "file.name"),
          ...(said(form, "file") !== "" && { sha256: said(form, "file") }),
          // One of those offered; the operation refuses every other.
          ...(encoding !== "" && { encoding: encoding as "UTF-8" }),
        },
      },
      keyOf(form),
    );
    return redirect(`/desk/exchange/${id}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: exchange.state.*

/** Tables in and out: what can be brought in, its template, what can be taken away, and what was sent lately. */
export default function DeskExchange({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const { tables, table, imports } = loaderData;
  if (!table) {
    return (
      <ShellDesk title={t("front.exchange.title")} section="places">
        <div className="stack">
          <PlacesTabs current="exchange" />
          <Empty title={t("front.exchange.none")}>{t("front.exchange.none.do")}</Empty>
        </div>
      </ShellDesk>
    );
  }
  return (
    <ShellDesk title={t("front.exchange.title")} section="places">
      <div className="stack">
        <PlacesTabs current="exchange" />
        <Tabs
          label={t("front.exchange.tables")}
          items={tables.map(({ name, title }) => ({
            href: `/desk/exchange?table=${name}`,
            label: title,
            current: name === table.name,
          }))}
        />
        {table.can.includes("bring") && <Bring table={table} problem={actionData?.problem} />}
        {table.can.includes("take") && (
          <TakeForm table={table} organisations={loaderData.organisations} filters={loaderData.filters} />
        )}
        {imports.length > 0 && <Lately imports={imports} />}
        <Columns table={table} />
      </div>
    </ShellDesk>
  );
}

type TableInfo = NonNullable<Awaited<ReturnType<typeof loader>>["table"]>;

function Bring({
  table,
  problem,
}: {
  table: TableInfo;
  problem: NonNullable<PageProps<typeof loader, typeof action>["actionData"]>["problem"] | undefined;
}) {
  const t = useText();
  const template = (format: "csv" | "xlsx") =>
    addressOf(getTemplate, { params: { table: table.name }, query: { format } });
  return (
    <Section title={t("front.exchange.bring", { table: table.title })} note={t("front.exchange.bring-note")}>
      <div className="row">
        <ButtonLink kind="quiet" href={template("xlsx")} download>
          {t("front.exchange.template-xlsx")}
        </ButtonLink>
        <ButtonLink kind="quiet" href={template("csv")} download>
          {t("front.exchange.template-csv")}
        </ButtonLink>
      </div>
      <Form files problem={problem} label={t("front.exchange.bring", { table: table.title })}>
        <input type="hidden" name="table" value={table.name} />
        <Field
          name="file"
          type="file"
          label={t("front.exchange.file")}
          hint={t("front.exchange.file-hint")}
          accept=".csv,.xlsx,.geojson,.json,.ics,text/csv,text/calendar"
          problem={problem}
        />
        <Select
          name="encoding"
          label={t("front.exchange.encoding")}
          hint={t("front.exchange.encoding-hint")}
          value=""
          empty={t("front.exchange.encoding-auto")}
          options={["UTF-8", "GB18030"].map((value) => ({ value, label: value }))}
          optional
        />
        <Button>{t("front.exchange.check")}</Button>
      </Form>
    </Section>
  );
}

function Lately({ imports }: Pick<Awaited<ReturnType<typeof loader>>, "imports">) {
  const t = useText();
  return (
    <Section title={t("front.exchange.lately")}>
      <Table
        caption={t("front.exchange.lately")}
        hideCaption
        columns={[
          { key: "file", label: t("front.exchange.file") },
          { key: "table", label: t("front.exchange.table") },
          { key: "state", label: t("front.exchange.state") },
          { key: "refused", label: t("front.exchange.count.refused"), numeric: true },
          { key: "at", label: t("front.exchange.sent-at") },
        ]}
        rows={imports.map((one) => ({
          key: one.id,
          cells: [
            <a key="file" href={`/desk/exchange/${one.id}`} dir="auto">
              {one.file}
            </a>,
            one.table.title,
            t(`exchange.state.${one.state}`),
            t.formats.numberText(one.refused),
            t.formats.momentText(moment(one.madeAt)),
          ],
        }))}
      />
    </Section>
  );
}

/** What each column is: the template says the same. */
function Columns({ table }: { table: TableInfo }) {
  const t = useText();
  return (
    <Section title={t("front.exchange.columns")} note={t("front.exchange.columns-note")}>
      <Table
        caption={t("front.exchange.columns")}
        hideCaption
        columns={[
          { key: "title", label: t("front.exchange.column") },
          { key: "about", label: t("front.exchange.about"), prose: true },
          { key: "example", label: t("front.exchange.example"), prose: true },
        ]}
        rows={table.columns.map(({ key, title, about, example, needed }) => ({
          key,
          cells: [title, needed ? t("exchange.needed", { about }) : about, example],
        }))}
      />
    </Section>
  );
}
