import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { Listed } from "#web/listed.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { listBatches, sendBatch } from "../../../catalogue/importing/contract.ts";
import { CatalogueTabs } from "../catalogue-tabs.tsx";

export async function loader({ context, request }: LoadArgs) {
  const profile = new URL(request.url).searchParams.get("profile") ?? undefined;
  return { ...(await pageOf(context).call(listBatches, {})), profile };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  try {
    const { id } = await call(
      sendBatch,
      {
        body: {
          organisationId: said(form, "organisationId"),
          file: said(form, "file.name"),
          ...(said(form, "file") !== "" && { sha256: said(form, "file") }),
          profile: said(form, "profile"),
          place: said(form, "place") || null,
          agency: said(form, "agency") || null,
          // One of the two; the operation refuses every other.
          same: (said(form, "same") || null) as "replace" | null,
        },
      },
      keyOf(form),
    );
    return redirect(`/desk/catalogue/batches/${id}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: batch.state.* batch.same.*
/** Files of records: what came lately, and sending one. */
export default function DeskBatches({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { items, organisations, places, profiles, profile } = loaderData;
  const t = useText();
  const problem = actionData?.problem;
  const values: Record<string, string> = actionData?.values ?? {};
  return (
    <ShellDesk title={t("batch.title")} section="library">
      <div className="stack">
        <CatalogueTabs current="batches" />
        <Listed
          none={{ title: t("batch.none"), do: t("batch.none.do") }}
          caption={t("batch.title")}
          columns={[
            { key: "file", label: t("batch.file") },
            { key: "organisation", label: t("batch.organisation") },
            { key: "state", label: t("batch.state") },
            { key: "added", label: t("batch.count.added"), numeric: true },
            { key: "refused", label: t("batch.count.refused"), numeric: true },
            { key: "findings", label: t("batch.count.findings"), numeric: true },
            { key: "at", label: t("batch.began-at") },
          ]}
          rows={items.map((one) => ({
            key: one.id,
            cells: [
              <a key="file" href={`/desk/catalogue/batches/${one.id}`} dir="auto">
                {one.file}
              </a>,
              <bdi key="organisation">{one.organisation.name}</bdi>,
              t(`batch.state.${one.state}`),
              t.formats.numberText(one.added),
              t.formats.numberText(one.refused),
              t.formats.numberText(one.findings),
              t.formats.momentText(moment(one.beganAt)),
            ],
          }))}
        />
        {organisations.length > 0 && (
          <Section
            title={t("batch.send")}
            note={t("batch.send.note")}
            more={{ href: "/desk/catalogue/profiles", label: t("profiles.title") }}
          >
            <Form files problem={problem} label={t("batch.send")}>
              <Field
                name="file"
                type="file"
                label={t("batch.file")}
                hint={t("batch.file.hint")}
                accept=".mrc,.marc,.iso,.dat,.xml,.json"
                problem={problem}
              />
              <Select
                name="organisationId"
                label={t("batch.organisation")}
                hint={t("batch.organisation.hint")}
                value={values.organisationId ?? organisations[0]?.id}
                options={optionsOf(organisations)}
                problem={problem}
              />
              <Select
                name="profile"
                label={t("batch.profile")}
                hint={t("batch.profile.hint")}
                value={values.profile ?? profile ?? profiles[0]?.name}
                options={profiles.map(({ name, title }) => ({ value: name, label: title }))}
                problem={problem}
              />
              <Select
                name="place"
                label={t("batch.place")}
                hint={t("batch.place.hint")}
                value={values.place ?? ""}
                empty={t("batch.place.none")}
                options={optionsOf(places)}
                problem={problem}
                optional
              />
              <Select
                name="same"
                label={t("batch.same")}
                value={values.same ?? ""}
                empty={t("batch.same.as-profile")}
                options={(["replace", "keep"] as const).map((value) => ({
                  value,
                  label: t(`batch.same.${value}`),
                }))}
                problem={problem}
                optional
              />
              <Field
                name="agency"
                label={t("batch.agency")}
                hint={t("batch.agency.hint")}
                value={values.agency}
                chars={20}
                problem={problem}
                optional
              />
              <Button>{t("batch.check")}</Button>
            </Form>
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}
