import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { Listed } from "#web/listed.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { SectionForm } from "#web/titled-form.tsx";
import { appointTeacher, dismissTeacher, listTeachers, shareTeacher } from "../teaching/contract.ts";

export async function loader({ context, request }: LoadArgs) {
  const teachers = await pageOf(context).call(listTeachers, {});
  return { ...teachers, done: new URL(request.url).searchParams.get("done") };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  try {
    if (form.get("do") === "dismiss") {
      await call(dismissTeacher, { params: { id: said(form, "teacher") }, body: {} }, keyOf(form));
      return redirect("/desk/teachers?done=dismissed");
    }
    if (form.get("do") === "share") {
      const shared = form.get("shared") === "yes";
      await call(shareTeacher, { params: { id: said(form, "teacher") }, body: { shared } }, keyOf(form));
      return redirect(`/desk/teachers?done=${shared ? "shared" : "kept"}`);
    }
    const body = { organisationId: said(form, "organisationId"), name: said(form, "name") };
    await call(appointTeacher, { body }, keyOf(form));
    return redirect("/desk/teachers?done=appointed");
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: teachers.done.*
/** Who teaches for one's organisations, and the codes by which seats are taken. */
export default function DeskTeachers({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { items, organisations, offered, done } = loaderData;
  const { text: t } = usePage();
  const problem = actionData?.problem;
  const appoints = organisations.length > 0;
  return (
    <ShellDesk title={t("teachers.title")} section="courses">
      <div className="stack-wide">
        <Trail label={t("courses.title")} items={[{ href: "/desk/courses", label: t("courses.title") }]} />
        {done && !problem && <Notice kind="done" live title={t(`teachers.done.${done}`)} />}
        {problem && actionData?.values.do && (
          <Notice kind="refused" live title={problem.title}>
            {problem.detail}
          </Notice>
        )}
        <Listed
          none={{ title: t("teachers.none"), do: t("teachers.none.do") }}
          caption={t("teachers.title")}
          columns={[
            { key: "name", label: t("teachers.name") },
            { key: "organiser", label: t("course.organiser") },
            { key: "code", label: t("teach.code") },
            { key: "classes", label: t("desk.courses.classes"), numeric: true },
            { key: "shared", label: t("teachers.sharing") },
            ...(appoints ? [{ key: "do", label: t("teachers.dismiss") }] : []),
          ]}
          rows={items.map((one) => ({
            key: one.id,
            cells: [
              <bdi key="name">{one.name}</bdi>,
              <bdi key="organiser">{one.organiser.name}</bdi>,
              one.code ?? t("teachers.seated"),
              one.classes,
              appoints ? (
                <Form key="shared" label={t("teachers.share-one", { name: one.name })}>
                  <input type="hidden" name="do" value="share" />
                  <input type="hidden" name="teacher" value={one.id} />
                  <input type="hidden" name="shared" value={one.shared ? "no" : "yes"} />
                  <Button kind="link">
                    {t(one.shared ? "teachers.keep" : "teachers.share")}
                    <span className="unseen"> {one.name}</span>
                  </Button>
                </Form>
              ) : (
                t(one.shared ? "teachers.shared" : "teachers.not-shared")
              ),
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
        {offered.length > 0 && (
          <Section title={t("teachers.offered")} note={t("teachers.offered-note")}>
            <ul className="plain stack-tight">
              {offered.map(({ id, name, organiser }) => (
                <li key={id}>
                  <bdi>{name}</bdi> <bdi className="quiet small">{organiser.name}</bdi>
                </li>
              ))}
            </ul>
          </Section>
        )}
        {appoints && (
          <SectionForm title={t("teachers.appoint")} problem={actionData?.values.do ? undefined : problem}>
            <Select
              name="organisationId"
              label={t("course.organiser")}
              value={actionData?.values.organisationId ?? organisations[0]?.id}
              options={optionsOf(organisations)}
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
          </SectionForm>
        )}
      </div>
    </ShellDesk>
  );
}
