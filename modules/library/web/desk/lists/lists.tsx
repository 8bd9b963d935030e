import { redirect } from "react-router";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Select } from "#web/kit/field.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { State } from "#web/kit/state.tsx";
import { Listed } from "#web/listed.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { publishingStates } from "#web/publishing.tsx";
import { usePage } from "#web/text.tsx";
import { FoldedForm } from "#web/titled-form.tsx";
import { createList, deskLists } from "../../../catalogue/lists/contract.ts";
import { CatalogueTabs } from "../catalogue-tabs.tsx";
import { ListFields } from "./list-fields.tsx";
import { listFrom } from "./list-form.ts";

export async function loader({ context, request }: LoadArgs) {
  const cursor = new URL(request.url).searchParams.get("cursor");
  return pageOf(context).call(deskLists, { query: { ...(cursor && { cursor }) } });
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  try {
    const body = { organisationId: said(form, "organisationId"), list: listFrom(form) };
    const { id } = await pageOf(context).call(createList, { body }, keyOf(form));
    return redirect(`/desk/lists/${id}?done=edit`);
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: publishing.state.*
/** Reading lists of one's organisations, and a new one. */
export default function DeskLists({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { items, next, organisations } = loaderData;
  const { text: t } = usePage();
  const problem = actionData?.problem;
  const values: Record<string, string> = actionData?.values ?? {};
  return (
    <ShellDesk title={t("reading-lists.title")} section="library">
      <div className="stack">
        <CatalogueTabs current="lists" />
        <Listed
          none={{ title: t("desk-lists.none"), do: t("desk-lists.none.do") }}
          caption={t("reading-lists.title")}
          columns={[
            { key: "title", label: t("reading-list.name") },
            { key: "state", label: t("batch.state") },
            { key: "organiser", label: t("desk-lists.organiser") },
            { key: "books", label: t("desk-lists.books"), numeric: true },
            { key: "changed", label: t("desk-lists.changed") },
          ]}
          rows={items.map((row) => ({
            key: row.id,
            cells: [
              <a key="title" href={`/desk/lists/${row.id}`} dir="auto">
                {row.title}
              </a>,
              <State key="state" kind={publishingStates[row.state] ?? "closed"}>
                {t(`publishing.state.${row.state}`)}
              </State>,
              <bdi key="organiser">{row.organiser.name}</bdi>,
              row.books,
              t.formats.momentText(moment(row.changedAt)),
            ],
          }))}
        />
        {next && (
          <p>
            <ButtonLink kind="quiet" href={`/desk/lists?cursor=${next}`}>
              {t("shelf.more")}
            </ButtonLink>
          </p>
        )}
        {organisations.length > 0 && (
          <FoldedForm title={t("desk-lists.new")} open={items.length === 0} problem={problem}>
            <Select
              name="organisationId"
              label={t("desk-lists.organiser")}
              value={values.organisationId ?? organisations[0]?.id}
              options={optionsOf(organisations)}
              problem={problem}
            />
            <ListFields values={values} problem={problem} />
            <Button>{t("desk-lists.save-draft")}</Button>
          </FoldedForm>
        )}
      </div>
    </ShellDesk>
  );
}
