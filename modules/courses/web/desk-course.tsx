import { redirect } from "react-router";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { State } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { NextSteps, PublishingHistory, Way } from "#web/publishing.tsx";
import { problemOfReason, ReasonField, reasonFrom } from "#web/reason-field.tsx";
import { stepFrom } from "#web/step-form.ts";
import { usePage } from "#web/text.tsx";
import { editCourse, getDeskCourse, stepCourse } from "../course/contract.ts";
import { CourseFields } from "./course-fields.tsx";
import { courseFrom, courseValues } from "./course-form.ts";
import { classStates } from "./desk-parts.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const course = await pageOf(context).call(getDeskCourse, { params: { id: params.id ?? "" } });
  return { course, done: new URL(request.url).searchParams.get("done") };
}

export async function action({ context, params, request }: ActArgs) {
  const { call, city } = pageOf(context);
  const form = await request.formData();
  const of = { params: { id: params.id ?? "" } };
  try {
    if (form.get("do") === "edit") {
      const { text } = await call(getDeskCourse, of);
      const reason = reasonFrom(form, "edit");
      const body = {
        version: Number(form.get("version")),
        course: courseFrom(form, text),
        ...(reason && { reason }),
      };
      await call(editCourse, { ...of, body }, keyOf(form));
      return redirect(`/desk/courses/${params.id}?done=edit`);
    }
    const body = stepFrom(form, city.zone);
    await call(stepCourse, { ...of, body }, keyOf(form));
    return redirect(`/desk/courses/${params.id}?done=${body.step}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: desk.done.* course.missing.* class.state.*
/** A course at the desk: where it stands, what to do now, its classes, its words, who did what. */
export default function DeskCourse({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { course, done } = loaderData;
  const { text: t } = usePage();
  const tried = { problem: actionData?.problem, values: actionData?.values ?? {} };
  const again = tried.values.do === "edit";
  const problem = again ? problemOfReason(tried.problem, "edit") : undefined;
  const inPublic = course.state === "published";
  return (
    <ShellDesk
      title={course.text.title}
      section="courses"
      organisation={course.organiser.name}
      actions={
        inPublic && (
          <ButtonLink kind="quiet" href={`/courses/${course.id}`}>
            {t("desk.courses.public-page")}
          </ButtonLink>
        )
      }
    >
      <div className="stack-wide">
        <Trail label={t("courses.title")} items={[{ href: "/desk/courses", label: t("courses.title") }]} />
        {done && !tried.problem && <Notice kind="done" live title={t(`desk.done.${done}`)} />}
        <Way thing={course} />
        {course.missing.length > 0 && (
          <Notice kind="attention" title={t("desk.courses.missing")}>
            {t.formats.listText(course.missing.map((field) => t(`course.missing.${field}`)))}
          </Notice>
        )}
        <NextSteps
          thing={course}
          ready={course.missing.length === 0}
          tried={tried}
          withdrawHint={t("publishing.reason.kept")}
        />
        <Section title={t("course.classes")} id="classes">
          <div className="stack">
            {course.classes.length > 0 && (
              <Table
                caption={t("course.classes")}
                hideCaption
                columns={[
                  { key: "term", label: t("class.term") },
                  { key: "state", label: t("desk.courses.state") },
                  { key: "teacher", label: t("class.teacher") },
                  { key: "first", label: t("class.first") },
                  { key: "lessons", label: t("class.lessons-title"), numeric: true },
                  { key: "enrolled", label: t("class.enrolled-count"), numeric: true },
                ]}
                rows={course.classes.map((one) => ({
                  key: one.id,
                  cells: [
                    <a key="term" href={`/desk/classes/${one.id}`} dir="auto">
                      {one.term}
                    </a>,
                    <State key="state" kind={classStates[one.state]}>
                      {t(`class.state.${one.state}`)}
                    </State>,
                    <bdi key="teacher">{one.teacher ?? "–"}</bdi>,
                    one.startsAt ? t.formats.momentText(moment(one.startsAt)) : "–",
                    one.lessons,
                    t("class.enrolled-of", { enrolled: one.enrolled, places: one.places }),
                  ],
                }))}
              />
            )}
            {course.can.includes("plan") && (
              <p>
                <ButtonLink href={`/desk/courses/${course.id}/classes`} kind={inPublic ? "primary" : "quiet"}>
                  {t("class.new")}
                </ButtonLink>
              </p>
            )}
          </div>
        </Section>
        {course.can.includes("edit") && (
          <details open={again || course.state === "draft"}>
            <summary>{t("desk.courses.words")}</summary>
            <Form label={t("desk.courses.words")} problem={problem}>
              <input type="hidden" name="do" value="edit" />
              <input type="hidden" name="version" value={course.version} />
              <CourseFields values={again ? tried.values : courseValues(course.text)} problem={problem} />
              {inPublic && (
                <ReasonField
                  of="edit"
                  hint={t("publishing.reason.kept")}
                  value={again ? tried.values["reason.edit"] : ""}
                  problem={problem}
                />
              )}
              <Button>{t("desk.courses.save")}</Button>
            </Form>
          </details>
        )}
        <PublishingHistory thing={course} />
      </div>
    </ShellDesk>
  );
}
