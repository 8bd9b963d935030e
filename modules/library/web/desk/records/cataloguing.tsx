import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form, FormKey } from "#web/kit/form.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Row, Rows } from "#web/kit/rows.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { dropTemplate, listTemplates, recentRecords } from "../../../catalogue/editing/contract.ts";
import { searchCatalogue } from "../../../catalogue/searching/contract.ts";
import { publishedLine } from "../../words.ts";
import { CatalogueTabs } from "../catalogue-tabs.tsx";
import { LongTitle } from "../long-title.tsx";

const mostFound = 20;

export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  const q = new URL(request.url).searchParams.get("record")?.trim() ?? "";
  const found = q === "" ? null : await call(searchCatalogue, { query: { q, limit: mostFound } });
  const recent = (await call(recentRecords, {})).items;
  return { q, found: found?.items ?? null, recent, ...(await call(listTemplates, {})) };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  try {
    await pageOf(context).call(dropTemplate, { params: { id: said(form, "drop") } }, keyOf(form));
    return null;
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: library.flavour.* edit.did.*
/** Where records are made and changed: with a template, from another library, or one that stands. */
export default function DeskCataloguing({ loaderData }: PageProps<typeof loader>) {
  const { q, found, recent, items, organisations } = loaderData;
  const t = useText();
  return (
    <ShellDesk title={t("edit.title")} section="library">
      <div className="stack">
        <CatalogueTabs current="editing" />
        <Section title={t("edit.find")}>
          <Form method="get" label={t("edit.find")}>
            <Field
              name="record"
              type="search"
              label={t("edit.find.words")}
              hint={t("edit.find.hint")}
              value={q}
            />
            <Button kind="quiet">{t("edit.find.verb")}</Button>
          </Form>
          {found?.length === 0 && <Empty title={t("edit.find.none")}>{t("edit.find.none.do")}</Empty>}
          {found && found.length > 0 && (
            <Rows>
              {found.map((one) => (
                <Row
                  key={one.id}
                  href={`/desk/catalogue/records/${one.id}/edit`}
                  title={<LongTitle>{one.title || t("batch.record.untitled")}</LongTitle>}
                  note={publishedLine(one)}
                />
              ))}
            </Rows>
          )}
        </Section>
        {organisations.length > 0 ? (
          <>
            <Section title={t("copying.title")} note={t("copying.note")}>
              <p>
                <ButtonLink kind="quiet" href="/desk/catalogue/copy">
                  {t("copying.begin")}
                </ButtonLink>
              </p>
            </Section>
            <Section title={t("edit.new")} note={t("edit.new.note")}>
              <ul className="plain edit-templates">
                {items.map((one) => (
                  <li key={one.id} className="row row-between">
                    <span>
                      <a href={`/desk/catalogue/records/new?template=${one.id}`}>{one.name}</a>{" "}
                      {one.organisation !== null && (
                        <span className="quiet">
                          {t("edit.template.of", {
                            house: one.organisation,
                            flavour: t(`library.flavour.${one.flavour}`),
                          })}
                        </span>
                      )}
                    </span>
                    {one.mayDrop && (
                      <form method="post">
                        <FormKey />
                        <button className="button button-link" type="submit" name="drop" value={one.id}>
                          {t("edit.template.drop", { name: one.name })}
                        </button>
                      </form>
                    )}
                  </li>
                ))}
              </ul>
            </Section>
          </>
        ) : (
          <p className="quiet">{t("edit.not-yours")}</p>
        )}
        {recent.length > 0 && (
          <Section title={t("edit.recent")}>
            <Rows>
              {recent.map((one) => (
                <Row
                  key={one.id}
                  href={`/desk/catalogue/records/${one.id}/${one.state === "withdrawn" ? "history" : "edit"}`}
                  lead={{ text: t.formats.momentText(moment(one.at)), iso: one.at }}
                  title={<LongTitle>{one.title || t("batch.record.untitled")}</LongTitle>}
                  note={t(`edit.did.${one.did}`)}
                />
              ))}
            </Rows>
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}
