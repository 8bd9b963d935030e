import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { appointTeacher, dismissTeacher, listTeachers } from "../teaching/contract.ts";

export async function loader({ context, request }: LoadArgs) {
  const teachers = await pageOf(context).call(listTeachers, {});
  return { ...teachers, done: new URL(request.url).searchParams.get("done") };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  try {
    if (form.get("do") === "dismiss") {
      await call(dismissTeacher, { params: { id: String(form.get("teacher")) }, body: {} }, keyOf(form));
      return redirect("/desk/teachers?done=dismissed");
    }
    const body = { organisationId: String(form.get("organisationId")), name: String(form.get("name") ?? "") };
    await call(appointTeacher, { body }, keyOf(form));
    return redirect("/desk/teachers?done=appointed");
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: teachers.done.*
/** Who teaches for one's organisations, and the codes by which seats are taken. */
export default function DeskTeachers({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { items, organisations, done } = loaderData;
  const { text: t } = usePage();
  const problem = actionData?.problem;
  const appoints = organisations.length > 0;
  return (
    <ShellDesk title={t("teachers.title")} section="courses">
      <div className="stack-wide">
        <Trail label={t("courses.title")} items={[{ href: "/desk/courses", label: t("courses.title") }]} />
        {done && !problem && <Notice kind="done" live title={t(`teachers.done.${done}`)} />}
        {problem && actionData?.values.do === "dismiss" && (
          <Notice kind="refused" live title={problem.title}>
            {problem.detail}
          </Notice>
        )}
        {items.length === 0 ? (
          <Empty title={t("teachers.none")}>{t("teachers.none.do")}</Empty>
        ) : (
          <Table
            caption={t("teachers.title")}
            hideCaption
            columns={[
              { key: "name", label: t("teachers.name") },
              { key: "organiser", label: t("course.organiser") },
              { key: "code", label: t("teach.code") },
              { key: "classes", label: t("desk.courses.classes"), numeric: true },
              ...(appoints ? [{ key: "do", label: t("teachers.dismiss") }] : []),
            ]}
            rows={items.map((one) => ({
              key: one.id,
              cells: [
                <bdi key="name">{one.name}</bdi>,
                <bdi key="organiser">{one.organiser.name}</bdi>,
                one.code ?? t("teachers.seated"),
                one.classes,
                ...(appoints
                  ? [
                      <Form key="do" label={t("teachers.dismiss-one", { name: one.name })}>
                        <input type="hidden" name="do" value="dismiss" />
                        <input type="hidden" name="teacher" value={one.id} />
                        <Button kind="link">
                          {t("teachers.dismiss")}
                          <span className="unseen"> {one.name}</span>
                        </Button>
                      </Form>,
                    ]
                  : []),
              ],
            }))}
          />
        )}
        {appoints && (
          <Section title={t("teachers.appoint")}>
            <Form
              label={t("teachers.appoint")}
              problem={actionData?.values.do === "dismiss" ? undefined : problem}
            >
              <Select
                name="organisationId"
                label={t("course.organiser")}
                value={actionData?.values.organisationId ?? organisations[0]?.id}
                options={organisations.map(({ id, name }) => ({ value: id, label: name }))}
                problem={problem}
              />
              <Field
                name="name"
                label={t("teachers.name")}
                hint={t("teachers.name-hint")}
                chars={20}
                value={actionData?.values.name}
                problem={problem}
              />
              <Button>{t("teachers.appoint")}</Button>
            </Form>
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}
