import { redirect } from "react-router";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type ActArgs, formProblem, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { me } from "../account/contract.ts";
import { erasePerson } from "../privacy/contract.ts";

export async function loader({ context }: LoadArgs) {
  const { name, acting } = await pageOf(context).call(me, {});
  return { name, acting };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  try {
    const { actingEnded } = await call(erasePerson, { body: { understood: form.has("understood") } });
    return redirect(actingEnded ? "/my/family?erased" : "/sign-in?erased");
  } catch (error) {
    return formProblem(error, form);
  }
}

/** The last step before there is no way back: what it means, in sentences. */
export default function Erase({
  loaderData: { name, acting },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const problem = actionData?.problem;
  const whose = name ?? t("account.nameless");
  return (
    <ShellPortal title={t("erase.title")} section="my">
      <Trail label={t("people.trail")} items={[{ href: "/my/account", label: t("account.title") }]} />
      <h1>{acting ? t("erase.title-for", { name: whose }) : t("erase.title")}</h1>
      <Section title={t("erase.means")}>
        <div className="stack">
          <ul>
            <li>{t("erase.means.names")}</li>
            <li>{t("erase.means.bookings")}</li>
            <li>{t("erase.means.pass")}</li>
            <li>{t("erase.means.counted")}</li>
            <li>{t("erase.means.backups")}</li>
          </ul>
          <Notice kind="attention" title={t("erase.no-way-back")}>
            <a href="/my/export">{t("erase.export-first")}</a>
          </Notice>
          <Form problem={problem} label={t("erase.title")}>
            <Tick name="understood" label={t("erase.understood")} problem={problem} />
            <div className="actions">
              <Button kind="refuse">{t("erase.do")}</Button>
              <ButtonLink kind="quiet" href="/my/account">
                {t("erase.keep")}
              </ButtonLink>
            </div>
          </Form>
        </div>
      </Section>
    </ShellPortal>
  );
}
