import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { DateField, Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { giveRoleByLogin } from "../staff/contract.ts";
import { type Role, roleChoices } from "./role-choices.ts";
import { RoleFields } from "./role-fields.tsx";
import { endOfDay } from "./typed.ts";

export const loader = (args: LoadArgs) => roleChoices(args);

export async function action({ context, request }: ActArgs) {
  const { call, city } = pageOf(context);
  const form = await request.formData();
  const through = said(form, "through");
  // The contract refuses what is no role.
  const grant = {
    login: said(form, "login"),
    role: said(form, "role") as Role,
    organisation: said(form, "organisation"),
  };
  try {
    await call(
      giveRoleByLogin,
      { body: { ...grant, ...(through && { to: endOfDay(through, city.zone) }) } },
      keyOf(form),
    );
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`/desk/staff?${new URLSearchParams({ organisation: grant.organisation, given: "" })}`);
}

/** Gives a role to somebody who works here, or is lent by another organisation. */
export default function DeskStaffRole({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { organisation, roles, organisations } = loaderData;
  const problem = actionData?.problem;
  const values = actionData?.values ?? {};
  return (
    <ShellDesk title={t("staff.give")} organisation={organisation.name}>
      <Trail
        label={t("people.trail")}
        items={[{ href: `/desk/staff?organisation=${organisation.id}`, label: t("staff.title") }]}
      />
      <Form problem={problem} label={t("staff.give")}>
        <Field
          name="login"
          label={t("desk-sign-in.login")}
          hint={t("staff.give.hint")}
          chars={20}
          autoComplete="off"
          value={values.login}
          problem={problem}
        />
        <RoleFields roles={roles} organisations={organisations} problem={problem} values={values} />
        <DateField
          name="through"
          label={t("staff.through")}
          hint={t("staff.through.hint")}
          value={values.through}
          problem={problem}
          optional
        />
        <Button>{t("staff.give.do")}</Button>
      </Form>
    </ShellDesk>
  );
}
