import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { classHelp } from "../../../catalogue/classes/contract.ts";
import { CatalogueTabs } from "../catalogue-tabs.tsx";

export async function loader({ context, request }: LoadArgs) {
  const q = new URL(request.url).searchParams.get("q")?.trim().slice(0, 100) ?? "";
  return { q, ...(await pageOf(context).call(classHelp, { query: { ...(q && { q }) } })) };
}

const pathText = (path: readonly { name: string }[]) => path.map(({ name }) => name).join(" › ");

/** Where a book may be classed: what classes are called, and where books with such words were classed. */
export default function DeskClasses({ loaderData: { q, called, used } }: PageProps<typeof loader>) {
  const t = useText();
  return (
    <ShellDesk title={t("class-help.title")} section="library">
      <div className="stack">
        <CatalogueTabs current="classes" />
        <Form method="get" action="/desk/catalogue/classes" label={t("class-help.title")}>
          <Field
            name="q"
            type="search"
            label={t("class-help.words")}
            hint={t("class-help.hint")}
            value={q}
            optional
          />
          <Button icon="search">{t("library.find")}</Button>
        </Form>
        <p>
          <a href="/catalogue/classes">{t("class-help.tree")}</a>
        </p>
        {q !== "" && called.length + used.length === 0 && (
          <Empty title={t("class-help.none")}>{t("class-help.none.do")}</Empty>
        )}
        {called.length > 0 && (
          <Section title={t("class-help.called")}>
            <Table
              caption={t("class-help.called")}
              hideCaption
              columns={[
                { key: "class", label: t("class-help.number") },
                { key: "name", label: t("class-help.name"), prose: true },
                { key: "records", label: t("class-help.records"), numeric: true },
              ]}
              rows={called.map((node) => ({
                key: node.class,
                cells: [
                  <a key="class" href={`/catalogue/classes?class=${node.class}`}>
                    {node.class}
                  </a>,
                  pathText(node.path),
                  t.formats.numberText(node.records),
                ],
              }))}
            />
          </Section>
        )}
        {used.length > 0 && (
          <Section title={t("class-help.used")}>
            <Table
              caption={t("class-help.used")}
              hideCaption
              columns={[
                { key: "number", label: t("class-help.number") },
                { key: "name", label: t("class-help.name"), prose: true },
                { key: "records", label: t("class-help.records"), numeric: true },
                { key: "title", label: t("class-help.example"), prose: true },
              ]}
              rows={used.map((one) => ({
                key: one.number,
                cells: [
                  one.number,
                  pathText(one.path),
                  t.formats.numberText(one.records),
                  <bdi key="title">{one.title}</bdi>,
                ],
              }))}
            />
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}
