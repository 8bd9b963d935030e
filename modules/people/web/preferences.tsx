import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Choice, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { changePreferences, languages, ownPreferences } from "../preferences/contract.ts";

export async function loader({ context, request }: LoadArgs) {
  const { call, actor } = pageOf(context);
  return {
    ...(await call(ownPreferences, {})),
    helping: actor.onBehalfOf,
    saved: new URL(request.url).searchParams.has("saved"),
  };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  const chosen = form.getAll("languages[]");
  const body = {
    languages: languages.filter((code) => chosen.includes(code)),
    audiences: form.getAll("audiences[]").map(String),
    consent: form.has("consent"),
  };
  try {
    await pageOf(context).call(changePreferences, { body }, keyOf(form));
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect("/my/preferences?saved");
}

// texts: language.*
/** 语言与群组: what one chooses to tell, so that services can be offered; nothing is asked, all of it can be taken back. */
export default function Preferences({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const problem = actionData?.problem;
  return (
    <ShellPortal title={t("preferences.title")} section="my">
      <div className="stack">
        <Trail label={t("people.trail")} items={[{ href: "/my/account", label: t("account.title") }]} />
        <h1>{t("preferences.title")}</h1>
        {loaderData.saved && <Notice kind="done" live title={t("account.saved")} />}
        {loaderData.helping && <p>{t("preferences.acting", { name: loaderData.helping })}</p>}
        <p>{t("preferences.lead")}</p>
        <Form problem={problem} label={t("preferences.title")}>
          <Choice
            name="languages"
            label={t("preferences.languages")}
            hint={t("preferences.languages.hint")}
            options={languages.map((code) => ({ value: code, label: t(`language.${code}`) }))}
            value={loaderData.languages}
            problem={problem}
            many
            optional
          />
          <Choice
            name="audiences"
            label={t("preferences.audiences")}
            hint={t("preferences.audiences.hint")}
            options={loaderData.offered.map(({ code, says }) => ({ value: code, label: says }))}
            value={loaderData.audiences}
            problem={problem}
            many
            optional
          />
          <Tick
            name="consent"
            label={t("preferences.consent")}
            checked={loaderData.audiences.length > 0}
            problem={problem}
          />
          <Button>{t("account.save")}</Button>
        </Form>
      </div>
    </ShellPortal>
  );
}
