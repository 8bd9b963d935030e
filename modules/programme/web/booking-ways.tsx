import { Field, Tick } from "#web/kit/field.tsx";
import type { Problem } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { ways } from "./booking-ways-form.ts";

const words = { waitingList: "waiting-list", approval: "approval", transferable: "transferable" } as const;

// texts: desk.ways.*
/** What becomes of a claim besides being booked: who waits, who approves, who may hand places on. */
export function BookingWaysFields({
  prefix,
  values,
  problem,
}: {
  prefix: string;
  values: Record<string, string>;
  problem: Problem | undefined;
}) {
  const { text: t } = usePage();
  return (
    <fieldset className="field stack-tight">
      <legend className="label">{t("desk.ways.title")}</legend>
      {ways.map((way) => (
        <Tick
          key={way}
          name={`${prefix}.${way}`}
          label={
            <>
              {t(`desk.ways.${words[way]}`)}{" "}
              <span className="quiet small">{t(`desk.ways.${words[way]}.hint`)}</span>
            </>
          }
          checked={values[`${prefix}.${way}`] !== undefined}
          problem={problem}
        />
      ))}
      <Field
        name={`${prefix}.lastCallMinutes`}
        type="number"
        min={0}
        chars={6}
        unit={t("desk.session.minutes")}
        label={t("desk.ways.last-call")}
        hint={t("desk.ways.last-call.hint")}
        value={values[`${prefix}.lastCallMinutes`] ?? ""}
        problem={problem}
        optional
      />
    </fieldset>
  );
}
