import { redirect } from "react-router";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts, Table } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { State } from "#web/kit/state.tsx";
import { day, moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import type { Tried } from "#web/publishing.tsx";
import { problemOfReason, ReasonField, reasonFrom } from "#web/reason-field.tsx";
import { usePage } from "#web/text.tsx";
import { FoldedForm } from "#web/titled-form.tsx";
import {
  eventChoices,
  FindPlaces,
  PlannedSessions,
  RepeatFields,
  repeatFrom,
  repeats,
  tickedDays,
} from "../../programme/web/door.ts";
import {
  cancelClass,
  changeTeacher,
  type DeskClass as DeskClassView,
  editClass,
  getDeskClass,
  keepClass,
  openClass,
} from "../classes/contract.ts";
import { addLessons, planLessons } from "../lessons/contract.ts";
import { ClassFields } from "./class-fields.tsx";
import { classFrom, classValues } from "./class-form.ts";
import { classStates, LessonTimes } from "./desk-parts.tsx";
import { lessonFrom, onDays } from "./lesson-form.ts";
import { teacherOption } from "./teacher-option.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const search = new URL(request.url).searchParams;
  const q = search.get("place")?.trim() ?? "";
  const klass = await call(getDeskClass, { params: { id: params.id ?? "" } });
  const choices = klass.can.includes("edit")
    ? await call(eventChoices, {
        query: { ...(q && { q }), ...(klass.text.placeId && { with: klass.text.placeId }) },
      })
    : null;
  return { klass, choices, q, done: search.get("done"), told: Number(search.get("told") ?? 0) };
}

