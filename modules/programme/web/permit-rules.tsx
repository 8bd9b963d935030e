import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { Listed } from "#web/listed.tsx";
import { moment } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  pageOf,
  said,
} from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { eventKinds } from "../contract.ts";
import { permitRules, putCrowdRule, putPermitRule } from "../desk/contract.ts";

export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  return { ...(await call(permitRules, {})), saved: new URL(request.url).searchParams.has("saved") };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  // The contract refuses a kind that is none.
  const kind = said(form, "kind") as (typeof eventKinds)[number];
  const basis = said(form, "basis") || null;
  const crowdBasis = said(form, "rule.basis");
  try {
    if (form.get("do") === "crowd") {
      const rule = crowdBasis ? { from: numberOf(form, "rule.from"), basis: crowdBasis } : null;
      await call(putCrowdRule, { body: { rule } }, keyOf(form));
      return redirect("/desk/permit-rules?saved");
    }
    await call(putPermitRule, { params: { kind }, body: { basis } }, keyOf(form));
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect("/desk/permit-rules?saved");
}

// texts: event.kind.*
/** Which kinds of event are approved only with a permit, and by which rule. */
export default function DeskPermitRules({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { items, crowd, can, saved } = loaderData;
  const { text: t } = usePage();
  const tried = actionData?.values ?? {};
  const ofCrowd = tried.do === "crowd";
  const problem = ofCrowd ? undefined : actionData?.problem;
  const values = ofCrowd ? {} : tried;
  return (
    <ShellDesk title={t("desk.permit-rules.title")} section="events">
      <div className="stack">
        <Trail label={t("desk.trail")} items={[{ href: "/desk", label: t("desk.nav.today") }]} />
        {saved && !actionData && <Notice kind="done" live title={t("desk.done.edit")} />}
        <Listed
          none={{ title: t("desk.permit-rules.none"), do: t("desk.permit-rules.none.do") }}
          caption={t("desk.permit-rules.title")}
          columns={[
            { key: "kind", label: t("desk.event.kind") },
            { key: "basis", label: t("desk.permit-rules.basis"), prose: true },
            { key: "since", label: t("desk.permit-rules.since") },
          ]}
          rows={items.map(({ kind, basis, since }) => ({
            key: kind,
            cells: [t(`event.kind.${kind}`), basis, t.formats.momentText(moment(since))],
          }))}
        />
        <p>
          {crowd
            ? t("desk.permit-rules.crowd", { from: crowd.from, basis: crowd.basis })
            : t("desk.permit-rules.no-crowd")}
        </p>
        {can.includes("change") && (
          <Section title={t("desk.permit-rules.put")} id="put">
            <Form problem={problem} label={t("desk.permit-rules.put")}>
              <Select
                name="kind"
                label={t("desk.event.kind")}
                value={values.kind}
                options={eventKinds.map((kind) => ({ value: kind, label: t(`event.kind.${kind}`) }))}
                problem={problem}
              />
              <Field
                name="basis"
                label={t("desk.permit-rules.basis")}
                hint={t("desk.permit-rules.basis-hint")}
                value={values.basis}
                problem={problem}
                optional
              />
              <Button>{t("desk.event.save")}</Button>
            </Form>
          </Section>
        )}
        {can.includes("change") && (
          <Section title={t("desk.permit-rules.put-crowd")} id="put-crowd">
            <Form
              problem={ofCrowd ? actionData?.problem : undefined}
              label={t("desk.permit-rules.put-crowd")}
            >
              <input type="hidden" name="do" value="crowd" />
              <Field
                name="rule.from"
                type="number"
                min={1}
                chars={6}
                label={t("desk.permit-rules.crowd-from")}
                value={ofCrowd ? tried["rule.from"] : crowd?.from}
                problem={ofCrowd ? actionData?.problem : undefined}
                optional
              />
              <Field
                name="rule.basis"
                label={t("desk.permit-rules.basis")}
                hint={t("desk.permit-rules.crowd-hint")}
                value={ofCrowd ? tried["rule.basis"] : crowd?.basis}
                problem={ofCrowd ? actionData?.problem : undefined}
                optional
              />
              <Button>{t("desk.event.save")}</Button>
            </Form>
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}
