import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { DateField, Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { useText } from "#web/text.tsx";
import { FoldedForm } from "#web/titled-form.tsx";
import type { loanRules } from "../../../circulation/rules/contract.ts";
import type { Refused } from "../fields.tsx";

type Shown = AnswerOf<typeof loanRules>;

// texts: loan-rules.standing.*
/** Days on which what comes back late costs nothing. */
export function Amnesties({ shown, refused }: { shown: Shown; refused: Refused }) {
  const t = useText();
  const { amnesties, house } = shown;
  const mayWrite = shown.can.includes("write");
  const daysOf = ({ firstDay, lastDay }: Shown["amnesties"][number]) =>
    t("amnesties.from-to", { from: firstDay, to: lastDay });
  const refusedIn = (what: string): Refused =>
    refused.values.do === what ? refused : { values: {}, problem: undefined };
  const typed = refusedIn("amnesty");
  return (
    <>
      {amnesties.length === 0 ? (
        <p className="quiet">{t("amnesties.none")}</p>
      ) : (
        <Table
          caption={t("amnesties.title")}
          hideCaption
          columns={[
            { key: "days", label: t("amnesties.days") },
            { key: "standing", label: t("amnesties.standing") },
            { key: "basis", label: t("loan-rules.basis"), prose: true },
            { key: "setter", label: t("loan-rules.set-by"), prose: true },
          ]}
          rows={amnesties.map((one) => ({
            key: one.line,
            cells: [daysOf(one), t(`loan-rules.standing.${one.standing}`), one.basis, one.setBy],
          }))}
        />
      )}
      {amnesties
        .filter(({ standing, own }) => mayWrite && own && (standing === "in-force" || standing === "coming"))
        .map((one) => {
          const again = refused.values.line === one.line ? refusedIn("repeal") : undefined;
          return (
            <details key={one.line} open={again !== undefined}>
              <summary>{t("amnesties.repeal-of", { days: daysOf(one) })}</summary>
              <Form problem={again?.problem} label={t("amnesties.repeal-of", { days: daysOf(one) })}>
                <input type="hidden" name="do" value="repeal" />
                <input type="hidden" name="organisation" value={house?.id ?? ""} />
                <input type="hidden" name="line" value={one.line} />
                <Field
                  name="basis"
                  label={t("amnesties.repeal-why")}
                  value={again?.values.basis}
                  problem={again?.problem}
                />
                <Button kind="quiet">{t("amnesties.repeal")}</Button>
              </Form>
            </details>
          );
        })}
      {mayWrite && (
        <FoldedForm title={t("amnesties.write")} problem={typed.problem}>
          <input type="hidden" name="do" value="amnesty" />
          <input type="hidden" name="organisation" value={house?.id ?? ""} />
          <div className="row">
            <DateField
              name="firstDay"
              label={t("amnesties.first")}
              value={typed.values.firstDay}
              problem={typed.problem}
            />
            <DateField
              name="lastDay"
              label={t("amnesties.last")}
              value={typed.values.lastDay}
              problem={typed.problem}
            />
          </div>
          <Field
            name="basis"
            label={t("loan-rules.basis")}
            value={typed.values.basis}
            problem={typed.problem}
          />
          <Button>{t("amnesties.save")}</Button>
        </FoldedForm>
      )}
    </>
  );
}