export async function action({ context, params, request }: ActArgs) {
  const { call, city } = pageOf(context);
  const form = await request.formData();
  const of = { params: { id: params.id ?? "" } };
  const version = Number(form.get("version"));
  const what = said(form, "do");
  const reason = reasonFrom(form, what);
  const key = keyOf(form);
  const back = (done: string, told = 0) => redirect(`/desk/classes/${params.id}?done=${done}&told=${told}`);
  try {
    switch (what) {
      case "edit": {
        const body = { version, class: classFrom(form, city.zone), ...(reason && { reason }) };
        await call(editClass, { ...of, body }, key);
        return back("edit");
      }
      case "open":
        await call(openClass, { ...of, body: { version } }, key);
        return back("open");
      case "teacher": {
        const body = { version, teacherId: said(form, "teacherId"), reason };
        return back("teacher", (await call(changeTeacher, { ...of, body }, key)).told);
      }
      case "keep":
        await call(keepClass, { ...of, body: { version, reason } }, key);
        return back("keep");
      case "cancel":
        return back("cancel", (await call(cancelClass, { ...of, body: { version, reason } }, key)).told);
      default: {
        const first = lessonFrom(form, "lessons.0", city.zone);
        const repeated = repeats(form);
        // What repeats is listed before it is saved; what is saved is what was ticked in the list.
        if (what === "plan" || (repeated && !form.has("listed"))) {
          const planned = await call(planLessons, { ...of, body: { first, repeat: repeatFrom(form) } });
          const values = Object.fromEntries(
            [...form].flatMap(([name, value]) =>
              typeof value === "string" && !name.startsWith("_") && !name.startsWith("on.")
                ? [[name, value]]
                : [],
            ),
          );
          return { problem: undefined, values: { ...values, do: "plan" }, planned };
        }
        const lessons = repeated ? onDays(first, tickedDays(form), city.zone) : [first];
        const { told } = await call(addLessons, { ...of, body: { version, lessons } }, key);
        return back("lessons", told);
      }
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: class.done.* class.missing.* class.state.*
/** A class at the desk: what it lacks, who is in it, its lessons, its terms. */
export default function DeskClass({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { klass, choices, q, done, told } = loaderData;
  const { text: t, city } = usePage();
  const problem = actionData?.problem;
  const values: Record<string, string> = actionData?.values ?? {};
  const planned = actionData && "planned" in actionData ? actionData.planned : null;
  const tried = { problem, values };
  const title = `${klass.course.title} ${klass.text.term}`;
  const editing = values.do === "edit";
  const adding = values.do === "add" || values.do === "plan";
  return (
    <ShellDesk
      title={title}
      section="courses"
      organisation={klass.organiser.name}
      actions={
        klass.state !== "planned" && (
          <ButtonLink kind="quiet" href={`/classes/${klass.id}`}>
            {t("desk.courses.public-page")}
          </ButtonLink>
        )
      }
    >
      <div className="stack-wide">
        <Trail
          label={t("courses.title")}
          items={[
            { href: "/desk/courses", label: t("courses.title") },
            { href: `/desk/courses/${klass.course.id}`, label: klass.course.title },
          ]}
        />
        {done && !problem && (
          <Notice kind="done" live title={t(`class.done.${done}`)}>
            {told > 0 && t("class.told", { count: told })}
          </Notice>
        )}
        {klass.cancelledBecause && (
          <Notice kind="refused" title={t("class.is-cancelled")}>
            {klass.cancelledBecause}
          </Notice>
        )}
        <Stand klass={klass} />
        <Decide klass={klass} tried={tried} />
        <Section title={t("class.lessons-title")} id="lessons">
          <div className="stack">
            {klass.lessons.length > 0 && <Lessons klass={klass} />}
            {klass.can.includes("edit") && (
              <details open={adding || klass.lessons.length === 0}>
                <summary>{t("lesson.add")}</summary>
                <Form label={t("lesson.add")} problem={adding ? problem : undefined}>
                  <input type="hidden" name="version" value={klass.version} />
                  <LessonTimes prefix="lessons.0" values={adding ? values : {}} tried={tried} />
                  <RepeatFields values={adding ? values : {}} problem={adding ? problem : undefined} />
                  {planned && <PlannedSessions planned={planned} />}
                  <div className="actions">
                    <Button name="do" value="add">
                      {t(planned ? "repeat.add-do" : "lesson.add-do")}
                    </Button>
                    <Button kind="quiet" name="do" value="plan">
                      {t("repeat.plan-do")}
                    </Button>
                  </div>
                </Form>
              </details>
            )}
          </div>
        </Section>
        {choices && (
          <Section title={t("class.terms")} id="terms">
            <FindPlaces q={q} />
            <details open={editing}>
              <summary>{t("class.change")}</summary>
              <Form label={t("class.terms")} problem={editing ? problemOfReason(problem, "edit") : undefined}>
                <input type="hidden" name="do" value="edit" />
                <input type="hidden" name="version" value={klass.version} />
                <ClassFields
                  values={editing ? values : classValues(klass.text, city.zone)}
                  choices={choices}
                  teachers={klass.teachers}
                  problem={editing ? problem : undefined}
                  {...(klass.state === "open" && { fixed: true as const })}
                />
                {klass.state === "open" && (
                  <ReasonField
                    of="edit"
                    hint={t("publishing.reason.kept")}
                    value={values["reason.edit"] ?? ""}
                    problem={editing ? problemOfReason(problem, "edit") : undefined}
                  />
                )}
                <Button>{t("desk.courses.save")}</Button>
              </Form>
            </details>
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}

// texts: class.says.*
function Stand({ klass }: { klass: DeskClassView }) {
  const { text: t } = usePage();
  return (
    <>
      <Facts
        items={[
          {
            term: t("desk.courses.state"),
            value: <State kind={classStates[klass.state]}>{t(`class.state.${klass.state}`)}</State>,
          },
          {
            term: t("class.teacher"),
            value: klass.teacher ? (
              <>
                <bdi>{klass.teacher.name}</bdi>{" "}
                <span className="quiet">
                  {t(
                    `class.says.${klass.teacher.ended ? "ended" : klass.teacher.seated ? (klass.teacher.says ?? "asked") : "unseated"}`,
                  )}
                </span>
              </>
            ) : (
              t("class.no-teacher")
            ),
          },
          {
            term: t("class.where"),
            value: klass.place ? (
              <bdi>{[klass.place.name, klass.place.space].filter(Boolean).join(" ")}</bdi>
            ) : (
              t(`class.mode.${klass.text.mode}`)
            ),
          },
          {
            term: t("class.enrolled-count"),
            value: t("class.enrolled-now", {
              enrolled: klass.enrolled,
              places: klass.text.places,
              minimum: klass.text.minimum,
              waiting: klass.waiting,
            }),
          },
          { term: t("class.decide-on"), value: t.formats.fullDayText(day(klass.text.decideOn)) },
          ...(klass.keptBecause ? [{ term: t("class.kept"), value: klass.keptBecause }] : []),
        ]}
      />
      <p className="actions">
        {klass.offerId && klass.state === "open" && (
          <ButtonLink kind="quiet" href={`/desk/counter/${klass.offerId}`}>
            {t("class.counter")}
          </ButtonLink>
        )}
        {klass.offerId && klass.state === "open" && (klass.text.waitingList || klass.draw) && (
          <ButtonLink kind="quiet" href={`/desk/queue/${klass.offerId}`}>
            {t("class.queue")}
          </ButtonLink>
        )}
        {klass.draw?.drawId && (
          <ButtonLink kind="quiet" href={`/desk/draws/${klass.draw.drawId}`}>
            {t("class.draw-desk")}
          </ButtonLink>
        )}
        {klass.offerId && (klass.can.includes("roll") || klass.can.includes("certify")) && (
          <ButtonLink kind="quiet" href={`/desk/classes/${klass.id}/certificates`}>
            {t("certificates.title")}
          </ButtonLink>
        )}
      </p>
    </>
  );
}

/** What a manager or publisher decides: open it, keep it below the minimum, cancel it. */
function Decide({ klass, tried }: { klass: DeskClassView; tried: Tried }) {
  const { text: t } = usePage();
  const of = (what: string) => (tried.values.do === what ? problemOfReason(tried.problem, what) : undefined);
  const why = (what: string, label: string, hint: string, kind: "refuse" | "quiet") => (
    <FoldedForm title={label} problem={of(what)}>
      <input type="hidden" name="do" value={what} />
      <input type="hidden" name="version" value={klass.version} />
      <ReasonField of={what} hint={hint} value={tried.values[`reason.${what}`]} problem={of(what)} />
      <Button kind={kind}>{label}</Button>
    </FoldedForm>
  );
  return (
    <div className="stack">
      {klass.missing.length > 0 && (
        <Notice kind="attention" title={t("class.missing")}>
          <ul>
            {klass.missing.map((lack) => (
              <li key={lack}>{t(`class.missing.${lack}`)}</li>
            ))}
          </ul>
        </Notice>
      )}
      {klass.can.includes("open") && klass.missing.length === 0 && (
        <Form label={t("class.open")} problem={of("open")}>
          <input type="hidden" name="do" value="open" />
          <input type="hidden" name="version" value={klass.version} />
          <Button>{t("class.open")}</Button>
        </Form>
      )}
      {klass.draw?.awaits && klass.draw.drawId === null && (
        <Notice kind="attention" title={t("class.no-draw")}>
          {t("class.no-draw.do")}{" "}
          <a href={`/desk/draws/new?offer=${klass.offerId}`}>{t("class.make-draw")}</a>
        </Notice>
      )}
      {klass.can.includes("keep") && (
        <>
          <Notice
            kind="attention"
            title={t("class.below", { enrolled: klass.enrolled, minimum: klass.text.minimum })}
          >
            {t("class.below.do", { day: day(klass.text.decideOn) })}
          </Notice>
          {why("keep", t("class.keep"), t("publishing.reason.kept"), "quiet")}
        </>
      )}
      {klass.can.includes("change-teacher") && (
        <ChangeTeacher klass={klass} problem={of("teacher")} values={tried.values} />
      )}
      {klass.can.includes("cancel") &&
        why("cancel", t("class.cancel"), t("class.cancel-told", { count: klass.enrolled }), "refuse")}
    </div>
  );
}

/** Somebody else takes an open class; where its teacher left, that is the first thing to do. */
function ChangeTeacher({
  klass,
  problem,
  values,
}: {
  klass: DeskClassView;
  problem: Tried["problem"];
  values: Record<string, string>;
}) {
  const { text: t } = usePage();
  const gone = klass.teacher?.ended ?? true;
  return (
    <>
      {gone && <Notice kind="attention" title={t("class.teacher-gone")} />}
      <FoldedForm title={t("class.change-teacher")} open={gone} problem={problem}>
        <input type="hidden" name="do" value="teacher" />
        <input type="hidden" name="version" value={klass.version} />
        <Select
          name="teacherId"
          label={t("class.new-teacher")}
          hint={t("class.new-teacher-hint")}
          value={problem ? values.teacherId : ""}
          empty={t("request.choose")}
          options={klass.teachers
            .filter(({ id, seated }) => seated && id !== klass.teacher?.id)
            .map((one) => teacherOption(t, one))}
          problem={problem}
        />
        <ReasonField
          of="teacher"
          hint={t("class.cancel-told", { count: klass.enrolled })}
          value={values["reason.teacher"]}
          problem={problem}
        />
        <Button kind="quiet">{t("class.change-teacher")}</Button>
      </FoldedForm>
    </>
  );
}

function Lessons({ klass }: { klass: DeskClassView }) {
  const { text: t } = usePage();
  return (
    <Table
      caption={t("class.lessons-title")}
      hideCaption
      columns={[
        { key: "when", label: t("lesson.when") },
        { key: "what", label: t("lesson.what"), prose: true },
        { key: "teacher", label: t("class.teacher") },
        { key: "roll", label: t("roll.title") },
      ]}
      rows={klass.lessons.map((lesson) => ({
        key: lesson.id,
        cells: [
          <a key="when" href={`/desk/classes/${klass.id}/lessons/${lesson.id}`}>
            {t.formats.rangeText({ from: moment(lesson.startsAt), to: moment(lesson.endsAt) })}
          </a>,
          <span key="what" dir="auto">
            {[
              lesson.cancelledBecause && t("lesson.cancelled", { reason: lesson.cancelledBecause }),
              lesson.request && t("request.asked"),
              lesson.madeUp && t("lesson.made-up"),
              lesson.makesUp && t("lesson.is-make-up"),
              lesson.topic,
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>,
          <bdi key="teacher">
            {lesson.substituted ? t("lesson.substitute", { name: lesson.teacher ?? "" }) : lesson.teacher}
          </bdi>,
          klass.can.includes("roll") && !lesson.cancelledBecause ? (
            <a key="roll" href={`/teach/lessons/${lesson.id}`}>
              {lesson.marked > 0
                ? t("roll.attended", { attended: lesson.attended, enrolled: klass.enrolled })
                : t("roll.take")}
            </a>
          ) : (
            ""
          ),
        ],
      }))}
    />
  );
}
