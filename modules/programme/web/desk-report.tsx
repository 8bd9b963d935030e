import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field, Select, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts, Table } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
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
import { getDeskEvent } from "../desk/contract.ts";
import { getSessionReport, reportBases, reportSession } from "../reporting/contract.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const report = await call(getSessionReport, { params: { id: params.session ?? "" } });
  const { text, organiser } = await call(getDeskEvent, { params: { id: report.eventId }, query: {} });
  const done = new URL(request.url).searchParams.has("done");
  return { report, title: text.title, organiser, done };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  try {
    const body = {
      version: numberOf(form, "version"),
      tookPart: numberOf(form, "tookPart"),
      beneficiaries: numberOf(form, "beneficiaries"),
      // The contract refuses a basis that is none.
      basis: said(form, "basis") as (typeof reportBases)[number],
      note: said(form, "note"),
      ...(form.has("sure") && {
        sure: {
          tookPart: numberOf(form, "asked.tookPart"),
          beneficiaries: numberOf(form, "asked.beneficiaries"),
        },
      }),
    };
    await call(reportSession, { params: { id: params.session ?? "" }, body }, keyOf(form));
    return redirect(`/desk/events/${params.id}/sessions/${params.session}/report?done=1`);
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: report.basis.*
/** After a session: what its door counted, and what no door counts, reported by somebody who answers for it. */
export default function DeskReport({
  loaderData,
  actionData,
  params,
}: PageProps<typeof loader, typeof action>) {
  const { report, title, organiser, done } = loaderData;
  const { text: t } = usePage();
  const problem = actionData?.problem;
  const [latest] = report.reports;
  const values: Record<string, string> = actionData?.values ?? {
    tookPart: String(latest?.tookPart ?? 0),
    beneficiaries: String(latest?.beneficiaries ?? 0),
    basis: latest?.basis ?? "counted",
  };
  const field = (name: string) => ({ name, value: values[name] ?? "", problem });
  const when = t.formats.rangeText({ from: moment(report.startsAt), to: moment(report.endsAt) });
  return (
    <ShellDesk title={t("report.title")} section="events" organisation={organiser.name}>
      <div className="stack-wide">
        <Trail
          label={t("desk.trail")}
          items={[
            { href: "/desk/events", label: t("desk.events.title") },
            { href: `/desk/events/${params.id}`, label: title },
          ]}
        />
        {done && !problem && <Notice kind="done" live title={t("report.done")} />}
        <Facts
          items={[
            { term: t("desk.session.when"), value: when },
            { term: t("report.arrived"), value: t("report.people", { count: report.arrived }) },
          ]}
        />
        {report.held ? (
          <Form label={t(latest ? "report.correct" : "report.title")} problem={problem}>
            <p>{t("report.means")}</p>
            <input type="hidden" name="version" value={latest?.version ?? 0} />
            <Field
              {...field("tookPart")}
              type="number"
              min={0}
              chars={12}
              label={t("report.took-part")}
              hint={t("report.took-part-hint")}
            />
            <Field
              {...field("beneficiaries")}
              type="number"
              min={0}
              chars={12}
              label={t("report.beneficiaries")}
              hint={t("report.beneficiaries-hint")}
            />
            <Select
              {...field("basis")}
              label={t("report.basis")}
              options={reportBases.map((basis) => ({ value: basis, label: t(`report.basis.${basis}`) }))}
            />
            <Field
              {...field("note")}
              label={t(latest ? "report.why" : "report.note")}
              hint={t(latest ? "report.why-hint" : "report.note-hint")}
            />
            {problem?.id === "report.improbable" && (
              <>
                <input type="hidden" name="asked.tookPart" value={values.tookPart} />
                <input type="hidden" name="asked.beneficiaries" value={values.beneficiaries} />
                <Tick name="sure" label={t("report.sure")} />
              </>
            )}
            <Button>{t(latest ? "report.correct" : "report.do")}</Button>
          </Form>
        ) : (
          <Notice title={t("report.not-held")} />
        )}
        {report.reports.length > 0 && (
          <Section title={t("report.history")}>
            <Table
              caption={t("report.history")}
              hideCaption
              columns={[
                { key: "at", label: t("report.at") },
                { key: "tookPart", label: t("report.took-part"), numeric: true },
                { key: "beneficiaries", label: t("report.beneficiaries"), numeric: true },
                { key: "basis", label: t("report.basis") },
                { key: "note", label: t("report.note") },
                { key: "by", label: t("report.by") },
              ]}
              rows={report.reports.map((one) => ({
                key: String(one.version),
                cells: [
                  t.formats.momentText(moment(one.madeAt)),
                  t.formats.numberText(one.tookPart),
                  t.formats.numberText(one.beneficiaries),
                  t(`report.basis.${one.basis}`),
                  <span key="note" dir="auto">
                    {one.note}
                  </span>,
                  <bdi key="by">{one.by}</bdi>,
                ],
              }))}
            />
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}
