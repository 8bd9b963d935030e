import { data, redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { ownPath } from "#web/own-path.ts";
import {
  type ActArgs,
  formProblem,
  type LoadArgs,
  type PageProps,
  pageOf,
  problemIn,
  said,
} from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { providerAnswer, signInByProvider } from "../provider/contract.ts";
import { attemptIn, noAttemptCookie } from "./provider-cookie.ts";

/** What the provider sent the browser back with: signs in, or asks for the account's own second factor. */
export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  const url = new URL(request.url);
  const headers = { "set-cookie": noAttemptCookie({ https: url.protocol === "https:" }) };
  const brought = attemptIn(request.headers.get("cookie"));
  if (!brought) return redirect("/desk/sign-in?provider=over");
  try {
    const query = { attempt: brought.attempt, answer: url.search };
    const { proof } = await call(providerAnswer, { query });
    const { state } = await call(signInByProvider, { body: { proof } });
    const back = ownPath(brought.back, "/desk");
    if (state === "in") return redirect(back, { headers });
    return data({ proof, back }, { headers });
  } catch (error) {
    const id = problemIn(error)?.id;
    if (!id?.startsWith("provider.")) throw error;
    return redirect(`/desk/sign-in?provider=${id.slice("provider.".length)}`, { headers });
  }
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  try {
    const body = { proof: said(form, "proof"), code: said(form, "code") };
    const { state } = await pageOf(context).call(signInByProvider, { body });
    if (state === "in") return redirect(ownPath(form.get("back"), "/desk"));
    return null;
  } catch (error) {
    if (problemIn(error)?.id === "provider.over") return redirect("/desk/sign-in?provider=over");
    return formProblem(error, form);
  }
}

/** The provider knows who it is; the second factor is still ours to ask. */
export default function DeskSignInAnswer({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const problem = actionData?.problem;
  // After a wrong code the page is drawn from what was posted: the answer of the provider is good once.
  const { proof, back } = actionData?.values.proof
    ? { proof: actionData.values.proof, back: actionData.values.back ?? "" }
    : loaderData;
  return (
    <ShellPortal title={t("desk-sign-in.title")}>
      <div className="stack">
        <h1>{t("desk-sign-in.code")}</h1>
        <Form problem={problem} label={t("desk-sign-in.code")}>
          <p>{t("desk-sign-in.code-too")}</p>
          <input type="hidden" name="proof" value={proof} />
          <input type="hidden" name="back" value={back} />
          <Field
            name="code"
            label={t("security.any-code")}
            hint={t("security.any-code.hint")}
            autoComplete="one-time-code"
            chars={12}
            problem={problem}
            autoFocus
          />
          <Button>{t("sign-in.do")}</Button>
        </Form>
      </div>
    </ShellPortal>
  );
}
