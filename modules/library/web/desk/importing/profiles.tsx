import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Select } from "#web/kit/field.tsx";
import { Table } from "#web/kit/list.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { FoldedForm } from "#web/titled-form.tsx";
import { createProfile, listProfiles } from "../../../catalogue/profiles/contract.ts";
import { ProfileFields } from "./profile-fields.tsx";
import { profileFrom, profileValues } from "./profile-form.ts";

export async function loader({ context, request }: LoadArgs) {
  const from = new URL(request.url).searchParams.get("from")?.slice(0, 60) || null;
  return { from, ...(await pageOf(context).call(listProfiles, { query: { ...(from && { from }) } })) };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  try {
    const body = { organisationId: said(form, "organisationId"), profile: profileFrom(form) };
    const { id } = await pageOf(context).call(createProfile, { body }, keyOf(form));
    return redirect(`/desk/catalogue/profiles/${id}?done=edit`);
  } catch (error) {
    return formProblem(error, form);
  }
}

/** How files are read: one's own profiles, those everybody has to begin from, and a new one. */
export default function DeskProfiles({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { items, usual, organisations, places, begin, from } = loaderData;
  const t = useText();
  const problem = actionData?.problem;
  const profile = { ...begin, name: "" };
  const values: Record<string, string> = actionData?.values ?? profileValues(profile);
  return (
    <ShellDesk title={t("profiles.title")} section="library">
      <div className="stack-wide">
        <Trail
          label={t("catalogue.ways")}
          items={[{ href: "/desk/catalogue/batches", label: t("batch.title") }]}
        />
        {items.length > 0 && (
          <Table
            caption={t("profiles.own")}
            columns={[
              { key: "name", label: t("profiles.name") },
              { key: "organisation", label: t("batch.organisation") },
              { key: "version", label: t("profiles.version"), numeric: true },
              { key: "changed", label: t("desk-lists.changed") },
            ]}
            rows={items.map((one) => ({
              key: one.id,
              cells: [
                <a key="name" href={`/desk/catalogue/profiles/${one.id}`} dir="auto">
                  {one.name}
                </a>,
                <bdi key="organisation">{one.organisation.name}</bdi>,
                one.version,
                t.formats.momentText(moment(one.changedAt)),
              ],
            }))}
          />
        )}
        <Section title={t("profiles.usual")} note={t("profiles.usual.note")}>
          <ul className="plain">
            {usual.map(({ name, title }) => (
              <li key={name}>
                {title} <span className="quiet">{name}</span>{" "}
                <a href={`/desk/catalogue/profiles?from=${name}#new`}>
                  {t("profiles.begin-from", { title })}
                </a>
              </li>
            ))}
          </ul>
        </Section>
        {organisations.length > 0 && (
          <Section title={t("profiles.new")} id="new">
            <FoldedForm title={t("profiles.new")} open={from !== null} problem={problem}>
              <Select
                name="organisationId"
                label={t("batch.organisation")}
                hint={t("profiles.organisation.hint")}
                value={values.organisationId ?? organisations[0]?.id}
                options={optionsOf(organisations)}
                problem={problem}
              />
              <ProfileFields profile={profile} values={values} places={places} problem={problem} />
              <Button>{t("desk-lists.save")}</Button>
            </FoldedForm>
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}
