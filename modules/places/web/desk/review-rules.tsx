import type { ReactNode } from "react";
import { redirect } from "react-router";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Choice, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { Tag } from "#web/kit/state.tsx";
import { Listed } from "#web/listed.tsx";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  type Problem,
  pageOf,
  said,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { putOnePersonRule, putReviewRule, reviewRules } from "../../contract.ts";

export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  const search = new URL(request.url).searchParams;
  const q = search.get("q")?.trim() ?? "";
  const after = search.get("after");
  const page = await call(reviewRules, { query: { ...(q && { q }), ...(after && { after }) } });
  return { ...page, q, saved: search.has("saved") };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const params = { organisationId: said(form, "organisationId") };
  const reason = said(form, "reason");
  try {
    if (form.get("do") === "alone") {
      const body = { allowed: form.get("allowed") === "yes", reason };
      await call(putOnePersonRule, { params, body }, keyOf(form));
    } else {
      const body = { reviews: Number(form.get("reviews")), proofs: Number(form.get("proofs")), reason };
      await call(putReviewRule, { params, body }, keyOf(form));
    }
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect("/desk/review-rules?saved");
}

const numbers = (from: number) =>
  [from, from + 1, from + 2, from + 3].filter((n) => n <= 3).map((n) => ({ value: `${n}`, label: `${n}` }));

/** 三审三校: how often something is reviewed and proof-read before everybody sees it, and which stations have one person, by organisation. */
export default function DeskReviewRules({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const { items, next, usual, organisations, more, q, saved } = loaderData;
  const values = actionData?.values ?? {};
  const problemOf = (what: "review" | "alone") =>
    (values.do === "alone") === (what === "alone") ? actionData?.problem : undefined;
  const offered = { organisations, tried: values };
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
        {saved && !actionData && <Notice kind="done" live title={t("place.desk.done.saved")} />}
        <p className="measure">{t("place.review-rules.about", usual)}</p>
        <Listed
          none={{ title: t("place.review-rules.none"), do: t("place.review-rules.none.do", usual) }}
          caption={t("place.review-rules.title")}
          columns={[
            { key: "organisation", label: t("place.review-rules.organisation") },
            { key: "reviews", label: t("place.review-rules.reviews"), numeric: true },
            { key: "proofs", label: t("place.review-rules.proofs"), numeric: true },
            { key: "alone", label: t("publishing.history.alone") },
            { key: "reason", label: t("publishing.reason"), prose: true },
          ]}
          rows={items.map(({ organisation, review, alone }) => ({
            key: organisation.id,
            cells: [
              organisation.name,
              review?.reviews ?? "–",
              review?.proofs ?? "–",
              alone ? (
                <Tag key="alone">
                  {t(alone.applies ? "publishing.history.alone" : "place.review-rules.alone.rests")}
                </Tag>
              ) : (
                "–"
              ),
              [review?.reason, alone?.reason].filter(Boolean).join(" · "),
            ],
          }))}
        />
        {next && (
          <p>
            <ButtonLink kind="quiet" href={`/desk/review-rules?${new URLSearchParams({ after: next })}`}>
              {t("place.review-rules.more")}
            </ButtonLink>
          </p>
        )}
        {(more || q !== "") && (
          <Form method="get" action="/desk/review-rules" label={t("place.review-rules.find")}>
            <Field
              name="q"
              type="search"
              label={t("place.review-rules.find")}
              hint={organisations.length === 0 ? t("place.review-rules.found-none") : undefined}
              value={q}
              optional
            />
            <Button kind="quiet" icon="search">
              {t("place.list.find")}
            </Button>
          </Form>
        )}
        {organisations.length > 0 && (
          <>
            <Section title={t("place.review-rules.put")} id="put">
              <RuleForm what="review" {...offered} problem={problemOf("review")}>
                {(tried) => (
                  <>
                    <Choice
                      name="reviews"
                      label={t("place.review-rules.reviews")}
                      inline
                      value={tried.reviews ?? "2"}
                      options={numbers(1)}
                      problem={problemOf("review")}
                    />
                    <Choice
                      name="proofs"
                      label={t("place.review-rules.proofs")}
                      inline
                      value={tried.proofs ?? "0"}
                      options={numbers(0)}
                      problem={problemOf("review")}
                    />
                  </>
                )}
              </RuleForm>
            </Section>
            <Section title={t("place.review-rules.alone")} id="alone">
              <p className="measure">{t("place.review-rules.alone.about")}</p>
              <RuleForm what="alone" {...offered} problem={problemOf("alone")}>
                {(tried) => (
                  <Choice
                    name="allowed"
                    label={t("place.review-rules.alone")}
                    value={tried.allowed ?? "yes"}
                    options={[
                      { value: "yes", label: t("place.review-rules.alone.yes") },
                      { value: "no", label: t("place.review-rules.alone.no") },
                    ]}
                    problem={problemOf("alone")}
                  />
                )}
              </RuleForm>
            </Section>
          </>
        )}
      </div>
    </ShellDesk>
  );
}

interface RuleFormProps {
  what: "review" | "alone";
  organisations: readonly { id: string; name: string }[];
  tried: Record<string, string>;
  problem: Problem | undefined;
  children: (tried: Record<string, string>) => ReactNode;
}

/** For whom, what, and why. */
function RuleForm({ what, organisations, tried, problem, children }: RuleFormProps) {
  const t = useText();
  const values = problem ? tried : {};
  return (
    <Form
      problem={problem}
      label={t(what === "alone" ? "place.review-rules.alone" : "place.review-rules.put")}
    >
      <input type="hidden" name="do" value={what} />
      <Select
        name="organisationId"
        label={t("place.review-rules.organisation")}
        empty={t("place.desk.choose")}
        value={values.organisationId}
        options={optionsOf(organisations)}
        problem={problem}
      />
      {children(values)}
      <Field
        name="reason"
        label={t("publishing.reason")}
        hint={t("publishing.reason.hint", { what: t("publishing.reason.kept") })}
        value={values.reason}
        problem={problem}
      />
      <Button>{t("place.desk.save")}</Button>
    </Form>
  );
}
