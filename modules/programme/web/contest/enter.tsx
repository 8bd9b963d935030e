import { data, redirect } from "react-router";
import { askedItem } from "#web/address.ts";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Choice, Field, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  missingPage,
  type PageProps,
  pageOf,
  said,
} from "#web/page.ts";
import { usePage, useWhom } from "#web/text.tsx";
import { enterContest, getContest } from "../../contest/contract.ts";
import { RulesText } from "./rules-text.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const page = pageOf(context);
  const contest = await page.call(getContest, { params: { id: params.id ?? "" }, query: {} });
  const category = askedItem({ context, request }, "category", contest.categories, ({ id }) => id);
  if (!category) throw data({ problem: missingPage(page) }, { status: 404 });
  return { contest, category };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  const typed = (name: string) => said(form, name);
  const body = {
    title: typed("title"),
    description: typed("description"),
    link: typed("link") || null,
    teamName: typed("teamName") || null,
    namePublic: form.get("namePublic") === "yes",
    agrees: form.has("agrees"),
  };
  try {
    const { call } = pageOf(context);
    await call(enterContest, { params: { id: typed("category") }, body }, keyOf(form));
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect("/my/entries?done=entered");
}

/** Entering one category: what one brings, whether the name may stand in public, that one keeps the rules. */
export default function EnterContest({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { contest, category } = loaderData;
  const { text: t, actor } = usePage();
  const whom = useWhom();
  const problem = actionData?.problem;
  const values = actionData?.values ?? {};
  const back = `/events/${contest.event.id}/contest`;
  const team = category.teamTo > 1;
  return (
    <ShellPortal title={t("contest.enter-title", { category: category.name })} section="events">
      <div className="stack-wide">
        <Trail label={t("event.series")} items={[{ href: back, label: contest.event.title }]} />
        <h1>{t("contest.enter-title", { category: category.name })}</h1>
        {whom.acts && <Notice title={t("contest.for-other", whom)} />}
        {actor.kind === "anonymous" ? (
          <p>
            <ButtonLink href={`/sign-in?back=${encodeURIComponent(`${back}/enter?category=${category.id}`)}`}>
              {t("contest.sign-in")}
            </ButtonLink>
          </p>
        ) : (
          <Form problem={problem} label={t("contest.enter-title", { category: category.name })}>
            <input type="hidden" name="category" value={category.id} />
            <Field
              name="title"
              label={t("contest.entry-title")}
              hint={t("contest.entry-title-hint")}
              value={values.title}
              problem={problem}
            />
            {team && (
              <Field
                name="teamName"
                label={t("contest.team-name")}
                hint={t("contest.team-hint", { from: category.teamFrom, to: category.teamTo })}
                value={values.teamName}
                problem={problem}
              />
            )}
            <Field
              name="description"
              label={t("contest.description")}
              lines={4}
              value={values.description}
              problem={problem}
              optional
            />
            {contest.link !== "none" && (
              <Field
                name="link"
                type="url"
                label={t("contest.link")}
                hint={t("contest.link-hint")}
                value={values.link}
                problem={problem}
                {...(contest.link === "optional" && { optional: true as const })}
              />
            )}
            <Choice
              name="namePublic"
              label={t("contest.name-public")}
              hint={t("contest.name-public-hint")}
              value={values.namePublic ?? "no"}
              options={[
                { value: "no", label: t("contest.name-public.no") },
                { value: "yes", label: t(team ? "contest.name-public.team" : "contest.name-public.yes") },
              ]}
              problem={problem}
            />
            <details>
              <summary>{t("contest.rules")}</summary>
              <RulesText text={contest.rules} />
            </details>
            <Tick name="agrees" label={t("contest.agrees")} checked={"agrees" in values} problem={problem} />
            <Button>{t("contest.enter")}</Button>
          </Form>
        )}
      </div>
    </ShellPortal>
  );
}
