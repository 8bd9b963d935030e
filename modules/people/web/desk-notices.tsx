import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { TimeField } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { noticeCounts, putQuietHours } from "../notices/contract.ts";

export async function loader({ context, request }: LoadArgs) {
  return {
    ...(await pageOf(context).call(noticeCounts, {})),
    saved: new URL(request.url).searchParams.has("saved"),
  };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  const body = {
    starts: said(form, "starts"),
    ends: said(form, "ends"),
    urgentBefore: said(form, "urgentBefore"),
  };
  try {
    await pageOf(context).call(putQuietHours, { body }, keyOf(form));
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect("/desk/notices?saved");
}

// texts: notice-kind.*, notice-channel.*
/** How notices went out in the last seven days, by kind; what failed; and the city's quiet hours. Nobody is named. */
export default function DeskNotices({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { kinds, failures, quiet, saved } = loaderData;
  const when = (iso: string) => t.formats.momentText(moment(iso));
  const problem = actionData?.problem;
  const value = (name: keyof typeof quiet) => actionData?.values[name] ?? quiet[name];
  return (
    <ShellDesk title={t("desk-notices.title")}>
      <div className="stack-wide">
        {saved && <Notice kind="done" live title={t("account.saved")} />}
        <p>{t("desk-notices.lead", { since: when(loaderData.since) })}</p>
        <Table
          caption={t("desk-notices.title")}
          hideCaption
          columns={[
            { key: "kind", label: t("desk-notices.kind") },
            { key: "told", label: t("desk-notices.told"), numeric: true },
            { key: "waiting", label: t("desk-notices.waiting"), numeric: true },
            { key: "sms", label: t("desk-notices.sms"), numeric: true },
            { key: "email", label: t("desk-notices.email"), numeric: true },
          ]}
          rows={kinds.map((one) => ({
            key: one.kind,
            cells: [
              t(`notice-kind.${one.kind}`),
              t.formats.numberText(one.told),
              t.formats.numberText(one.waiting),
              t("desk-notices.counts", one.sms),
              t("desk-notices.counts", one.email),
            ],
          }))}
        />
        <Section title={t("desk-notices.failures")}>
          {failures.length === 0 ? (
            <p>{t("desk-notices.no-failures")}</p>
          ) : (
            <Table
              caption={t("desk-notices.failures")}
              hideCaption
              columns={[
                { key: "at", label: t("desk-notices.at") },
                { key: "kind", label: t("desk-notices.kind") },
                { key: "channel", label: t("desk-notices.channel") },
                { key: "next", label: t("desk-notices.next") },
              ]}
              rows={failures.map((one) => ({
                key: one.id,
                cells: [
                  when(one.at),
                  t(`notice-kind.${one.kind}`),
                  t(`notice-channel.${one.channel}`),
                  one.nextAt
                    ? t("desk-notices.next.again", { at: when(one.nextAt) })
                    : t("desk-notices.next.given-up"),
                ],
              }))}
            />
          )}
        </Section>
        <Section title={t("desk-notices.quiet")}>
          <p>{t("desk-notices.quiet.lead")}</p>
          {loaderData.can.includes("set-quiet-hours") ? (
            <Form label={t("desk-notices.quiet")} problem={problem}>
              <TimeField
                name="starts"
                label={t("desk-notices.quiet.starts")}
                value={value("starts")}
                problem={problem}
              />
              <TimeField
                name="ends"
                label={t("desk-notices.quiet.ends")}
                value={value("ends")}
                problem={problem}
              />
              <TimeField
                name="urgentBefore"
                label={t("desk-notices.quiet.urgent-before")}
                value={value("urgentBefore")}
                problem={problem}
              />
              <Button kind="quiet">{t("account.save")}</Button>
            </Form>
          ) : (
            <p>
              {quiet.starts === quiet.ends
                ? t("notice-settings.quiet.none")
                : t("notice-settings.quiet", quiet)}
            </p>
          )}
        </Section>
      </div>
    </ShellDesk>
  );
}
