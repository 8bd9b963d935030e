import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
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
import type { Tried } from "#web/publishing.tsx";
import { problemOfReason, ReasonField, reasonFrom } from "#web/reason-field.tsx";
import { usePage } from "#web/text.tsx";
import { answerFeedback, deskFeedback, hideFeedback } from "../../feedback/contract.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const search = new URL(request.url).searchParams;
  const cursor = search.get("cursor");
  const view = await pageOf(context).call(deskFeedback, {
    params: { id: params.id ?? "" },
    query: { ...(cursor && { cursor }) },
  });
  return { view, done: search.has("done") };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const of = { params: { id: said(form, "id") } };
  try {
    if (form.get("do") === "hide")
      await call(hideFeedback, { ...of, body: { reason: reasonFrom(form, "hide") } }, keyOf(form));
    else
      await call(
        answerFeedback,
        {
          ...of,
          body: { version: numberOf(form, "version"), answer: said(form, "answer") },
        },
        keyOf(form),
      );
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`/desk/events/${params.id}/feedback?done`);
}

type View = AnswerOf<typeof deskFeedback>;

/** What was said of an event, without names; answered and, where it was reported, hidden by those who publish. */
export default function DeskFeedback({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { view, done } = loaderData;
  const { text: t } = usePage();
  const problem = actionData?.problem;
  const values = actionData?.values ?? {};
  return (
    <ShellDesk title={t("feedback.desk-title", { title: view.event.title })} section="events">
      <div className="stack-wide">
        <Trail
          label={t("desk.trail")}
          items={[
            { href: "/desk/events", label: t("desk.events.title") },
            { href: `/desk/events/${view.event.id}`, label: view.event.title },
          ]}
        />
        {done && !problem && <Notice kind="done" live title={t("desk.done.edit")} />}
        <p>{view.rating ? t("feedback.rating", view.rating) : t("feedback.too-few")}</p>
        {view.items.length === 0 && <Empty title={t("feedback.none")}>{t("feedback.none.do")}</Empty>}
        <ul className="plain stack">
          {view.items.map((item) => (
            <Said
              key={item.id}
              item={item}
              answers={view.can.includes("answer")}
              tried={values.id === item.id ? { problem, values } : { problem: undefined, values: {} }}
            />
          ))}
        </ul>
        {view.next && (
          <p>
            <ButtonLink kind="quiet" href={`/desk/events/${view.event.id}/feedback?cursor=${view.next}`}>
              {t("events.more")}
            </ButtonLink>
          </p>
        )}
      </div>
    </ShellDesk>
  );
}

// texts: feedback.stars.*
function Said({
  item,
  answers,
  tried: { problem, values },
}: {
  item: View["items"][number];
  answers: boolean;
  tried: Tried;
}) {
  const { text: t } = usePage();
  const hiding = problemOfReason(problem, "hide");
  const at = t.formats.momentText(moment(item.sessionStartsAt));
  return (
    <li className="card stack-tight">
      <p>
        <strong>{t(`feedback.stars.${item.stars}`)}</strong> <span className="quiet small">{at}</span>
      </p>
      {item.words && <p dir="auto">{item.words}</p>}
      {item.hiddenBecause && (
        <p className="quiet">
          {t("feedback.hidden")} <bdi>{item.hiddenBecause}</bdi>
        </p>
      )}
      {item.answer && <p>{t("feedback.answered", { answer: item.answer })}</p>}
      {answers && item.words && (
        <>
          <details open={values.do === "answer"}>
            <summary>{t(item.answer ? "feedback.answer-again" : "feedback.answer-do")}</summary>
            <Form label={t("feedback.answer-do")} problem={values.do === "answer" ? problem : undefined}>
              <input type="hidden" name="do" value="answer" />
              <input type="hidden" name="version" value={item.answerVersion} />
              <input type="hidden" name="id" value={item.id} />
              <Field
                name="answer"
                label={t("feedback.answer")}
                hint={t("feedback.answer-hint")}
                lines={3}
                value={values.answer ?? item.answer ?? ""}
                problem={problem}
              />
              <Button kind="quiet">{t("feedback.answer-do")}</Button>
            </Form>
          </details>
          <details open={values.do === "hide"}>
            <summary>{t("feedback.hide")}</summary>
            <Form label={t("feedback.hide")} problem={values.do === "hide" ? hiding : undefined}>
              <input type="hidden" name="do" value="hide" />
              <input type="hidden" name="id" value={item.id} />
              <ReasonField
                of="hide"
                hint={t("feedback.hide-hint")}
                value={values["reason.hide"]}
                problem={hiding}
              />
              <Button kind="refuse">{t("feedback.hide")}</Button>
            </Form>
          </details>
        </>
      )}
    </li>
  );
}
