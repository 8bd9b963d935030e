import { redirect } from "react-router";
import { Facts, Table } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { day, moment } from "#web/occasion.ts";
import {
  type ActArgs,
  dealsForPerson,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  pageOf,
  said,
} from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { cancelOwnClaim, claimPlaces, myClaimOn } from "../../booking/contract.ts";
import { getDraw, getLine, myDraw } from "../../booking/web/door.ts";
import { LinkedData } from "../../programme/web/door.ts";
import { type ClassView, getClass } from "../contract.ts";
import { EnrolPanel } from "./enrol-panel.tsx";
import { classData } from "./linked-data.ts";
import { useAges, useRhythm, useWhen } from "./rows.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const { call, actor } = pageOf(context);
  const klass = await call(getClass, { params: { id: params.id ?? "" } });
  const offerId = klass.offer?.id;
  const books = dealsForPerson(actor);
  const mine = offerId && books ? await call(myClaimOn, { params: { offerId } }) : null;
  const own = mine?.claim ?? null;
  const asks = own !== null || ["open", "drawn"].includes(klass.admission.state);
  const meanwhile = asks ? (mine?.overlaps ?? []) : [];
  const line =
    offerId && klass.offer?.waitingList
      ? await call(getLine, { params: { offerId }, query: { without: "about" } })
      : null;
  const drawId = klass.draw?.drawId;
  const ofDraw = drawId ? { params: { drawId } } : null;
  const draw = ofDraw && {
    draw: await call(getDraw, ofDraw),
    own: books ? await call(myDraw, ofDraw) : null,
  };
  return { klass, own, meanwhile, line, draw, done: new URL(request.url).searchParams.get("done") };
}

/** Enrols, or gives the place back; the answer is a page of its own, so that reloading does nothing twice. */
export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  try {
    if (form.get("do") === "cancel") {
      await call(cancelOwnClaim, { params: { claimId: said(form, "claim") }, body: {} }, keyOf(form));
      return redirect(`/classes/${params.id}?done=cancelled`);
    }
    const input = { params: { offerId: said(form, "offer") }, body: { size: 1 } };
    await call(claimPlaces, input, keyOf(form));
    return redirect(`/classes/${params.id}?done=enrolled`);
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: class.mode.*
/** One class: when and where, who teaches, how one enrols, its lessons. */
export default function ClassPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { klass, own, meanwhile, line, draw, done } = loaderData;
  const { text: t, city } = usePage();
  const lang = klass.lang === t.locale ? undefined : klass.lang;
  const [ages, when, rhythm] = [useAges()(klass), useWhen()(klass), useRhythm()(klass)];
  const dayOf = (iso: string) =>
    t.formats.fullDayText(moment(iso).toZonedDateTimeISO(city.zone).toPlainDate());
  return (
    <ShellPortal title={klass.title} description={klass.summary} section="courses">
      <LinkedData data={classData(klass, { url: "", zone: city.zone })} />
      <div className="stack-wide">
        <header className="stack">
          <Trail
            label={t("courses.title")}
            items={[
              { href: "/courses", label: t("courses.title") },
              { href: `/courses/${klass.courseId}`, label: klass.title },
            ]}
          />
          <h1 lang={lang} dir="auto">
            {klass.title}
          </h1>
          <p className="lead">
            <bdi>{klass.term}</bdi>
            {(rhythm ?? when) && ` · ${rhythm ?? when}`}
          </p>
        </header>
        {klass.cancelledBecause && (
          <Notice kind="refused" title={t("class.is-cancelled")}>
            {klass.cancelledBecause}
          </Notice>
        )}
        <Facts
          items={[
            {
              term: t("class.span"),
              value: t("class.span-of", {
                from: dayOf(klass.startsAt),
                to: dayOf(klass.endsAt),
                count: klass.lessons,
              }),
            },
            {
              term: t("class.where"),
              value: klass.place ? (
                <a href={`/places/${klass.place.id}`} dir="auto">
                  {[klass.place.name, klass.place.space].filter(Boolean).join(" ")}
                </a>
              ) : (
                t(`class.mode.${klass.mode}`)
              ),
            },
            { term: t("class.teacher"), value: <bdi>{klass.teacher || t("class.no-teacher")}</bdi> },
          ]}
        />
        <EnrolPanel
          klass={klass}
          own={own}
          meanwhile={meanwhile}
          line={line}
          draw={draw}
          done={done}
          problem={actionData?.problem}
        />
        <Facts
          items={[
            ...(ages ? [{ term: t("course.who"), value: ages }] : []),
            ...(klass.materials
              ? [
                  {
                    term: t("course.materials"),
                    value: (
                      <span lang={lang} dir="auto">
                        {klass.materials}
                      </span>
                    ),
                  },
                ]
              : []),
            { term: t("course.organiser"), value: <bdi>{klass.organiser.name}</bdi> },
            {
              term: t("class.minimum"),
              value: t("class.minimum-means", { count: klass.minimum, day: day(klass.decideOn) }),
            },
            { term: t("class.certificate"), value: t("class.certificate-means", { share: klass.share }) },
          ]}
        />
        <Section title={t("class.lessons-title")} id="lessons">
          <div className="stack">
            <Lessons klass={klass} />
            <p>
              <a href={`/api/classes/${klass.id}.ics`}>{t("class.to-calendar")}</a>
            </p>
          </div>
        </Section>
      </div>
    </ShellPortal>
  );
}

// texts: lesson.online.*
/** When they are; beside it what is to be known of some of them, where there is anything. */
function Lessons({ klass }: { klass: ClassView }) {
  const { text: t } = usePage();
  const rows = klass.lessonsList.map((lesson) => ({ lesson, said: saidOf(lesson) }));
  const told = rows.some(({ said }) => said !== "");
  function saidOf(lesson: ClassView["lessonsList"][number]): string {
    return [
      lesson.cancelledBecause && t("lesson.cancelled", { reason: lesson.cancelledBecause }),
      lesson.makesUp && t("lesson.makes-up", { at: moment(lesson.makesUp) }),
      lesson.previousStartsAt &&
        !lesson.cancelledBecause &&
        t("lesson.moved", { at: moment(lesson.previousStartsAt) }),
      lesson.placeClosed && t("lesson.place-closed"),
      lesson.roomGone && t("lesson.room-gone"),
      lesson.topic,
      lesson.substitute && t("lesson.substitute", { name: lesson.substitute }),
      lesson.place &&
        (lesson.place.id !== klass.place?.id || lesson.place.space !== klass.place?.space) &&
        [lesson.place.name, lesson.place.space].filter(Boolean).join(" "),
      lesson.online && t(`lesson.online.${lesson.online.state}`),
    ]
      .filter(Boolean)
      .join(" · ");
  }
  return (
    <Table
      caption={t("class.lessons-title")}
      hideCaption
      columns={[
        { key: "when", label: t("lesson.when") },
        ...(told ? [{ key: "what", label: t("lesson.what"), prose: true as const }] : []),
      ]}
      rows={rows.map(({ lesson, said }) => {
        const when = t.formats.rangeText({ from: moment(lesson.startsAt), to: moment(lesson.endsAt) });
        return {
          key: lesson.id,
          cells: [
            lesson.cancelledBecause ? <s key="when">{when}</s> : when,
            ...(told
              ? [
                  <span key="what" dir="auto">
                    {said}
                  </span>,
                ]
              : []),
          ],
        };
      })}
    />
  );
}
