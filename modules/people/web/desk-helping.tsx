import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { DateField, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { notePaper } from "../family/contract.ts";
import { ownOrganisations } from "../staff/contract.ts";

export async function loader({ context, request }: LoadArgs) {
  const { items } = await pageOf(context).call(ownOrganisations, {});
  return {
    organisations: items.filter(({ roles }) => roles.includes("clerk")).map(({ id, name }) => ({ id, name })),
    noted: new URL(request.url).searchParams.has("noted"),
  };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  const body = {
    organisation: said(form, "organisation"),
    name: said(form, "name"),
    phone: said(form, "phone") || null,
    helper: said(form, "helper"),
    paper: said(form, "paper"),
    through: said(form, "through"),
  };
  try {
    await pageOf(context).call(notePaper, { body }, keyOf(form));
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect("/desk/helping?noted");
}

/** Staff have a signed paper before them: who helps whom, until when, and where the paper lies. */
export default function DeskHelping({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { organisations, noted } = loaderData;
  const problem = actionData?.problem;
  const values = actionData?.values ?? {};
  return (
    <ShellDesk title={t("helping.title")} section="counter">
      {noted && <Notice kind="done" live title={t("helping.noted")} />}
      {organisations.length === 0 ? (
        <Empty title={t("helping.not-here")}>
          <a href="/desk">{t("staff.to-desk")}</a>
        </Empty>
      ) : (
        <Form problem={problem} label={t("helping.title")}>
          <p>{t("helping.lead")}</p>
          <p>
            {t("helping.known")} <a href="/desk/identity">{t("identity.title")}</a>
          </p>
          <Field
            name="name"
            label={t("helping.name")}
            autoComplete="off"
            value={values.name}
            problem={problem}
          />
          <Field
            name="phone"
            label={t("helping.phone")}
            hint={t("helping.phone.hint")}
            type="tel"
            inputMode="tel"
            autoComplete="off"
            chars={20}
            value={values.phone}
            problem={problem}
            optional
          />
          <Field
            name="helper"
            label={t("helping.helper")}
            hint={t("helping.helper.hint")}
            autoComplete="off"
            chars={20}
            value={values.helper}
            problem={problem}
          />
          <Field
            name="paper"
            label={t("helping.paper")}
            hint={t("helping.paper.hint")}
            autoComplete="off"
            chars={20}
            value={values.paper}
            problem={problem}
          />
          <DateField
            name="through"
            label={t("helping.through")}
            hint={t("helping.through.hint")}
            value={values.through}
            problem={problem}
          />
          <Select
            name="organisation"
            label={t("helping.organisation")}
            options={optionsOf(organisations)}
            value={values.organisation ?? organisations[0]?.id}
            problem={problem}
          />
          <Button>{t("helping.do")}</Button>
        </Form>
      )}
    </ShellDesk>
  );
}
