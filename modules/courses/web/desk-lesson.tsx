import { redirect } from "react-router";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
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
import { problemOfReason, ReasonField, reasonFrom } from "#web/reason-field.tsx";
import { usePage } from "#web/text.tsx";
import { FoldedForm } from "#web/titled-form.tsx";
import { eventChoices, FindPlaces, WhereField, whereFrom, whereValue } from "../../programme/web/door.ts";
import { getDeskClass } from "../classes/contract.ts";
import { addLessons, cancelLesson, editLesson, setLessonLinks, substitute } from "../lessons/contract.ts";
import { answerRequest } from "../teaching/contract.ts";
import { Asked } from "./ask-panel.tsx";
import { LessonTimes } from "./desk-parts.tsx";
import { lessonFrom, lessonValues } from "./lesson-form.ts";
import { teacherOption } from "./teacher-option.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const classId = params.class ?? "";
  const q = new URL(request.url).searchParams.get("place")?.trim() ?? "";
  const klass = await call(getDeskClass, { params: { id: classId } });
  const lesson = klass.lessons.find(({ id }) => id === params.id);
  if (!lesson) throw redirect(`/desk/classes/${classId}`);
  const choices = await call(eventChoices, {
    query: { ...(q && { q }), ...(lesson.placeId && { with: lesson.placeId }) },
  });
  return { klass, lesson, choices, q };
}

