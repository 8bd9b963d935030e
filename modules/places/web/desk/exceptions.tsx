import type { Exception } from "#libs/hours";
import { Button } from "#web/kit/button.tsx";
import { DateField, Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
import { day } from "#web/occasion.ts";
import type { Problem } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { hoursName } from "./hours-form.ts";
import { SessionRows } from "./session-rows.tsx";

/** The days that differ, each with a way to take it off the list. */
export function ExceptionList({ exceptions }: { exceptions: readonly Exception[] }) {
  const t = useText();
  if (exceptions.length === 0) return <p className="quiet">{t("place.desk.exceptions.none")}</p>;
  return (
    <Facts
      items={exceptions.map(({ from, to, sessions, reason }) => {
        const days = t.formats.dayRangeText({ from: day(from), through: day(to) });
        const hours =
          sessions.length === 0
            ? t("kit.closed-all-day")
            : sessions.map((one) => `${one.from}–${one.to}`).join(" ");
        return {
          key: `${from} ${to}`,
          term: days,
          value: (
            <>
              <p>
                {hours} · <span dir="auto">{reason}</span>
              </p>
              <Form label={t("place.desk.exceptions.remove-one", { days })}>
                <input type="hidden" name="from" value={from} />
                <input type="hidden" name="to" value={to} />
                <input type="hidden" name="reason" value={reason} />
                <Button kind="link" name="do" value="remove-exception">
                  {t("place.desk.exceptions.remove")}
                </Button>
              </Form>
            </>
          ),
        };
      })}
    />
  );
}

/** One more day, or several, with hours of their own or none. */
export function ExceptionForm({ draft, problem }: { draft: Exception | null; problem: Problem | undefined }) {
  const t = useText();
  const name = `${hoursName}.exceptions.0`;
  return (
    <Form problem={problem} label={t("place.desk.exceptions.add")}>
      <h3>{t("place.desk.exceptions.add")}</h3>
      <DateField
        name={`${name}.from`}
        label={t("place.desk.exceptions.from")}
        value={draft?.from}
        problem={problem}
      />
      <DateField
        name={`${name}.to`}
        label={t("place.desk.exceptions.to")}
        hint={t("place.desk.exceptions.to-hint")}
        value={draft?.to}
        problem={problem}
        optional
      />
      <Field
        name={`${name}.reason`}
        label={t("place.desk.exceptions.reason")}
        hint={t("place.desk.exceptions.reason-hint")}
        value={draft?.reason}
        problem={problem}
      />
      <SessionRows
        name={`${name}.sessions`}
        legend={t("place.desk.exceptions.sessions")}
        sessions={draft?.sessions ?? []}
        problem={problem}
      />
      <Button kind="quiet" name="do" value="exception">
        {t("place.desk.exceptions.add")}
      </Button>
    </Form>
  );
}
