import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { Listed } from "#web/listed.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { createWork, deskWorks } from "../../works/contract.ts";
import { WorkFields } from "./work-fields.tsx";
import { faultOfLines, workFrom } from "./work-form.ts";

export async function loader({ context }: LoadArgs) {
  return pageOf(context).call(deskWorks, {});
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  try {
    const body = { organisationId: said(form, "organisationId"), work: workFrom(form) };
    const { id } = await pageOf(context).call(createWork, { body }, keyOf(form));
    return redirect(`/desk/works/${id}?done`);
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: work.kind.*
/** The register at the desk: works of one's organisations, and a new one. */
export default function DeskWorks({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { items, organisations } = loaderData;
  const { text: t } = usePage();
  const tried = { problem: faultOfLines(actionData?.problem, t), values: actionData?.values ?? {} };
  return (
    <ShellDesk title={t("work.register")} section="events">
      <div className="stack-wide">
        <Trail label={t("desk.trail")} items={[{ href: "/desk/events", label: t("desk.events.title") }]} />
        <Listed
          none={{ title: t("work.none"), do: t("work.none.do") }}
          caption={t("work.register")}
          columns={[
            { key: "title", label: t("work.name") },
            { key: "kind", label: t("work.kind") },
            { key: "year", label: t("work.year"), numeric: true },
            { key: "organisation", label: t("work.organisation") },
            { key: "state", label: t("desk.events.state") },
          ]}
          rows={items.map((work) => ({
            key: work.id,
            cells: [
              <a key="title" href={`/desk/works/${work.id}`} dir="auto">
                {work.title}
              </a>,
              t(`work.kind.${work.kind}`),
              work.year,
              <bdi key="organisation">{work.organisation.name}</bdi>,
              t(work.published ? "work.public" : "work.not-public"),
            ],
          }))}
        />
        {organisations.length > 0 && (
          <Section title={t("work.new")}>
            <Form label={t("work.new")} problem={tried.problem}>
              <Select
                name="organisationId"
                label={t("work.organisation")}
                value={tried.values.organisationId ?? organisations[0]?.id}
                options={optionsOf(organisations)}
                problem={tried.problem}
              />
              <WorkFields tried={tried} was={{ kind: "dance" }} />
              <Button>{t("work.save-new")}</Button>
            </Form>
          </Section>
        )}
        <p>
          <a href="/works">{t("work.public-register")}</a>
        </p>
      </div>
    </ShellDesk>
  );
}
