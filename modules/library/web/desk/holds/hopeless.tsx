import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { DateField, Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { day } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  type Problem,
  pageOf,
  said,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { hopelessHolds, setHoldTerms } from "../../../circulation/holds/contract.ts";
import { LendingTabs } from "../lending/lending-tabs.tsx";

export async function loader({ context }: LoadArgs) {
  return pageOf(context).call(hopelessHolds, {});
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  try {
    const body = {
      organisationId: said(form, "organisation"),
      most: numberOf(form, "most"),
      pullDays: numberOf(form, "pullDays"),
      since: said(form, "since"),
      basis: said(form, "basis"),
    };
    await pageOf(context).call(setHoldTerms, { body }, keyOf(form));
    return redirect("/desk/lending/hopeless");
  } catch (error) {
    return formProblem(error, form);
  }
}

/** Titles that somebody waits for in vain; and what a house says of holds. */
export default function HopelessHolds({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { items, terms } = loaderData;
  const t = useText();
  return (
    <ShellDesk title={t("lending.way.hopeless")} section="till">
      <div className="stack">
        <LendingTabs current="hopeless" />
        {items.length === 0 ? (
          <Empty title={t("book-hold.hopeless.none")}>{t("book-hold.hopeless.none.do")}</Empty>
        ) : (
          <>
            <p>{t("book-hold.hopeless.lead")}</p>
            <Table
              caption={t("lending.way.hopeless")}
              hideCaption
              columns={[
                { key: "title", label: t("book-hold.column.title"), prose: true },
                { key: "waiting", label: t("book-hold.column.waiting"), numeric: true },
                { key: "copies", label: t("book-hold.column.copies"), numeric: true },
                { key: "since", label: t("book-hold.column.since") },
              ]}
              rows={items.map((one) => ({
                key: one.record,
                cells: [
                  <a key="title" href={`/desk/lending/queue/${one.record}`} dir="auto">
                    {one.title || t("book-hold.unnamed")}
                  </a>,
                  t.formats.numberText(one.waiting),
                  t.formats.numberText(one.copies),
                  t.formats.dayText(day(one.since)),
                ],
              }))}
            />
          </>
        )}
        {terms.length > 0 && (
          <Section title={t("book-hold.terms")}>
            <p className="quiet">{t("book-hold.terms.note")}</p>
            {terms.map((one) => (
              <Terms
                key={one.organisation.id}
                terms={one}
                values={actionData?.values.organisation === one.organisation.id ? actionData.values : {}}
                problem={
                  actionData?.values.organisation === one.organisation.id ? actionData.problem : undefined
                }
              />
            ))}
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}

function Terms({
  terms,
  values,
  problem,
}: {
  terms: AnswerOf<typeof hopelessHolds>["terms"][number];
  values: Record<string, string>;
  problem: Problem | undefined;
}) {
  const t = useText();
  const { organisation, since, basis } = terms;
  return (
    <Form label={t("book-hold.terms.of", organisation)} problem={problem}>
      <h3>{t("book-hold.terms.of", organisation)}</h3>
      <p className="quiet">
        {t("book-hold.terms.now", { since: since ? t.formats.dayText(day(since)) : "none", basis })}
      </p>
      <input type="hidden" name="organisation" value={organisation.id} />
      <Field
        name="most"
        type="number"
        label={t("book-hold.terms.most")}
        unit={t("book-hold.terms.most.unit")}
        value={values.most ?? terms.most}
        min={0}
        max={200}
        chars={4}
        problem={problem}
      />
      <Field
        name="pullDays"
        type="number"
        label={t("book-hold.terms.pull-days")}
        unit={t("book-hold.terms.pull-days.unit")}
        value={values.pullDays ?? terms.pullDays}
        min={1}
        max={14}
        chars={4}
        problem={problem}
      />
      <DateField name="since" label={t("book-hold.terms.since")} value={values.since} problem={problem} />
      <Field name="basis" label={t("book-hold.terms.basis")} value={values.basis} problem={problem} />
      <Button kind="quiet">{t("book-hold.terms.set")}</Button>
    </Form>
  );
}
