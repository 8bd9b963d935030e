import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Choice, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { Listed } from "#web/listed.tsx";
import { day } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  pageOf,
  said,
  unknownAct,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { SectionForm } from "#web/titled-form.tsx";
import { beginFloating, endFloating, listFloating } from "../../../network/contract.ts";
import { NetworkTabs } from "./network-tabs.tsx";

export async function loader({ context }: LoadArgs) {
  return pageOf(context).call(listFloating, {});
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  try {
    if (said(form, "do") === "end")
      await call(endFloating, { params: { id: said(form, "group") }, body: {} }, keyOf(form));
    else if (said(form, "do") !== "begin") throw unknownAct(pageOf(context));
    else {
      const shelf = said(form, "shelf");
      const body = {
        organisationId: said(form, "organisationId"),
        name: said(form, "name"),
        types: said(form, "types").split(/\s+/).filter(Boolean),
        places: form.getAll("places").map((id) => ({ placeId: String(id), shelf })),
      };
      await call(beginFloating, { body }, keyOf(form));
    }
    return redirect("/desk/between/floating");
  } catch (error) {
    return formProblem(error, form);
  }
}

/** Groups of places among which copies stay where they were returned. */
export default function DeskFloating({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { groups, places, houses } = loaderData;
  const t = useText();
  const problem = actionData?.problem;
  const values: Record<string, string> = actionData?.values ?? {};
  const placeText = (place: (typeof groups)[number]["places"][number]) =>
    place.shelf ? t("floating.shelf-of", { place: place.name, shelf: place.shelf }) : place.name;
  return (
    <ShellDesk title={t("floating.title")} section="till">
      <div className="stack">
        <NetworkTabs current="floating" />
        <Listed
          none={{ title: t("floating.none"), do: t("floating.none.do") }}
          caption={t("floating.title")}
          columns={[
            { key: "name", label: t("floating.name") },
            { key: "places", label: t("floating.places"), prose: true },
            { key: "types", label: t("floating.types") },
            { key: "since", label: t("rotation.state") },
            { key: "do", label: t("floating.end") },
          ]}
          rows={groups.map((group) => ({
            key: group.id,
            cells: [
              <bdi key="name">{group.name}</bdi>,
              t.formats.listText(group.places.map(placeText)),
              group.types.length > 0 ? group.types.join(" ") : t("floating.types.all"),
              group.endedOn
                ? t("floating.ended", { day: day(group.endedOn) })
                : t("floating.since", { day: day(group.madeOn) }),
              group.mayWrite ? (
                <Form key="do" label={`${t("floating.end")} ${group.name}`}>
                  <input type="hidden" name="do" value="end" />
                  <input type="hidden" name="group" value={group.id} />
                  <Button kind="link">
                    {t("floating.end")}
                    <span className="unseen"> {group.name}</span>
                  </Button>
                </Form>
              ) : (
                "–"
              ),
            ],
          }))}
        />
        {places.length > 1 && houses[0] && (
          <SectionForm title={t("floating.begin")} does="begin" problem={problem}>
            <Field name="name" label={t("floating.name")} value={values.name} chars={20} problem={problem} />
            <Select
              name="organisationId"
              label={t("floating.house")}
              value={values.organisationId ?? houses[0].id}
              options={optionsOf(houses)}
              problem={problem}
            />
            <Choice
              name="places"
              label={t("floating.places")}
              many
              options={optionsOf(places)}
              problem={problem}
            />
            <Field
              name="types"
              label={t("floating.types")}
              hint={t("floating.types.hint")}
              value={values.types}
              chars={20}
              problem={problem}
              optional
            />
            <Field
              name="shelf"
              label={t("floating.shelf")}
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
