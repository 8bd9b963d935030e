import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts, Table } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { State, type StateKind } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage, useWhom } from "#web/text.tsx";
import { joinLesson, myLearning, type OwnClass } from "../learning/contract.ts";

export async function loader({ context }: LoadArgs) {
  return pageOf(context).call(myLearning, {});
}

/** Joins a lesson on line, or watches it again: noted, and off to where it is. */
export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  try {
    const of = { params: { id: said(form, "lesson") }, body: {} };
    const { link } = await pageOf(context).call(joinLesson, of, keyOf(form));
    return redirect(link);
  } catch (error) {
    return formProblem(error, form);
  }
}

type Record = PageProps<typeof loader>["loaderData"];

/** The learning record (终身美育学校): what comes next, then all that somebody came to, year by year, whatever house it was in. */
export default function MyCourses({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { items, totals, paperLangs } = loaderData;
  const { text: t, city } = usePage();
  const whom = useWhom();
  const nextOf = ({ lessons, next }: OwnClass) => lessons.find(({ id }) => id === next)?.startsAt ?? "";
  const now = items
    .filter(({ state }) => state === "running" || state === "coming")
    .toSorted((a, b) => nextOf(a).localeCompare(nextOf(b)));
  const past = items.filter((one) => !now.includes(one));
  const yearOf = ({ endsAt }: OwnClass) => moment(endsAt).toZonedDateTimeISO(city.zone).year;
  const years = [...Map.groupBy(past, yearOf)].toSorted(([a], [b]) => b - a);
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
          <Totals totals={totals} />
        )}
        {now.length > 0 && (
          <Section title={t("learning.now")} id="now">
            <ul className="plain stack-wide">
              {now.map((one) => (
                <li key={one.claimId} className="card stack">
                  <Running own={one} />
                </li>
              ))}
            </ul>
          </Section>
        )}
        {years.map(([year, those]) => (
          <Section key={year} title={t("learning.year", { year: `${year}` })} id={`y${year}`}>
            <ul className="plain stack-wide">
              {those.map((one) => (
                <li key={one.claimId} className="stack-tight">
                  <Learned own={one} langs={paperLangs} />
                </li>
              ))}
            </ul>
          </Section>
        ))}
        {items.length > 0 && (
          <p>
            <a href="/courses">{t("learning.none.do")}</a>
          </p>
        )}
      </div>
    </ShellPortal>
  );
}

function Totals({ totals }: Pick<Record, "totals">) {
  const { text: t } = usePage();
  const hours = Math.round(totals.minutes / 60);
  return (
    <Facts
      items={[
        {
          term: t("learning.classes"),
          value: t("learning.classes-count", { count: totals.classes, houses: totals.houses }),
        },
        {
          term: t("learning.lessons"),
          value: [
            t("learning.lessons-count", { count: totals.lessons, hours }),
            totals.online > 0 && t("learning.online-count", { count: totals.online }),
            totals.watched > 0 && t("learning.watched-count", { count: totals.watched }),
          ]
            .filter(Boolean)
            .join(" · "),
        },
        {
          term: t("certificate.title"),
          value: t("learning.certificates-count", { count: totals.certificates }),
        },
      ]}
    />
  );
}

const states: { [S in OwnClass["state"]]: StateKind } = {
  coming: "soon",
  running: "open",
  over: "closed",
  left: "closed",
  cancelled: "refused",
};

// texts: learning.state.*
/** A class that goes on: the next lesson first, and the way into it where it is on line. */
function Running({ own }: { own: OwnClass }) {
  const { text: t } = usePage();
  const next = own.lessons.find(({ id }) => id === own.next);
  return (
    <>
      <h3>
        <a href={`/classes/${own.classId}`} dir="auto">
          {own.title}
        </a>
      </h3>
      {next && (
        <p className="lead">
          {t("learning.next")} {t.formats.rangeText({ from: moment(next.startsAt), to: moment(next.endsAt) })}
        </p>
      )}
      <Where own={own} />
      <Towards own={own} />
      {next?.online === "live" && <Join lesson={next} />}
      <Lessons own={own} />
    </>
  );
}

/** A class that is over: how it went, and the certificate. */
function Learned({ own, langs }: { own: OwnClass; langs: Record["paperLangs"] }) {
  const { text: t } = usePage();
  const { certificate } = own;
  return (
    <>
      <h3>
        <a href={`/classes/${own.classId}`} dir="auto">
          {own.title}
        </a>
      </h3>
      <Where own={own} />
      <Towards own={own} />
      {certificate && (
        <p className="row">
          <a href={`/certificates?number=${certificate.number}`}>
            {t("learning.certificate", { number: certificate.number })}
          </a>
          <a href={`/api/my/certificates/${certificate.number}.pdf`}>{t("certificate.print")}</a>
          {langs.includes("ug") && (
            <a href={`/api/my/certificates/${certificate.number}.pdf?lang=ug`}>{t("certificate.print-ug")}</a>
          )}
        </p>
      )}
      <Lessons own={own} />
    </>
  );
}

// texts: learning.towards.*
/** What the certificate still takes; where it cannot be reached any more, what to do if that is wrong. */
function Towards({ own }: { own: OwnClass }) {
  const { text: t } = usePage();
  if (!own.towards || own.held === 0) return null;
  const { share, needs, left } = own.towards;
  const stands = needs > left ? "short" : needs > 0 ? "needs" : left > 0 ? "enough" : "soon";
  return <p className="quiet">{t(`learning.towards.${stands}`, { share, count: needs })}</p>;
}

function Where({ own }: { own: OwnClass }) {
  const { text: t } = usePage();
  return (
    <p className="row">
      <State kind={states[own.state]}>{t(`learning.state.${own.state}`)}</State>
      {own.held > 0 && <span>{t("learning.attended-of", { attended: own.attended, held: own.held })}</span>}
      <span className="quiet">
        {[own.term, own.place ?? own.organiser.name].filter(Boolean).map((word, at) => (
          <span key={word}>
            {at > 0 && " · "}
            <bdi>{word}</bdi>
          </span>
        ))}
      </span>
    </p>
  );
}

// texts: lesson.join.*
function Join({ lesson }: { lesson: OwnClass["lessons"][number] }) {
  const { text: t } = usePage();
  if (lesson.online !== "live" && lesson.online !== "replay") return null;
  return (
    <Form label={t(`lesson.join.${lesson.online}`)}>
      <input type="hidden" name="lesson" value={lesson.id} />
      <Button kind={lesson.online === "live" ? "primary" : "quiet"}>
        {t(`lesson.join.${lesson.online}`)}
      </Button>
    </Form>
  );
}

// texts: roll.mark.*
function Lessons({ own }: { own: OwnClass }) {
  const { text: t } = usePage();
  return (
    <details>
      <summary>{t("learning.lessons-of", { count: own.lessons.length })}</summary>
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
              <Join lesson={lesson} />
            </span>,
          ],
        }))}
      />
    </details>
  );
}
