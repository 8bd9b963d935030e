import type { AnswerOf } from "#contract";
import { Choice, DateField, Field, Select, Tick } from "#web/kit/field.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { numberOf, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { SectionForm } from "#web/titled-form.tsx";
import type { getMoney } from "../../../acquiring/orders/contract.ts";
import { frequencies, type listSerials } from "../../../acquiring/serials/contract.ts";
import type { Refused } from "../fields.tsx";
import { fenIn } from "../yuan.ts";
import { BudgetSelect } from "./budget-select.tsx";

type SubscribeProps = Refused &
  Pick<AnswerOf<typeof listSerials>, "places" | "year"> &
  Pick<AnswerOf<typeof getMoney>, "suppliers" | "budgets">;

/** As its form says it. */
export function subscriptionIn(form: FormData) {
  const optional = (name: string) => (said(form, name) === "" ? null : numberOf(form, name));
  const chosen = (name: string) => form.getAll(`${name}[]`).map(Number);
  return {
    placeId: said(form, "placeId"),
    record: said(form, "record"),
    supplierId: said(form, "supplierId") || null,
    budgetId: said(form, "budgetId") || null,
    priceFen: said(form, "priceFen") === "" ? 0 : fenIn(form, "priceFen"),
    pattern: {
      // The contract refuses what is none.
      every: said(form, "pattern.every") as "monthly",
      skip: chosen("pattern.skip"),
      weekdays: chosen("pattern.weekdays"),
      holidays: said(form, "pattern.holidays") === "yes",
      number: numberOf(form, "pattern.number"),
      restarts: said(form, "pattern.restarts") === "yes",
      volume: optional("pattern.volume"),
      whole: optional("pattern.whole"),
    },
    daysOff: said(form, "daysOff"),
    startsOn: said(form, "startsOn"),
    endsOn: said(form, "endsOn"),
    grace: numberOf(form, "grace"),
  };
}

// texts: serial.weekday.*
/** A serial is subscribed to: which, where, how often, and how its issues are numbered. */
export function Subscribe({ places, suppliers, budgets, year, values, problem }: SubscribeProps) {
  const t = useText();
  return (
    <SectionForm title={t("serial.subscribe")} does="subscribe" problem={problem}>
      <Field
        name="record"
        label={t("serial.record")}
        hint={t("serial.record.hint")}
        value={values.record}
        chars={12}
        problem={problem}
      />
      <Select
        name="placeId"
        label={t("shelf.place")}
        value={values.placeId ?? places[0]?.id}
        options={optionsOf(places)}
        problem={problem}
      />
      <Select
        name="pattern.every"
        label={t("serial.every")}
        value={values["pattern.every"] ?? "monthly"}
        options={frequencies.map((value) => ({ value, label: t(`serial.every.${value}`) }))}
        problem={problem}
      />
      <DateField
        name="startsOn"
        label={t("serial.first-day")}
        hint={t("serial.first-day.hint")}
        value={values.startsOn ?? `${year}-01-01`}
        problem={problem}
      />
      <DateField
        name="endsOn"
        label={t("serial.last-day")}
        value={values.endsOn ?? `${year}-12-31`}
        problem={problem}
      />
      <details open={problem !== undefined}>
        <summary>{t("serial.numbering")}</summary>
        <div className="stack">
          <Field
            name="pattern.number"
            type="number"
            label={t("serial.first-number")}
            value={values["pattern.number"] ?? 1}
            min={1}
            chars={6}
            problem={problem}
          />
          <Tick
            name="pattern.restarts"
            label={t("serial.restarts")}
            checked={problem === undefined || values["pattern.restarts"] === "yes"}
          />
          <Field
            name="pattern.volume"
            type="number"
            label={t("serial.volume")}
            value={values["pattern.volume"]}
            min={1}
            chars={6}
            problem={problem}
            optional
          />
          <Field
            name="pattern.whole"
            type="number"
            label={t("serial.whole")}
            value={values["pattern.whole"]}
            min={1}
            chars={6}
            problem={problem}
            optional
          />
          <Choice
            name="pattern.weekdays"
            many
            inline
            label={t("serial.weekdays")}
            hint={t("serial.weekdays.hint")}
            value={values["pattern.weekdays"]?.split(" ")}
            options={["1", "2", "3", "4", "5", "6", "7"].map((value) => ({
              value,
              label: t(`serial.weekday.${value}`),
            }))}
            problem={problem}
            optional
          />
          <Tick
            name="pattern.holidays"
            label={t("serial.holidays")}
            checked={values["pattern.holidays"] === "yes"}
          />
          <Field
            name="daysOff"
            label={t("serial.days-off")}
            hint={t("serial.days-off.hint")}
            value={values.daysOff}
            lines={3}
            problem={problem}
            optional
          />
          <Choice
            name="pattern.skip"
            many
            inline
            label={t("serial.skip")}
            value={values["pattern.skip"]?.split(" ")}
            options={Array.from({ length: 12 }, (_, n) => ({
              value: `${n + 1}`,
              label: t("serial.month", { month: n + 1 }),
            }))}
            problem={problem}
            optional
          />
          <Field
            name="grace"
            type="number"
            label={t("serial.grace")}
            hint={t("serial.grace.hint")}
            value={values.grace ?? 14}
            min={0}
            max={365}
            chars={4}
            problem={problem}
          />
        </div>
      </details>
      <Field
        name="priceFen"
        label={t("serial.price")}
        hint={t("serial.price.hint")}
        value={values.priceFen}
        inputMode="decimal"
        chars={12}
        problem={problem}
        optional
      />
      <BudgetSelect budgets={budgets} values={values} problem={problem} />
      <Select
        name="supplierId"
        label={t("order.supplier")}
        value={values.supplierId}
        empty={t("serial.supplier.none")}
        options={optionsOf(suppliers)}
        problem={problem}
      />
    </SectionForm>
  );
}
