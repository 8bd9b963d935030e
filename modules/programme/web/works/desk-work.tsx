import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import type { Tried } from "#web/publishing.tsx";
import { problemOfReason, ReasonField, reasonFrom } from "#web/reason-field.tsx";
import { usePage } from "#web/text.tsx";
import { deskWork, editWork, publishWork, setShowing } from "../../works/contract.ts";
import { WorkFacts } from "./work-facts.tsx";
import { WorkFields } from "./work-fields.tsx";
import { faultOfLines, workFrom, workValues } from "./work-form.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const work = await pageOf(context).call(deskWork, { params: { id: params.id ?? "" } });
  return { work, done: new URL(request.url).searchParams.has("done") };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const of = { params: { id: params.id ?? "" } };
  const version = Number(form.get("version"));
  const what = said(form, "do");
  const typed = reasonFrom(form, what);
  // A draft asks for none: an empty one is not sent.
  const reason = typed ? { reason: typed } : {};
  try {
    if (what === "publish")
      await call(
        publishWork,
        { ...of, body: { version, published: form.get("published") === "yes", ...reason } },
        keyOf(form),
      );
    else if (what === "show" || what === "unshow") {
      const body = { eventId: said(form, "eventId"), shown: what === "show" };
      await call(setShowing, { ...of, body }, keyOf(form));
    } else await call(editWork, { ...of, body: { version, work: workFrom(form), ...reason } }, keyOf(form));
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`/desk/works/${params.id}?done`);
}

/** One work at the desk: its words, whether it is public, the events that show it. */
export default function DeskWork({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { work, done } = loaderData;
  const { text: t } = usePage();
  const problem = faultOfLines(actionData?.problem, t);
  const values = actionData?.values ?? {};
  const of = (what: string): Tried =>
    values.do === what
      ? { problem: problemOfReason(problem, what), values }
      : { problem: undefined, values: {} };
  const why = (what: string, hint: string) =>
    work.published && (
      <ReasonField
        of={what}
        hint={hint}
        value={of(what).values[`reason.${what}`]}
        problem={of(what).problem}
      />
    );
  const writes = work.can.includes("write");
  return (
    <ShellDesk title={work.title} section="events" organisation={work.organisation.name}>
      <div className="stack-wide">
        <Trail label={t("desk.trail")} items={[{ href: "/desk/works", label: t("work.register") }]} />
        {done && !problem && <Notice kind="done" live title={t("desk.done.edit")} />}
        <p>{work.published ? <a href={`/works/${work.id}`}>{t("work.public")}</a> : t("work.not-public")}</p>
        {work.published && !writes && <p className="quiet">{t("work.by-publisher")}</p>}
        {!work.published && !work.can.includes("publish") && <p className="quiet">{t("work.by-other")}</p>}
        {!writes && (
          <Section title={t("work.words")}>
            {work.summary && <p dir="auto">{work.summary}</p>}
            <WorkFacts work={work} />
          </Section>
        )}
        {work.can.includes("publish") && (
          <Form label={t("work.publication")} problem={of("publish").problem}>
            <input type="hidden" name="do" value="publish" />
            <input type="hidden" name="version" value={work.version} />
            <input type="hidden" name="published" value={work.published ? "no" : "yes"} />
            {why("publish", t("work.reason-hint"))}
            <Button kind={work.published ? "refuse" : "primary"}>
              {t(work.published ? "work.take-back" : "work.publish")}
            </Button>
          </Form>
        )}
        <Section title={t("work.showings")}>
          {work.showings.length === 0 && <p className="quiet">{t("work.no-showings")}</p>}
          <ul className="plain stack-tight">
            {work.showings.map(({ id, title }) => (
              <li key={id} className="row">
                <a href={`/events/${id}`} dir="auto">
                  {title}
                </a>
                {writes && (
                  <Form label={t("work.unshow-one", { title })}>
                    <input type="hidden" name="do" value="unshow" />
                    <input type="hidden" name="eventId" value={id} />
                    <Button kind="link">{t("work.unshow")}</Button>
                  </Form>
                )}
              </li>
            ))}
          </ul>
          {writes && work.events.length > 0 && (
            <Form label={t("work.show")} problem={of("show").problem}>
              <input type="hidden" name="do" value="show" />
              <Select
                name="eventId"
                label={t("work.event")}
                options={work.events.map(({ id, title }) => ({ value: id, label: title }))}
                problem={of("show").problem}
              />
              <Button kind="quiet">{t("work.show")}</Button>
            </Form>
          )}
        </Section>
        {writes && (
          <Section title={t("work.words")}>
            <Form label={t("work.words")} problem={of("edit").problem}>
              <input type="hidden" name="do" value="edit" />
              <input type="hidden" name="version" value={work.version} />
              <WorkFields tried={of("edit")} was={workValues(work)} />
              {why("edit", t("work.reason-hint"))}
              <Button>{t("desk.event.save")}</Button>
            </Form>
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}
