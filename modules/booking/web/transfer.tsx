import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { makeTransferCode, takeOverPlaces } from "../transfer/contract.ts";

export function loader({ request }: LoadArgs) {
  return { claimId: new URL(request.url).searchParams.get("claim") };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  try {
    if (form.get("do") === "make") {
      const params = { claimId: said(form, "claim") };
      return { made: await call(makeTransferCode, { params, body: {} }, keyOf(form)) };
    }
    const body = { code: said(form, "code") };
    const { offerId } = await call(takeOverPlaces, { body }, keyOf(form));
    return redirect(`/line/${offerId}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

/** Handing places on: the holder's code, and the field for who takes them. */
export default function Transfer({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { claimId } = loaderData;
  const made = actionData && "made" in actionData ? actionData.made : null;
  const refused = actionData && "problem" in actionData ? actionData : null;
  const making = refused?.values.do === "make";
  return (
    <ShellPortal title={t("transfer.title")} section="my">
      <div className="stack">
        <Trail label={t("line.trail")} items={[{ href: "/my", label: t("front.my.title") }]} />
        <h1>{t("transfer.title")}</h1>
        {made && (
          <Notice kind="done" live title={t("transfer.code", { code: made.code })}>
            {t("transfer.code-means", { until: moment(made.until) })}
          </Notice>
        )}
      </div>
      {claimId && !made && (
        <Section title={t("transfer.give")}>
          <Form label={t("transfer.give")} problem={making ? refused.problem : undefined}>
            <input type="hidden" name="do" value="make" />
            <input type="hidden" name="claim" value={claimId} />
            <p>{t("transfer.give-means")}</p>
            <Button>{t("transfer.make")}</Button>
          </Form>
        </Section>
      )}
      <Section title={t("transfer.take")}>
        <Form label={t("transfer.take")} problem={making ? undefined : refused?.problem}>
          <Field
            name="code"
            label={t("transfer.code-label")}
            hint={t("transfer.code-hint")}
            chars={12}
            problem={making ? undefined : refused?.problem}
          />
          <Button>{t("transfer.take-do")}</Button>
        </Form>
      </Section>
    </ShellPortal>
  );
}
