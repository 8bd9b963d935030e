import { redirect } from "react-router";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Choice, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { putReviewRule, reviewRules } from "../../contract.ts";

export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  return { ...(await call(reviewRules, {})), saved: new URL(request.url).searchParams.has("saved") };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const body = {
    reviews: Number(form.get("reviews")),
    proofs: Number(form.get("proofs")),
    reason: String(form.get("reason") ?? "").trim(),
  };
  const params = { organisationId: String(form.get("organisationId") ?? "") };
  try {
    await call(putReviewRule, { params, body }, keyOf(form));
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect("/desk/review-rules?saved");
}

const numbers = (from: number) =>
  [from, from + 1, from + 2, from + 3].filter((n) => n <= 3).map((n) => ({ value: `${n}`, label: `${n}` }));

/** 三审三校: how often something is reviewed and proof-read before everybody sees it, by organisation. */
export default function DeskReviewRules({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const { items, usual, organisations, saved } = loaderData;
  const problem = actionData?.problem;
  const values = actionData?.values ?? {};
  return (
    <ShellDesk
      title={t("place.review-rules.title")}
      section="publishing"
      actions={
        <ButtonLink kind="quiet" href="/desk/permit-rules">
          {t("place.review-rules.permits")}
        </ButtonLink>
      }
    >
      <div className="stack">
        <Trail label={t("place.trail")} items={[{ href: "/desk", label: t("desk.nav.today") }]} />
        {saved && !problem && <Notice kind="done" live title={t("place.desk.done.saved")} />}
        <p className="measure">{t("place.review-rules.about", usual)}</p>
        {items.length === 0 ? (
          <Empty title={t("place.review-rules.none")}>{t("place.review-rules.none.do", usual)}</Empty>
        ) : (
          <Table
            caption={t("place.review-rules.title")}
            hideCaption
            columns={[
              { key: "organisation", label: t("place.review-rules.organisation") },
              { key: "reviews", label: t("place.review-rules.reviews"), numeric: true },
              { key: "proofs", label: t("place.review-rules.proofs"), numeric: true },
              { key: "reason", label: t("publishing.reason") },
            ]}
            rows={items.map(({ organisation, reviews, proofs, reason }) => ({
              key: organisation.id,
              cells: [organisation.name, reviews, proofs, reason],
            }))}
          />
        )}
        {organisations.length > 0 && (
          <Section title={t("place.review-rules.put")} id="put">
            <Form problem={problem} label={t("place.review-rules.put")}>
              <Select
                name="organisationId"
                label={t("place.review-rules.organisation")}
                empty={t("place.desk.choose")}
                value={values.organisationId}
                options={organisations.map(({ id, name }) => ({ value: id, label: name }))}
                problem={problem}
              />
              <Choice
                name="reviews"
                label={t("place.review-rules.reviews")}
                inline
                value={values.reviews ?? "2"}
                options={numbers(1)}
                problem={problem}
              />
              <Choice
                name="proofs"
                label={t("place.review-rules.proofs")}
                inline
                value={values.proofs ?? "0"}
                options={numbers(0)}
                problem={problem}
              />
              <Field name="reason" label={t("publishing.reason")} value={values.reason} problem={problem} />
              <Button>{t("place.desk.save")}</Button>
            </Form>
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}
