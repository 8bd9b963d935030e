import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { DateField, Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { day as dayOf } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { openingTolerances, putOpeningTolerance } from "../../contract.ts";
import { numberIn } from "./number-in.ts";

export async function loader({ context, request }: LoadArgs) {
  const rules = await pageOf(context).call(openingTolerances, {});
  return { rules, saved: new URL(request.url).searchParams.has("saved") };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  const typed = (name: string) => said(form, name);
  // A number that is none is left as it was typed: the operation says so.
  const minutes = (name: string) => numberIn(typed(name)) as number;
  try {
    await pageOf(context).call(
      putOpeningTolerance,
      {
        params: { since: typed("since") },
        body: {
          lateMinutes: minutes("lateMinutes"),
          earlyMinutes: minutes("earlyMinutes"),
          source: typed("source"),
        },
      },
      keyOf(form),
    );
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect("/desk/opening-rule?saved");
}

/** How far from the posted minute a door may open or close: one dated rule for the whole city. */
export default function DeskOpeningRule({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const { rules, saved } = loaderData;
  const problem = actionData?.problem;
  const values: Record<string, string> = actionData?.values ?? {};
  return (
    <ShellDesk title={t("place.rule.title")} section="places">
      <div className="stack">
        <Trail label={t("place.trail")} items={[{ href: "/desk/places", label: t("place.desk.title") }]} />
        {saved && !actionData && <Notice kind="done" live title={t("place.desk.done.saved")} />}
        <p>{t("place.rule.means")}</p>
        <Table
          caption={t("place.rule.title")}
          hideCaption
          columns={[
            { key: "since", label: t("place.rule.since") },
            { key: "late", label: t("place.rule.late"), numeric: true },
            { key: "early", label: t("place.rule.early"), numeric: true },
            { key: "source", label: t("place.holidays.source") },
          ]}
          rows={rules.items.map(({ since, lateMinutes, earlyMinutes, source }) => ({
            key: since,
            cells: [
              t.formats.fullDayText(dayOf(since)),
              lateMinutes,
              earlyMinutes,
              <bdi key="source">{source}</bdi>,
            ],
          }))}
        />
        {rules.can.includes("change") ? (
          <Section title={t("place.rule.add")} note={t("place.rule.add-note")}>
            <Form problem={problem} label={t("place.rule.add")}>
              <DateField name="since" label={t("place.rule.since")} value={values.since} problem={problem} />
              <Field
                name="lateMinutes"
                inputMode="numeric"
                chars={4}
                label={t("place.rule.late")}
                value={values.lateMinutes}
                problem={problem}
              />
              <Field
                name="earlyMinutes"
                inputMode="numeric"
                chars={4}
                label={t("place.rule.early")}
                value={values.earlyMinutes}
                problem={problem}
              />
              <Field
                name="source"
                label={t("place.holidays.source")}
                hint={t("place.rule.source-hint")}
                value={values.source}
                problem={problem}
              />
              <Button>{t("place.desk.save")}</Button>
            </Form>
          </Section>
        ) : (
          <p className="quiet">{t("place.rule.read-only")}</p>
        )}
      </div>
    </ShellDesk>
  );
}
