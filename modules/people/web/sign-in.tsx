import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { ownPath } from "#web/own-path.ts";
import { type ActArgs, formProblem, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { askCode, signInByCode } from "../sign-in/contract.ts";
import { DemoMessages } from "./demo-messages.tsx";

/** First the phone, then the code; the address carries the asking, so that reloading sends nothing twice. */
export function loader({ request }: LoadArgs) {
  const query = new URL(request.url).searchParams;
  return {
    attempt: query.get("attempt"),
    end: /^\d{4}$/.exec(query.get("end") ?? "")?.[0] ?? null,
    back: query.get("back"),
    erased: query.has("erased"),
  };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const back = form.get("back");
  try {
    if (form.has("attempt") && !form.has("again")) {
      const { isNew } = await call(signInByCode, {
        body: { attempt: said(form, "attempt"), code: said(form, "code") },
      });
      return redirect(ownPath(back, isNew ? "/my/account?welcome" : "/my"));
    }
    const where = form.has("again") ? { attempt: said(form, "attempt") } : { phone: said(form, "phone") };
    const { attempt, phone } = await call(askCode, { body: where });
    const query = new URLSearchParams({ attempt, end: phone.slice(-4), back: ownPath(back, "") });
    return redirect(`/sign-in?${query}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

export default function SignIn({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { attempt, end, back, erased } = loaderData;
  const problem = actionData?.problem;
  const hidden = <input type="hidden" name="back" value={ownPath(back, "")} />;
  const other = `/sign-in?${new URLSearchParams({ back: ownPath(back, "") })}`;
  return (
    <ShellPortal title={t("sign-in.title")} section="my">
      <div className="stack">
        <h1>{t("sign-in.title")}</h1>
        {erased && <Notice kind="done" live title={t("erase.done")} />}
        {attempt ? (
          <>
            <p className="lead">{end ? t("sign-in.sent-to", { end }) : t("sign-in.sent")}</p>
            <DemoMessages />
            <Form problem={problem} label={t("sign-in.title")}>
              {hidden}
              <input type="hidden" name="attempt" value={attempt} />
              <Field
                name="code"
                label={t("sign-in.code")}
                hint={t("sign-in.code.hint")}
                problem={problem}
                inputMode="numeric"
                autoComplete="one-time-code"
                chars={6}
                autoFocus
              />
              <Button>{t("sign-in.do")}</Button>
            </Form>
            <div className="row">
              <form method="post" data-once="" aria-label={t("sign-in.again")}>
                {hidden}
                <input type="hidden" name="attempt" value={attempt} />
                <Button kind="link" name="again" value="yes">
                  {t("sign-in.again")}
                </Button>
              </form>
              <a href={other}>{t("sign-in.other")}</a>
            </div>
          </>
        ) : (
          <>
            <p className="lead">{t("sign-in.lead")}</p>
            <Form problem={problem} label={t("sign-in.title")}>
              {hidden}
              <Field
                name="phone"
                label={t("sign-in.phone")}
                hint={t("sign-in.phone.hint")}
                type="tel"
                inputMode="tel"
                autoComplete="tel"
                chars={20}
                value={actionData?.values.phone}
                problem={problem}
                autoFocus
              />
              <Button>{t("sign-in.send")}</Button>
            </Form>
            <p className="quiet">
              {t("sign-in.without-phone")} <a href="/privacy">{t("privacy.link")}</a>
            </p>
            <p className="quiet">
              <a href="/desk/sign-in">{t("sign-in.staff")}</a>
            </p>
          </>
        )}
      </div>
    </ShellPortal>
  );
}
