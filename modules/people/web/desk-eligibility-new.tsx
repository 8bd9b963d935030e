import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { eligibilityChecks, putEligibilityCheck } from "../eligibility/contract.ts";
import { ownOrganisations } from "../staff/contract.ts";
import { RuleFields, ruleIn } from "./eligibility-rule-fields.tsx";

export async function loader({ context }: LoadArgs) {
  const { call } = pageOf(context);
  const { items } = await call(ownOrganisations, {});
  const { providers } = await call(eligibilityChecks, {});
  return {
    providers,
    organisations: optionsOf(
      items.filter(({ roles }) => roles.includes("manager") || roles.includes("admin")),
    ),
  };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  const code = said(form, "code");
  try {
    const body = ruleIn(form, said(form, "organisation"), null);
    await pageOf(context).call(putEligibilityCheck, { params: { code }, body }, keyOf(form));
  } catch (error) {
    return formProblem(error, form, "names");
  }
  return redirect(`/desk/eligibility/${code}?saved`);
}

/** A rule that was not there before. */
export default function DeskEligibilityNew({
  loaderData: { organisations, providers },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const values = actionData?.values ?? {};
  return (
    <ShellDesk title={t("elig-desk.new")}>
      <Trail label={t("people.trail")} items={[{ href: "/desk/eligibility", label: t("elig-desk.title") }]} />
      {organisations.length === 0 ? (
        <Empty title={t("helping.not-here")}>
          <a href="/desk">{t("staff.to-desk")}</a>
        </Empty>
      ) : (
        <Form problem={actionData?.problem} label={t("elig-desk.new")}>
          <Select
            name="organisation"
            label={t("elig-desk.organisation")}
            value={values.organisation ?? organisations[0]?.value}
            options={organisations}
          />
          <Field
            name="code"
            label={t("elig-desk.code")}
            hint={t("elig-desk.code.hint")}
            chars={20}
            value={values.code}
            problem={actionData?.problem}
          />
          <RuleFields rule={null} providers={providers} problem={actionData?.problem} values={values} />
          <Button>{t("elig-desk.put")}</Button>
        </Form>
      )}
    </ShellDesk>
  );
}
