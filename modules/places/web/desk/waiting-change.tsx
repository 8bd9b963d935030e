import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Section } from "#web/kit/section.tsx";
import { moment } from "#web/occasion.ts";
import type { Problem } from "#web/page.ts";
import { WhatChanged } from "#web/publishing.tsx";
import { problemOfReason, ReasonField } from "#web/reason-field.tsx";
import { useText } from "#web/text.tsx";
import type { placeSteps } from "../../contract.ts";

export interface WaitingChangeProps {
  waiting: NonNullable<AnswerOf<typeof placeSteps>["waiting"]>;
  /** Of the form that was refused. */
  problem: Problem | undefined;
  values: Record<string, string>;
}

/** A change that another person has to confirm: what, from when, why, and the forms of whoever may decide it. */
export function WaitingChange({ waiting, problem, values }: WaitingChangeProps) {
  const t = useText();
  const { id, by, at, reason, changed, can } = waiting;
  const form = (what: (typeof can)[number]) => {
    const here = values.do === what ? problemOfReason(problem, "decline") : undefined;
    const label = t(`place.change.${what}`);
    return (
      <Form key={what} label={label} problem={here}>
        <input type="hidden" name="do" value={what} />
        <input type="hidden" name="change" value={id} />
        {what === "decline" && (
          <ReasonField
            of="decline"
            hint={t("publishing.reason.kept")}
            value={here ? values["reason.decline"] : ""}
            problem={here}
          />
        )}
        <Button kind={what === "confirm" ? "primary" : "quiet"}>{label}</Button>
      </Form>
    );
  };
  return (
    <Section title={t("place.change.waits")} id="waits">
      <div className="stack">
        <p>{t("place.change.asked", { by: by ?? t("publishing.history.gone"), at: moment(at), reason })}</p>
        {changed.map((part) => (
          <WhatChanged key={part.on + part.fields.map(({ field }) => field).join()} changed={part} />
        ))}
        {!can.includes("confirm") && <p className="quiet">{t("place.change.by-another")}</p>}
        {can.map(form)}
      </div>
    </Section>
  );
}

// texts: place.change.confirm place.change.decline place.change.take-back
