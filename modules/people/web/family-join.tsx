import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type ActArgs, formProblem, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { me } from "../account/contract.ts";
import { joinFamily } from "../family/contract.ts";

/** Signed in first: the code is for the account one is in. */
export async function loader({ context }: LoadArgs) {
  const { name } = await pageOf(context).call(me, {});
  return { nameless: name === null };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  const as = form.get("as") === "oneself" ? "oneself" : "guardian";
  try {
    await pageOf(context).call(joinFamily, {
      body: { code: said(form, "code"), as, consent: form.has("consent") },
    });
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`/my/family?${as === "oneself" ? "own" : "joined"}`);
}

// texts: family.join.*
/** 家庭码: for a second guardian, or for a young person who takes over their own account. */
export default function FamilyJoin({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  return (
    <ShellPortal title={t("family.join.enter")} section="my">
      <div className="stack">
        <Trail label={t("people.trail")} items={[{ href: "/my/family", label: t("family.title") }]} />
        <h1>{t("family.join.enter")}</h1>
        <p>{t("family.join.means")}</p>
        {loaderData.nameless && (
          <Notice kind="attention" title={t("refusal.guardian.name-first")}>
            {t("refusal.guardian.name-first.do")}{" "}
            <a href="/my/account">{t("refusal.guardian.name-first.next")}</a>
          </Notice>
        )}
      </div>
      {(["guardian", "oneself"] as const).map((as) => {
        const problem = actionData?.values.as === as ? actionData.problem : undefined;
        return (
          <Section key={as} title={t(`family.join.${as}`)} id={as}>
            <Form problem={problem} label={t(`family.join.${as}`)}>
              <p>{t(`family.join.${as}.lead`)}</p>
              <input type="hidden" name="as" value={as} />
              <Field
                name="code"
                label={t("family.join.code")}
                hint={t("family.join.code.hint")}
                autoComplete="off"
                chars={20}
                value={problem ? actionData?.values.code : undefined}
                problem={problem}
              />
              <Tick name="consent" label={t(`family.join.${as}.consent`)} problem={problem} />
              <Button kind="quiet">{t(`family.join.${as}.do`)}</Button>
            </Form>
          </Section>
        );
      })}
    </ShellPortal>
  );
}
