import { redirect } from "react-router";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { ownPath } from "#web/own-path.ts";
import { type ActArgs, formProblem, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { identityProvider } from "../provider/contract.ts";
import { signInStaff } from "../sign-in/contract.ts";
import { providerFaults } from "./provider-cookie.ts";

export async function loader({ context, request }: LoadArgs) {
  const query = new URL(request.url).searchParams;
  const { name } = await pageOf(context).call(identityProvider, {});
  return {
    back: query.get("back"),
    provider: name,
    fault: providerFaults.find((id) => id === query.get("provider")) ?? null,
  };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  try {
    const { mustChange, secondFactorNeeded } = await call(signInStaff, {
      // A password is what was typed, blanks and all.
      body: {
        login: said(form, "login"),
        password: String(form.get("password") ?? ""),
        code: said(form, "code"),
      },
    });
    return redirect(mustChange || secondFactorNeeded ? "/desk/account" : ownPath(form.get("back"), "/desk"));
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: refusal.provider.*
/** Staff sign in with everything at once, so that no answer tells which part was right. */
export default function DeskSignIn({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { back, provider, fault } = loaderData;
  const problem = actionData?.problem;
  return (
    <ShellPortal title={t("desk-sign-in.title")}>
      <div className="stack">
        <h1>{t("desk-sign-in.title")}</h1>
        {fault && (
          <Notice kind="refused" live title={t(`refusal.provider.${fault}`)}>
            <p>{t(`refusal.provider.${fault}.do`)}</p>
          </Notice>
        )}
        {provider && (
          <>
            <p>
              <ButtonLink
                icon="sign-in"
                href={`/desk/sign-in/provider?${new URLSearchParams({ back: ownPath(back, "") })}`}
              >
                {t("desk-sign-in.by-provider", { provider })}
              </ButtonLink>
            </p>
            <h2>{t("desk-sign-in.by-password")}</h2>
          </>
        )}
        <Form problem={problem} label={t("desk-sign-in.title")}>
          <input type="hidden" name="back" value={ownPath(back, "")} />
          <Field
            name="login"
            label={t("desk-sign-in.login")}
            autoComplete="username"
            chars={20}
            value={actionData?.values.login}
            problem={problem}
            {...(!provider && { autoFocus: true as const })}
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
