import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts, Table } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { State, type StateKind } from "#web/kit/state.tsx";
import { day, moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage, useWhom } from "#web/text.tsx";
import { joinLesson, myLearning, type OwnClass } from "../learning/contract.ts";

export async function loader({ context }: LoadArgs) {
  return pageOf(context).call(myLearning, {});
}

/** Joins a lesson on line, or watches it again: noted, and off to where it is. */
export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  try {
    const of = { params: { id: String(form.get("lesson")) }, body: {} };
    const { link } = await pageOf(context).call(joinLesson, of, keyOf(form));
    return redirect(link);
  } catch (error) {
    return formProblem(error, form);
  }
}

const states: Record<OwnClass["state"], StateKind> = {
  coming: "soon",
  running: "open",
  over: "closed",
  left: "closed",
  cancelled: "refused",
};

// texts: learning.state.*
/** The learning record: what somebody learns now, all they came to, and their certificates. */
export default function MyCourses({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { items, totals } = loaderData;
  const { text: t } = usePage();
  const whom = useWhom();
  return (
    <ShellPortal title={t("learning.title")} section="my">
      <div className="stack-wide">
        <header className="stack">
          <Trail label={t("learning.title")} items={[{ href: "/my", label: t("learning.to-my") }]} />
          <h1>{whom.acts ? t("learning.title-of", whom) : t("learning.title")}</h1>
        </header>
        {actionData && (
          <Notice kind="refused" live title={actionData.problem.title}>
            {actionData.problem.detail}
          </Notice>
        )}
        {items.length === 0 ? (
          <Empty title={t("learning.none", whom)}>
            <a href="/courses">{t("learning.none.do")}</a>
          </Empty>
        ) : (
          <>
            <Facts
              items={[
                {
                  term: t("learning.classes"),
                  value: t("learning.classes-count", { count: totals.classes }),
                },
                {
                  term: t("learning.lessons"),
                  value: t("learning.lessons-count", {
                    count: totals.lessons,
                    hours: Math.round(totals.minutes / 60),
                  }),
                },
                {
                  term: t("certificate.title"),
                  value: t("learning.certificates-count", { count: totals.certificates }),
                },
              ]}
            />
            {items.map((one) => (
              <Section key={one.claimId} title={one.title} note={one.term}>
                <OneClass own={one} />
              </Section>
            ))}
          </>
        )}
      </div>
    </ShellPortal>
  );
}

// texts: roll.mark.* lesson.join.*
function OneClass({ own }: { own: OwnClass }) {
  const { text: t } = usePage();
  return (
    <div className="stack">
      <p className="row">
        <State kind={states[own.state]}>{t(`learning.state.${own.state}`)}</State>
        <span>{t("learning.attended-of", { attended: own.attended, held: own.held })}</span>
        <a href={`/classes/${own.classId}`}>{t("learning.class")}</a>
      </p>
      {own.certificate && (
        <p>
          <a href={`/certificates?number=${own.certificate.number}`}>
            {t("learning.certificate", {
              number: own.certificate.number,
              day: day(own.certificate.issuedOn),
            })}
          </a>{" "}
          <a href={`/api/my/certificates/${own.certificate.number}.pdf`}>{t("certificate.print")}</a>{" "}
          <a href={`/api/my/certificates/${own.certificate.number}.pdf?lang=ug`}>
            {t("certificate.print-ug")}
          </a>
        </p>
      )}
      <details open={own.state === "running" || own.state === "coming"}>
        <summary>{t("class.lessons-title")}</summary>
        <Table
          caption={t("class.lessons-title")}
          hideCaption
          columns={[
            { key: "when", label: t("lesson.when") },
            { key: "mark", label: t("lesson.mark"), prose: true },
          ]}
          rows={own.lessons.map((lesson) => ({
            key: lesson.id,
            cells: [
              t.formats.momentText(moment(lesson.startsAt)),
              <span key="mark" className="row">
                {[
                  lesson.cancelled && t("lesson.is-cancelled"),
                  lesson.mark && t(`roll.mark.${lesson.mark}`),
                  lesson.watched && t("learning.watched"),
                ]
                  .filter(Boolean)
                  .join(" · ")}
                {(lesson.online === "live" || lesson.online === "replay") && (
                  <Form label={t(`lesson.join.${lesson.online}`)}>
                    <input type="hidden" name="lesson" value={lesson.id} />
                    <Button kind={lesson.online === "live" ? "primary" : "quiet"}>
                      {t(`lesson.join.${lesson.online}`)}
                    </Button>
                  </Form>
                )}
              </span>,
            ],
          }))}
        />
      </details>
    </div>
  );
}
