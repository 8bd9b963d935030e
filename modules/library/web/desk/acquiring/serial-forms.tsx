import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Field, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { useText } from "#web/text.tsx";
import { FoldedForm } from "#web/titled-form.tsx";
import { yuanOf } from "../../../acquiring/orders/contract.ts";
import type { getSerial } from "../../../acquiring/serials/contract.ts";
import type { Refused } from "../fields.tsx";
import { BudgetSelect } from "./budget-select.tsx";

type Serial = AnswerOf<typeof getSerial>;

export function DaysOff({ serial, values, problem }: Refused & { serial: Serial }) {
  const t = useText();
  return (
    <FoldedForm title={t("serial.days-off.set")} problem={problem}>
      <Tick
        name="holidays"
        label={t("serial.holidays")}
        checked={problem ? values.holidays === "yes" : serial.holidays}
      />
      <Field
        name="daysOff"
        label={t("serial.days-off")}
        hint={t("serial.days-off.hint")}
        value={values.daysOff ?? serial.daysOff}
        lines={5}
        problem={problem}
        optional
      />
      <Button name="do" value="days-off">
        {t("serial.days-off.set")}
      </Button>
    </FoldedForm>
  );
}

export function Bind({ serial, values, problem }: Refused & { serial: Serial }) {
  const t = useText();
  const { binding } = serial;
  return (
    <FoldedForm title={t("serial.bind")} problem={problem}>
      {binding?.lacks && <p>{t("serial.bind.lacks", { year: `${binding.year}`, numbers: binding.lacks })}</p>}
      <Field
        name="year"
        type="number"
        label={t("budget.year")}
        value={values.year ?? binding?.year}
        chars={4}
        problem={problem}
      />
      <Field
        name="from"
        type="number"
        label={t("serial.bind.from")}
        value={values.from ?? binding?.from}
        min={1}
        chars={6}
        problem={problem}
      />
      <Field
        name="to"
        type="number"
        label={t("serial.bind.to")}
        value={values.to ?? binding?.to}
        min={1}
        chars={6}
        problem={problem}
      />
      <Field name="barcode" label={t("item.barcode")} value={values.barcode} chars={20} problem={problem} />
      <Field
        name="shelf"
        label={t("shelf.shelf")}
        value={values.shelf}
        chars={20}
        problem={problem}
        optional
      />
      <Field
        name="callNumber"
        label={t("item.call-number")}
        value={values.callNumber}
        chars={20}
        problem={problem}
        optional
      />
      {(binding?.lacks || problem?.id === "serial.lacks") && (
        <Tick name="incomplete" label={t("serial.bind.incomplete")} checked={values.incomplete === "yes"} />
      )}
      <Button name="do" value="bind">
        {t("serial.bind")}
      </Button>
    </FoldedForm>
  );
}

/** Once it is renewed it can only end. */
export function GoOn({ serial, values, problem }: Refused & { serial: Serial }) {
  const t = useText();
  const end = (
    <Button kind="refuse" name="do" value="end">
      {t("serial.end")}
    </Button>
  );
  if (!serial.can.includes("renew"))
    return (
      <Form problem={problem} label={t("serial.end")}>
        {end}
      </Form>
    );
  return (
    <FoldedForm title={t("serial.renew")} problem={problem}>
      <p className="quiet">{t("serial.renew.note")}</p>
      <Field
        name="priceFen"
        label={t("serial.price")}
        value={values.priceFen ?? yuanOf(serial.priceFen)}
        inputMode="decimal"
        chars={12}
        problem={problem}
        optional
      />
      <BudgetSelect budgets={serial.budgets} values={values} problem={problem} />
      <div className="actions">
        <Button name="do" value="renew">
          {t("serial.renew")}
        </Button>
        {end}
      </div>
    </FoldedForm>
  );
}
