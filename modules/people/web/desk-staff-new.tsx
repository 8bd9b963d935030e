import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type ActArgs, formProblem, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { addStaffMember } from "../staff/contract.ts";
import { NewPassword } from "./new-password.tsx";
import { type Role, roleChoices } from "./role-choices.ts";
import { RoleFields } from "./role-fields.tsx";

export const loader = (args: LoadArgs) => roleChoices(args);

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  const login = said(form, "login");
  // The contract refuses what is no role.
  const first = { role: said(form, "role") as Role, organisation: said(form, "organisation") };
  try {
    const body = { login, name: said(form, "name"), ...first };
    const { password } = await pageOf(context).call(addStaffMember, { body });
    return { password, login };
  } catch (error) {
    return formProblem(error, form);
  }
}

/** Somebody begins to work here. The first password is shown once, to be handed on. */
export default function DeskStaffNew({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { organisation, roles, organisations } = loaderData;
  const refusal = actionData && "problem" in actionData ? actionData : undefined;
  const made = actionData && "password" in actionData ? actionData : undefined;
  const problem = refusal?.problem;
  const values = refusal?.values ?? {};
  const list = `/desk/staff?organisation=${organisation.id}`;
  return (
    <ShellDesk title={t("staff.add")} organisation={organisation.name}>
      <Trail label={t("people.trail")} items={[{ href: list, label: t("staff.title") }]} />
      {made && <NewPassword login={made.login} password={made.password} />}
      <Form problem={problem} label={t("staff.add")}>
        <Field name="name" label={t("staff.name")} autoComplete="off" value={values.name} problem={problem} />
        <Field
          name="login"
          label={t("desk-sign-in.login")}
          hint={t("staff.login.hint")}
          chars={20}
          autoComplete="off"
          value={values.login}
          problem={problem}
        />
        <RoleFields roles={roles} organisations={organisations} problem={problem} values={values} />
        <Button>{t("staff.add.do")}</Button>
      </Form>
    </ShellDesk>
  );
}
