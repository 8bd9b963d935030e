import { redirect } from "react-router";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  pageOf,
  unknownAct,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { dropProfile, editProfile, getProfile } from "../../../catalogue/profiles/contract.ts";
import { ProfileFields } from "./profile-fields.tsx";
import { profileFrom, profileValues } from "./profile-form.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const one = await pageOf(context).call(getProfile, { params: { id: params.id ?? "" } });
  return { one, done: new URL(request.url).searchParams.has("done") };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const of = { params: { id: params.id ?? "" } };
  try {
    if (form.get("do") === "drop") {
      await call(dropProfile, of, keyOf(form));
      return redirect("/desk/catalogue/profiles");
    }
    if (form.has("do")) throw unknownAct(pageOf(context));
    const body = { version: Number(form.get("version")), profile: profileFrom(form) };
    await call(editProfile, { ...of, body }, keyOf(form));
    return redirect(`/desk/catalogue/profiles/${params.id}?done=edit`);
  } catch (error) {
    return formProblem(error, form);
  }
}

/** An import profile: changed, tried on a file, or offered no more. */
export default function DeskProfile({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { one, done } = loaderData;
  const t = useText();
  const problem = actionData?.problem;
  const values: Record<string, string> = actionData?.values ?? profileValues(one.profile);
  return (
    <ShellDesk title={one.name} section="library" organisation={one.organisation.name}>
      <div className="stack-wide">
        <Trail
          label={t("profiles.title")}
          items={[{ href: "/desk/catalogue/profiles", label: t("profiles.title") }]}
        />
        {done && !problem && <Notice kind="done" live title={t("profiles.saved")} />}
        <p>
          <ButtonLink
            kind="quiet"
            href={`/desk/catalogue/batches?${new URLSearchParams({ profile: one.name })}`}
          >
            {t("profiles.try")}
          </ButtonLink>
        </p>
        {one.mayWrite && (
          <Form label={one.name} problem={problem}>
            <input type="hidden" name="version" value={one.version} />
            <ProfileFields profile={one.profile} values={values} places={one.places} problem={problem} />
            <Button>{t("desk-lists.save")}</Button>
          </Form>
        )}
        {one.versions.length > 0 && (
          <Section title={t("profiles.versions")}>
            <ol className="plain">
              {one.versions.map(({ version, name, endedAt }) => (
                <li key={version}>{t("profiles.was", { version, name, at: moment(endedAt) })}</li>
              ))}
            </ol>
          </Section>
        )}
        {one.mayWrite && (
          <details>
            <summary>{t("profiles.drop")}</summary>
            <Form label={t("profiles.drop")}>
              <p>{t("profiles.drop.note")}</p>
              <Button kind="refuse" name="do" value="drop">
                {t("profiles.drop")}
              </Button>
            </Form>
          </details>
        )}
      </div>
    </ShellDesk>
  );
}