export async function action({ context, params, request }: ActArgs) {
  const { call, city } = pageOf(context);
  const form = await request.formData();
  const of = { params: { id: params.id ?? "" } };
  const classId = params.class ?? "";
  const what = said(form, "do");
  const reason = reasonFrom(form, what);
  const why = reason ? { reason } : {};
  const key = keyOf(form);
  const back = (done: string, told = 0) =>
    redirect(`/desk/classes/${classId}?done=${done}&told=${told}#lessons`);
  try {
    switch (what) {
      case "cancel":
        return back("lesson-cancelled", (await call(cancelLesson, { ...of, body: why }, key)).told);
      case "substitute": {
        const body = { teacherId: said(form, "teacherId") || null, reason };
        return back("substituted", (await call(substitute, { ...of, body }, key)).told);
      }
      case "grant": {
        const teacherId = said(form, "teacherId");
        const body = { says: "yes" as const, ...(teacherId && { teacherId }) };
        return back("granted", (await call(answerRequest, { ...of, body }, key)).told);
      }
      case "deny":
        await call(answerRequest, { ...of, body: { says: "no", reason } }, key);
        return back("denied");
      case "links": {
        const link = (name: string) => said(form, name) || null;
        await call(
          setLessonLinks,
          { ...of, body: { link: link("link"), replayLink: link("replayLink") } },
          key,
        );
        return back("links");
      }
      case "make-up": {
        const { version } = await call(getDeskClass, { params: { id: classId } });
        const lessons = [lessonFrom(form, "lessons.0", city.zone)];
        const body = { version, lessons, makesUp: of.params.id };
        return back("made-up", (await call(addLessons, { params: { id: classId }, body }, key)).told);
      }
      default: {
        const body = {
          ...lessonFrom(form, "", city.zone),
          topic: said(form, "topic"),
          ...whereFrom(said(form, "placeId")),
          ...why,
        };
        return back("lesson-changed", (await call(editLesson, { ...of, body }, key)).told);
      }
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

/** One lesson: moved, taught by somebody else, cancelled, made up for; who is told stands beside the button. */
export default function DeskLesson({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { klass, lesson, choices, q } = loaderData;
  const { text: t, city } = usePage();
  const tried = actionData?.values ?? {};
  const of = (what: string) => (tried.do === what ? problemOfReason(actionData?.problem, what) : undefined);
  const when = t.formats.rangeText({ from: moment(lesson.startsAt), to: moment(lesson.endsAt) });
  const open = klass.state === "open";
  const edits = klass.can.includes("edit") && !lesson.cancelledBecause;
  const hidden = (what: string) => <input type="hidden" name="do" value={what} />;
  const toldHint = t("class.cancel-told", { count: klass.enrolled });
  return (
    <ShellDesk title={when} section="courses" organisation={klass.organiser.name}>
      <div className="stack-wide">
        <Trail
          label={t("courses.title")}
          items={[
            { href: "/desk/courses", label: t("courses.title") },
            { href: `/desk/classes/${klass.id}`, label: `${klass.course.title} ${klass.text.term}` },
          ]}
        />
        {lesson.cancelledBecause && (
          <Notice kind="refused" title={t("lesson.is-cancelled")}>
            {lesson.cancelledBecause}
          </Notice>
        )}
        {klass.can.includes("roll") && !lesson.cancelledBecause && (
          <p>
            <ButtonLink kind="quiet" href={`/teach/lessons/${lesson.id}`}>
              {t("roll.take")}
            </ButtonLink>
          </p>
        )}
        {lesson.request && klass.can.includes("edit") && (
          <Answer klass={klass} lesson={lesson} of={of} tried={tried} />
        )}
        {edits && (
          <>
            <FindPlaces q={q} />
            <Form label={t("lesson.edit")} problem={of("edit")}>
              {hidden("edit")}
              <LessonTimes
                prefix=""
                values={tried.do === "edit" ? tried : lessonValues(lesson, city.zone)}
                tried={{ problem: of("edit"), values: tried }}
              />
              <WhereField
                name="placeId"
                label={t("class.where")}
                value={tried.do === "edit" ? tried.placeId : whereValue(lesson)}
                choices={choices}
                problem={of("edit")}
              />
              <Field
                name="topic"
                label={t("lesson.topic")}
                value={tried.do === "edit" ? tried.topic : lesson.topic}
                problem={of("edit")}
                optional
              />
              {open && (
                <ReasonField of="edit" hint={toldHint} value={tried["reason.edit"]} problem={of("edit")} />
              )}
              <Button>{t("desk.courses.save")}</Button>
            </Form>
            <details open={tried.do === "substitute"}>
              <summary>{t("lesson.substitute-title")}</summary>
              <Form label={t("lesson.substitute-title")} problem={of("substitute")}>
                {hidden("substitute")}
                <Select
                  name="teacherId"
                  label={t("class.teacher")}
                  value={lesson.substituted ? (lesson.teacherId ?? "") : ""}
                  empty={t("lesson.own-teacher", { name: klass.teacher?.name ?? "" })}
                  options={klass.teachers
                    .filter(({ id, seated }) => seated && id !== klass.teacher?.id)
                    .map((one) => teacherOption(t, one))}
                  problem={of("substitute")}
                  optional
                />
                <ReasonField
                  of="substitute"
                  hint={toldHint}
                  value={tried["reason.substitute"]}
                  problem={of("substitute")}
                />
                <Button kind="quiet">{t("lesson.substitute-do")}</Button>
              </Form>
            </details>
            {klass.text.mode !== "on-site" && (
              <details open={tried.do === "links"}>
                <summary>{t("lesson.links")}</summary>
                <Form label={t("lesson.links")} problem={of("links")}>
                  {hidden("links")}
                  <Field
                    name="link"
                    type="url"
                    label={t("class.link")}
                    hint={t("lesson.link-hint")}
                    value={lesson.link ?? ""}
                    problem={of("links")}
                    optional
                  />
                  <Field
                    name="replayLink"
                    type="url"
                    label={t("lesson.replay")}
                    value={lesson.replayLink ?? ""}
                    problem={of("links")}
                    optional
                  />
                  <Button kind="quiet">{t("desk.courses.save")}</Button>
                </Form>
              </details>
            )}
            {!lesson.over && (
              <details open={tried.do === "cancel"}>
                <summary>{t("lesson.cancel")}</summary>
                <Form label={t("lesson.cancel")} problem={of("cancel")}>
                  {hidden("cancel")}
                  {open && (
                    <ReasonField
                      of="cancel"
                      hint={toldHint}
                      value={tried["reason.cancel"]}
                      problem={of("cancel")}
                    />
                  )}
                  <Button kind="refuse">{t("lesson.cancel")}</Button>
                </Form>
              </details>
            )}
          </>
        )}
        {lesson.cancelledBecause && !lesson.madeUp && klass.can.includes("edit") && (
          <Section title={t("lesson.make-up")}>
            <Form label={t("lesson.make-up")} problem={of("make-up")}>
              {hidden("make-up")}
              <LessonTimes
                prefix="lessons.0"
                values={tried.do === "make-up" ? tried : {}}
                tried={{ problem: of("make-up"), values: tried }}
              />
              <p className="quiet small">{toldHint}</p>
              <Button>{t("lesson.make-up-do")}</Button>
            </Form>
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}

type Loaded = PageProps<typeof loader>["loaderData"];

/** What the teacher asks: granted, so that everybody in the class is told once, or refused with the reason. */
function Answer({
  klass,
  lesson,
  of,
  tried,
}: Pick<Loaded, "klass" | "lesson"> & {
  of: (what: string) => Problem | undefined;
  tried: Record<string, string>;
}) {
  const { text: t } = usePage();
  const { request } = lesson;
  if (!request) return null;
  const named = request.colleague?.id ?? "";
  return (
    <Section title={t("request.from", { name: lesson.teacher ?? "" })}>
      <div className="stack">
        <Asked request={request} />
        <Form label={t("request.grant")} problem={of("grant")}>
          <input type="hidden" name="do" value="grant" />
          {request.wants === "substitute" && (
            <Select
              name="teacherId"
              label={t("request.stands-in")}
              value={tried.do === "grant" ? tried.teacherId : named}
              empty={t("request.choose")}
              options={klass.teachers
                .filter(({ id, seated }) => seated && id !== lesson.teacherId)
                .map((one) => teacherOption(t, one))}
              problem={of("grant")}
            />
          )}
          <p className="quiet small">{t("class.cancel-told", { count: klass.enrolled })}</p>
          <Button>{t("request.grant")}</Button>
        </Form>
        <FoldedForm title={t("request.deny")} problem={of("deny")}>
          <input type="hidden" name="do" value="deny" />
          <ReasonField
            of="deny"
            hint={t("request.deny-hint")}
            value={tried["reason.deny"]}
            problem={of("deny")}
          />
          <Button kind="refuse">{t("request.deny")}</Button>
        </FoldedForm>
      </div>
    </Section>
  );
}
