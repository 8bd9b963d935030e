import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { myJury, takeJurySeat } from "../../contest/jury/contract.ts";

export async function loader({ context, request }: LoadArgs) {
  const { items } = await pageOf(context).call(myJury, {});
  return { items, seated: new URL(request.url).searchParams.has("seated") };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  try {
    const body = { code: said(form, "code") };
    await pageOf(context).call(takeJurySeat, { body }, keyOf(form));
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect("/jury?seated");
}

// texts: contest.stage.*
/** For jurors: the rounds that wait for their points, and taking the seat they were appointed to. */
export default function Jury({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { items, seated } = loaderData;
  const { text: t } = usePage();
  const problem = actionData?.problem;
  return (
    <ShellPortal title={t("jury.title")} section="my">
      <div className="stack-wide">
        <header className="stack">
          <Trail label={t("jury.title")} items={[{ href: "/my/entries", label: t("contest.mine") }]} />
          <h1>{t("jury.title")}</h1>
        </header>
        {seated && !problem && <Notice kind="done" live title={t("jury.seated")} />}
        <Section title={t("jury.rounds")}>
          {items.length === 0 ? (
            <Empty title={t("jury.none")}>{t("jury.none.do")}</Empty>
          ) : (
            <ul className="plain stack-tight">
              {items.map((round) => (
                <li key={round.id}>
                  <a href={`/jury/${round.id}`}>
                    <bdi>{round.contest}</bdi> · <bdi>{round.category}</bdi> ·{" "}
                    {t(`contest.stage.${round.stage}`)}
                  </a>
                </li>
              ))}
            </ul>
          )}
        </Section>
        <Section title={t("jury.take-seat")}>
          <Form label={t("jury.take-seat")} problem={problem}>
            <Field
              name="code"
              label={t("jury.code")}
              hint={t("jury.code-hint")}
              chars={20}
              autoComplete="off"
              problem={problem}
            />
            <Button kind="quiet">{t("jury.take-seat")}</Button>
          </Form>
        </Section>
      </div>
    </ShellPortal>
  );
}
