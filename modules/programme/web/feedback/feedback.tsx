import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Choice, Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { moment } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  pageOf,
  said,
} from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { giveFeedback, myFeedback } from "../../feedback/contract.ts";

const sessionIn = (request: Request) => new URL(request.url).searchParams.get("session") ?? "";

export async function loader({ context, request }: LoadArgs) {
  const session = sessionIn(request);
  const mine = await pageOf(context).call(myFeedback, { params: { id: session } });
  return { mine, done: new URL(request.url).searchParams.has("done") };
}

export async function action({ context, params, request }: ActArgs) {
  const form = await request.formData();
  const session = sessionIn(request);
  try {
    const body = { stars: numberOf(form, "stars"), words: said(form, "words") };
    await pageOf(context).call(giveFeedback, { params: { id: session }, body }, keyOf(form));
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`/events/${params.id}/feedback?session=${session}&done`);
}

// texts: feedback.stars.* feedback.against.*
/** How it was: stars and a few words by somebody who came, and what was answered. */
export default function Feedback({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { mine, done } = loaderData;
  const { text: t } = usePage();
  const problem = actionData?.problem;
  const values = actionData?.values ?? {};
  return (
    <ShellPortal title={t("feedback.title", { title: mine.event.title })} section="events">
      <div className="stack-wide">
        <header className="stack">
          <Trail
            label={t("event.series")}
            items={[{ href: `/events/${mine.event.id}`, label: mine.event.title }]}
          />
          <h1>{t("feedback.title", { title: mine.event.title })}</h1>
          <p>{t.formats.momentText(moment(mine.startsAt))}</p>
        </header>
        {done && !problem && <Notice kind="done" live title={t("feedback.done")} />}
        {mine.given && (
          <Facts
            items={[
              { term: t("feedback.yours"), value: t(`feedback.stars.${mine.given.stars}`) },
              ...(mine.given.words
                ? [{ term: t("feedback.words"), value: <bdi>{mine.given.words}</bdi> }]
                : []),
              ...(mine.given.answer
                ? [{ term: t("feedback.answer"), value: <bdi>{mine.given.answer}</bdi> }]
                : []),
              ...(mine.given.hiddenBecause
                ? [{ term: t("feedback.hidden"), value: <bdi>{mine.given.hiddenBecause}</bdi> }]
                : []),
            ]}
          />
        )}
        {mine.against && mine.against !== "given" && <Notice title={t(`feedback.against.${mine.against}`)} />}
        {!mine.against && (
          <Form label={t("feedback.title", { title: mine.event.title })} problem={problem}>
            <Choice
              name="stars"
              label={t("feedback.how")}
              value={values.stars}
              options={[5, 4, 3, 2, 1].map((stars) => ({
                value: String(stars),
                label: t(`feedback.stars.${stars}`),
              }))}
              problem={problem}
            />
            <Field
              name="words"
              label={t("feedback.words")}
              hint={t("feedback.words-hint")}
              lines={4}
              value={values.words}
              problem={problem}
              optional
            />
            <Button>{t("feedback.send")}</Button>
            <p className="quiet small">{t("feedback.until", { at: moment(mine.until) })}</p>
          </Form>
        )}
      </div>
    </ShellPortal>
  );
}
