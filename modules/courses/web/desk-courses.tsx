import { redirect } from "react-router";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Select } from "#web/kit/field.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { State } from "#web/kit/state.tsx";
import { Listed } from "#web/listed.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { publishingStates } from "#web/publishing.tsx";
import { usePage } from "#web/text.tsx";
import { FoldedForm } from "#web/titled-form.tsx";
import { createCourse, listDeskCourses } from "../course/contract.ts";
import { CourseFields } from "./course-fields.tsx";
import { courseFrom } from "./course-form.ts";

export async function loader({ context, request }: LoadArgs) {
  const cursor = new URL(request.url).searchParams.get("cursor");
  return pageOf(context).call(listDeskCourses, { query: { ...(cursor && { cursor }) } });
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  try {
    const body = { organisationId: said(form, "organisationId"), course: courseFrom(form) };
    const { id } = await pageOf(context).call(createCourse, { body }, keyOf(form));
    return redirect(`/desk/courses/${id}?done=edit`);
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: course.kind.* publishing.state.*
/** Courses of one's organisations, and a new one. */
export default function DeskCourses({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { items, next, organisations } = loaderData;
  const { text: t } = usePage();
  const problem = actionData?.problem;
  const values = actionData?.values ?? {};
  return (
    <ShellDesk
      title={t("courses.title")}
      section="courses"
      actions={
        <ButtonLink kind="quiet" href="/desk/teachers">
          {t("teachers.title")}
        </ButtonLink>
      }
    >
      <div className="stack-wide">
        <Listed
          none={{ title: t("desk.courses.none"), do: t("desk.courses.none.do") }}
          caption={t("courses.title")}
          columns={[
            { key: "title", label: t("course.name") },
            { key: "kind", label: t("course.kind") },
            { key: "state", label: t("desk.courses.state") },
            { key: "organiser", label: t("course.organiser") },
            { key: "classes", label: t("desk.courses.classes"), numeric: true },
            { key: "changed", label: t("desk.courses.changed") },
          ]}
          rows={items.map((row) => ({
            key: row.id,
            cells: [
              <a key="title" href={`/desk/courses/${row.id}`} dir="auto">
                {row.title}
              </a>,
              t(`course.kind.${row.kind}`),
              <State key="state" kind={publishingStates[row.state] ?? "closed"}>
                {t(`publishing.state.${row.state}`)}
              </State>,
              <bdi key="organiser">{row.organiser.name}</bdi>,
              row.classes,
              t.formats.momentText(moment(row.changedAt)),
            ],
          }))}
        />
        {next && (
          <p>
            <ButtonLink kind="quiet" href={`/desk/courses?cursor=${next}`}>
              {t("courses.more")}
            </ButtonLink>
          </p>
        )}
        {organisations.length > 0 && (
          <FoldedForm title={t("desk.courses.new")} open={items.length === 0} problem={problem}>
            <Select
              name="organisationId"
              label={t("course.organiser")}
              value={values.organisationId ?? organisations[0]?.id}
              options={optionsOf(organisations)}
              problem={problem}
            />
            <CourseFields values={values} problem={problem} />
            <Button>{t("desk.courses.save-draft")}</Button>
          </FoldedForm>
        )}
      </div>
    </ShellDesk>
  );
}
