import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { ownPath } from "#web/own-path.ts";
import { type ActArgs, formProblem, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { signInStaff } from "../sign-in/contract.ts";
import { typed } from "./typed.ts";

export function loader({ request }: LoadArgs) {
  return { back: new URL(request.url).searchParams.get("back") };
}

export async function action({ context, request }: ActArgs) {
  const { call, city } = pageOf(context);
  const form = await request.formData();
  try {
    const { mustChange, secondFactor } = await call(signInStaff, {
      // A password is what was typed, blanks and all.
      body: {
        login: typed(form, "login"),
        password: String(form.get("password") ?? ""),
        code: typed(form, "code"),
      },
    });
    const unfinished = mustChange || (!secondFactor && !city.demo);
    return redirect(unfinished ? "/desk/account" : ownPath(form.get("back"), "/desk"));
  } catch (error) {
    return formProblem(error, form);
  }
}

/** Staff sign in with everything at once, so that no answer tells which part was right. */
export default function DeskSignIn({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const problem = actionData?.problem;
  return (
    <ShellPortal title={t("desk-sign-in.title")}>
      <div className="stack">
        <h1>{t("desk-sign-in.title")}</h1>
        <Form problem={problem} label={t("desk-sign-in.title")}>
          <input type="hidden" name="back" value={ownPath(loaderData.back, "")} />
          <Field
            name="login"
            label={t("desk-sign-in.login")}
            autoComplete="username"
            chars={20}
            value={actionData?.values.login}
            problem={problem}
            autoFocus
          />
          <Field
            name="password"
            label={t("desk-sign-in.password")}
            type="password"
            autoComplete="current-password"
            chars={20}
            problem={problem}
          />
          <Field
            name="code"
            label={t("desk-sign-in.code")}
            hint={t("desk-sign-in.code.hint")}
            autoComplete="one-time-code"
            chars={12}
            problem={problem}
            optional
          />
          <Button>{t("sign-in.do")}</Button>
        </Form>
        <p className="quiet">
          <a href="/sign-in">{t("desk-sign-in.resident")}</a>
        </p>
      </div>
    </ShellPortal>
  );
}
