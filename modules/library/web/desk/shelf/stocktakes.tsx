import { redirect } from "react-router";
import { Field, Select } from "#web/kit/field.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { Listed } from "#web/listed.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { SectionForm } from "#web/titled-form.tsx";
import { beginStocktake, listStocktakes } from "../../../catalogue/shelf/contract.ts";
import { CatalogueTabs } from "../catalogue-tabs.tsx";

export async function loader({ context }: LoadArgs) {
  return pageOf(context).call(listStocktakes, {});
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  try {
    const body = { placeId: said(form, "placeId"), shelf: said(form, "shelf") };
    const { id } = await pageOf(context).call(beginStocktake, { body }, keyOf(form));
    return redirect(`/desk/catalogue/stocktakes/${id}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: stocktake.state.*
/** Shelves that are or were counted, and beginning to count one. */
export default function DeskStocktakes({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { items, places } = loaderData;
  const t = useText();
  const problem = actionData?.problem;
  const values: Record<string, string> = actionData?.values ?? {};
  return (
    <ShellDesk title={t("stocktake.title")} section="library">
      <div className="stack">
        <CatalogueTabs current="stocktakes" />
        <Listed
          none={{ title: t("stocktake.none"), do: t("stocktake.none.do") }}
          caption={t("stocktake.title")}
          columns={[
            { key: "place", label: t("shelf.place") },
            { key: "shelf", label: t("shelf.shelf") },
            { key: "state", label: t("batch.state") },
            { key: "there", label: t("stocktake.there"), numeric: true },
            { key: "missing", label: t("stocktake.missing"), numeric: true },
            { key: "at", label: t("stocktake.began") },
          ]}
          rows={items.map((one) => ({
            key: one.id,
            cells: [
              <a key="place" href={`/desk/catalogue/stocktakes/${one.id}`}>
                {one.place.name}
              </a>,
              <bdi key="shelf">{one.shelf || t("stocktake.all-shelves")}</bdi>,
              t(`stocktake.state.${one.state}`),
              one.state === "open" ? "–" : t.formats.numberText(one.there),
              one.state === "open" ? "–" : t.formats.numberText(one.missing),
              t.formats.momentText(moment(one.beganAt)),
            ],
          }))}
        />
        {places.length > 0 && (
          <SectionForm title={t("stocktake.begin")} problem={problem}>
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
              hint={t("stocktake.shelf.hint")}
              value={values.shelf}
              chars={20}
              problem={problem}
              optional
            />
          </SectionForm>
        )}
      </div>
    </ShellDesk>
  );
}
