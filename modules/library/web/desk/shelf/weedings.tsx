import { redirect } from "react-router";
import { Choice, Field, Select } from "#web/kit/field.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { Listed } from "#web/listed.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { SectionForm } from "#web/titled-form.tsx";
import { weedable } from "../../../catalogue/items/contract.ts";
import { listWeedings, proposeWeeding } from "../../../catalogue/shelf/contract.ts";
import { CatalogueTabs } from "../catalogue-tabs.tsx";
import { ruleText } from "./rule-text.ts";

export async function loader({ context }: LoadArgs) {
  return pageOf(context).call(listWeedings, {});
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  const number = (name: string) => (said(form, name) === "" ? null : Number(said(form, name)));
  try {
    const { id } = await pageOf(context).call(
      proposeWeeding,
      {
        body: {
          placeId: said(form, "placeId"),
          shelf: said(form, "shelf"),
          publishedBefore: number("publishedBefore"),
          acquiredBefore: said(form, "acquiredBefore") || null,
          keepCopies: number("keepCopies"),
          // The contract refuses a status that is none.
          statuses: form.getAll("statuses[]").map(String) as "damaged"[],
        },
      },
      keyOf(form),
    );
    return redirect(`/desk/catalogue/weedings/${id}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: weeding.state.* item.status.*
/** Lists of items to be withdrawn, and proposing one by a rule. */
export default function DeskWeedings({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { items, places } = loaderData;
  const t = useText();
  const problem = actionData?.problem;
  const values: Record<string, string> = actionData?.values ?? {};
  return (
    <ShellDesk title={t("weeding.title")} section="library">
      <div className="stack">
        <CatalogueTabs current="weedings" />
        <Listed
          none={{ title: t("weeding.none"), do: t("weeding.none.do") }}
          caption={t("weeding.title")}
          columns={[
            { key: "place", label: t("shelf.place") },
            { key: "rule", label: t("weeding.rule"), prose: true },
            { key: "items", label: t("shelf.items"), numeric: true },
            { key: "state", label: t("batch.state") },
            { key: "at", label: t("weeding.proposed-at") },
          ]}
          rows={items.map((one) => ({
            key: one.id,
            cells: [
              <a key="place" href={`/desk/catalogue/weedings/${one.id}`}>
                {one.place.name}
              </a>,
              ruleText(t, one.rule),
              t.formats.numberText(one.items),
              t(`weeding.state.${one.state}`),
              t.formats.momentText(moment(one.proposedAt)),
            ],
          }))}
        />
        {places.length > 0 && (
          <SectionForm title={t("weeding.propose")} note={t("weeding.propose.note")} problem={problem}>
            <Select
              name="placeId"
              label={t("shelf.place")}
              value={values.placeId ?? places[0]?.id}
              options={optionsOf(places)}
              problem={problem}
            />
            <Field
              name="shelf"
              label={t("shelf.shelf")}
              hint={t("shelf.shelf.hint")}
              value={values.shelf}
              chars={20}
              problem={problem}
              optional
            />
            <Field
              name="publishedBefore"
              type="number"
              label={t("weeding.published-before")}
              value={values.publishedBefore}
              chars={4}
              problem={problem}
              optional
            />
            <Field
              name="acquiredBefore"
              type="date"
              label={t("weeding.acquired-before")}
              value={values.acquiredBefore}
              problem={problem}
              optional
            />
            <Field
              name="keepCopies"
              type="number"
              label={t("weeding.keep-copies")}
              hint={t("weeding.keep-copies.hint")}
              value={values.keepCopies}
              min={0}
              chars={4}
              problem={problem}
              optional
            />
            <Choice
              name="statuses"
              many
              label={t("item.status")}
              value={[]}
              options={weedable.map((value) => ({ value, label: t(`item.status.${value}`) }))}
              problem={problem}
              optional
            />
          </SectionForm>
        )}
      </div>
    </ShellDesk>
  );
}
