import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { eligibilityCheck, eligibilityChecks, putEligibilityCheck } from "../eligibility/contract.ts";
import { type Rule, RuleFields, ruleIn } from "./eligibility-rule-fields.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const { versions, can } = await call(eligibilityCheck, { params: { code: params.code ?? "" } });
  const { providers } = await call(eligibilityChecks, {});
  return { versions, can, providers, saved: new URL(request.url).searchParams.has("saved") };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const of = { params: { code: params.code ?? "" } };
  try {
    const { versions } = await call(eligibilityCheck, of);
    const last = versions[0] ?? null;
    const body = ruleIn(form, last?.organisation ?? "", last);
    await call(putEligibilityCheck, { ...of, body }, keyOf(form));
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`/desk/eligibility/${params.code}?saved`);
}

/** One rule: its next version as a form, and the versions before. */
export default function DeskEligibilityRule({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { versions, can, providers, saved } = loaderData;
  const [newest] = versions;
  if (!newest) return null;
  return (
    <ShellDesk title={newest.said.name}>
      <Trail label={t("people.trail")} items={[{ href: "/desk/eligibility", label: t("elig-desk.title") }]} />
      {saved && !actionData && <Notice kind="done" live title={t("elig-desk.saved")} />}
      <Section title={t("elig-desk.versions")} id="versions">
        <ul className="plain stack">
          {versions.map((one) => (
            <Version key={one.version} one={one} />
          ))}
        </ul>
      </Section>
      {can.includes("put") && (
        <Section title={t("elig-desk.next")} id="next">
          <Form problem={actionData?.problem} label={t("elig-desk.next")}>
            <p>{t("elig-desk.next.lead")}</p>
            <RuleFields
              rule={newest}
              providers={providers}
              problem={actionData?.problem}
              values={actionData?.values ?? {}}
            />
            <Button>{t("elig-desk.put")}</Button>
          </Form>
        </Section>
      )}
    </ShellDesk>
  );
}

// texts: eligibility.outage.*
function Version({ one }: { one: Rule }) {
  const { text: t, city } = usePage();
  const from = moment(one.validFrom).toZonedDateTimeISO(city.zone).toPlainDate();
  return (
    <li className="card stack-tight">
      <h3>
        {t("elig-desk.version.one", { version: one.version, day: t.formats.fullDayText(from) })}
        {one.retired && ` · ${t("elig-desk.version.retired")}`}
      </h3>
      <Facts
        items={[
          { term: t("eligibility.why"), value: one.said.purpose },
          { term: t("eligibility.asks"), value: one.said.asks },
          { term: t("eligibility.asked-of"), value: `${one.said.askedOf} (${one.provider})` },
          { term: t("eligibility.owner"), value: one.owner },
          { term: t("eligibility.valid"), value: t("eligibility.days", { days: one.validDays }) },
          {
            term: t("eligibility.outage"),
            value: t(`eligibility.outage.${one.outage}`, { days: one.grantDays ?? 0 }),
          },
          {
            term: t("eligibility.ways"),
            value: t.formats.listText(one.said.ways.map(({ name }) => name)),
          },
        ]}
      />
    </li>
  );
}
