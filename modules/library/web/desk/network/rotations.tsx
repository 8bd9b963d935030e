import { redirect } from "react-router";
import { Field, Select } from "#web/kit/field.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { Listed } from "#web/listed.tsx";
import { day } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  pageOf,
  said,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { SectionForm } from "#web/titled-form.tsx";
import { listRotations, mostOfAPlan, proposeRotation } from "../../../network/contract.ts";
import { NetworkTabs } from "./network-tabs.tsx";

export async function loader({ context }: LoadArgs) {
  return pageOf(context).call(listRotations, {});
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  try {
    const rule = {
      shelf: said(form, "shelf"),
      callNumber: said(form, "callNumber"),
      type: said(form, "type"),
      unlentDays: numberOf(form, "unlentDays"),
      most: numberOf(form, "most"),
      cameBy: said(form, "cameBy") || null,
    };
    const body = {
      fromId: said(form, "fromId"),
      toId: said(form, "toId"),
      toShelf: said(form, "toShelf"),
      rule,
    };
    const { id } = await pageOf(context).call(proposeRotation, { body }, keyOf(form));
    return redirect(`/desk/between/rotation/${id}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: rotation.state.*
/** Plans by which copies stand elsewhere for a while, and proposing one. */
export default function DeskRotations({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { items, places } = loaderData;
  const t = useText();
  const problem = actionData?.problem;
  const values: Record<string, string> = actionData?.values ?? {};
  const options = optionsOf(places);
  return (
    <ShellDesk title={t("rotation.title")} section="till">
      <div className="stack">
        <NetworkTabs current="rotations" />
        <Listed
          none={{ title: t("rotation.none"), do: t("rotation.none.do") }}
          caption={t("rotation.title")}
          columns={[
            { key: "route", label: t("between.boxes") },
            { key: "state", label: t("rotation.state") },
            { key: "proposed", label: t("rotation.proposed"), numeric: true },
            { key: "going", label: t("rotation.going"), numeric: true },
            { key: "there", label: t("rotation.there"), numeric: true },
            { key: "made", label: t("rotation.made") },
          ]}
          rows={items.map((one) => ({
            key: one.id,
            cells: [
              <a key="route" href={`/desk/between/rotation/${one.id}`}>
                {t("box.route", { from: one.from.name, to: one.to.name })}
              </a>,
              t(`rotation.state.${one.state}`),
              t.formats.numberText(one.proposed),
              t.formats.numberText(one.going),
              t.formats.numberText(one.there),
              t.formats.dayText(day(one.madeOn)),
            ],
          }))}
        />
        {places.length > 1 && (
          <SectionForm title={t("rotation.propose")} problem={problem}>
            <Select
              name="fromId"
              label={t("rotation.from")}
              value={values.fromId ?? options[0]?.value}
              options={options}
              problem={problem}
            />
            <Select
              name="toId"
              label={t("rotation.to")}
              value={values.toId ?? options[1]?.value}
              options={options}
              problem={problem}
            />
            <Field
              name="shelf"
              label={t("rotation.shelf")}
              value={values.shelf}
              chars={20}
              problem={problem}
              optional
            />
            <Field
              name="callNumber"
              label={t("rotation.call-number")}
              value={values.callNumber}
              chars={12}
              problem={problem}
              optional
            />
            <Field
              name="type"
              label={t("rotation.type")}
              value={values.type}
              chars={12}
              problem={problem}
              optional
            />
            <Field
              name="unlentDays"
              type="number"
              label={t("rotation.unlent")}
              unit={t("rotation.days")}
              value={values.unlentDays ?? 180}
              min={0}
              max={3650}
              chars={6}
              problem={problem}
            />
            <Field
              name="most"
              type="number"
              label={t("rotation.most")}
              unit={t("rotation.volumes")}
              value={values.most ?? 50}
              min={1}
              max={mostOfAPlan}
              chars={6}
              problem={problem}
            />
            <Field
              name="toShelf"
              label={t("rotation.to-shelf")}
              value={values.toShelf}
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
