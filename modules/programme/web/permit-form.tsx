import { Button } from "#web/kit/button.tsx";
import { DateField, Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { said } from "#web/page.ts";
import type { Tried } from "#web/publishing.tsx";
import { problemOfReason, ReasonField } from "#web/reason-field.tsx";
import { usePage } from "#web/text.tsx";
import type { DeskEventView } from "./desk-parts.tsx";

// texts: event.permit.*
/** The permit of a show: said where the kind needs one, and written by whoever answers for the event. */
export function PermitForm({ event, tried }: { event: DeskEventView; tried: Tried }) {
  const { text: t } = usePage();
  if (!event.permitNeeded && !event.permit) return null;
  const again = tried.values.do === "permit";
  const problem = again ? problemOfReason(tried.problem, "permit") : undefined;
  const { number = "", authority = "", from = "", to = "" } = event.permit ?? {};
  const was: Record<string, string> = { number, authority, from, to };
  const field = (name: string) => ({
    name: `permit.${name}`,
    label: t(`event.permit.${name}`),
    value: (again ? tried.values[`permit.${name}`] : was[name]) ?? "",
    problem,
  });
  return (
    <Section title={t("event.permit")} id="permit">
      {event.permitNeeded && !event.permit && (
        <Notice kind="attention" title={t("desk.event.permit-missing")}>
          {event.permitNeeded}
        </Notice>
      )}
      {event.mayPermit && (
        <Form label={t("event.permit")} problem={problem}>
          <input type="hidden" name="do" value="permit" />
          <input type="hidden" name="version" value={event.version} />
          <Field {...field("number")} hint={t("desk.event.permit-empty")} />
          <Field {...field("authority")} />
          <div className="row">
            <DateField {...field("from")} />
            <DateField {...field("to")} />
          </div>
          {event.state === "published" && (
            <ReasonField
              of="permit"
              hint={t("publishing.reason.kept")}
              value={again ? tried.values["reason.permit"] : ""}
              problem={problem}
            />
          )}
          <Button kind="quiet">{t("desk.event.permit-save")}</Button>
        </Form>
      )}
    </Section>
  );
}

/** What was typed; without a number there is none. */
export function permitFrom(form: FormData): DeskEventView["permit"] {
  const typed = (name: string) => said(form, `permit.${name}`);
  return typed("number")
    ? { number: typed("number"), authority: typed("authority"), from: typed("from"), to: typed("to") }
    : null;
}
