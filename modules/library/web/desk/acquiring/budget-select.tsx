import type { AnswerOf } from "#contract";
import { Select } from "#web/kit/field.tsx";
import { useText } from "#web/text.tsx";
import type { getMoney } from "../../../acquiring/orders/contract.ts";
import type { Refused } from "../fields.tsx";
import { yuanText } from "../yuan.ts";

type Budget = Pick<AnswerOf<typeof getMoney>["budgets"][number], "id" | "name" | "year" | "leftFen">;

/** From which budget it is paid, with what is left of each. */
export function BudgetSelect({
  budgets,
  values,
  ...asked
}: Refused & { budgets: readonly Budget[]; hint?: string }) {
  const t = useText();
  return (
    <Select
      {...asked}
      name="budgetId"
      label={t("order.budget")}
      value={values.budgetId ?? budgets[0]?.id}
      empty={t("order.budget.none")}
      options={budgets.map((one) => ({
        value: one.id,
        label: t("order.budget.of", {
          name: one.name,
          year: String(one.year),
          left: yuanText(t, one.leftFen),
        }),
      }))}
    />
  );
}
