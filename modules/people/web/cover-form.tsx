import { Button } from "#web/kit/button.tsx";
import { Choice, DateField, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { type Problem, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";

export interface CoverFormProps {
  colleagues: readonly { account: string; name: string; login: string }[];
  /** What is posted with it. */
  act: string;
  problem: Problem | undefined;
  values: Record<string, string>;
}

/** The days and the choice of a cover, as the contract wants them. */
export function coverBody(form: FormData) {
  return {
    standIn: said(form, "standIn"),
    from: said(form, "from"),
    through: said(form, "through"),
    pauses: form.get("pauses") === "yes",
  };
}

/** Who stands in, for which days, and whether one's own roles rest meanwhile. */
export function CoverForm({ colleagues, act, problem, values }: CoverFormProps) {
  const { text: t } = usePage();
  return (
    <Form problem={problem} label={t("cover.make")}>
      <input type="hidden" name="do" value={act} />
      <Select
        name="standIn"
        label={t("cover.stand-in")}
        options={colleagues.map(({ account, name, login }) => ({
          value: account,
          label: `${name} (${login})`,
        }))}
        value={values.standIn ?? colleagues[0]?.account}
        problem={problem}
      />
      <DateField name="from" label={t("cover.from")} value={values.from} problem={problem} />
      <DateField
        name="through"
        label={t("cover.through")}
        hint={t("cover.through.hint")}
        value={values.through}
        problem={problem}
      />
      <Choice
        name="pauses"
        label={t("cover.own-roles")}
        options={[
          { value: "no", label: t("cover.own-roles.stay"), hint: t("cover.own-roles.stay.means") },
          { value: "yes", label: t("cover.own-roles.rest"), hint: t("cover.own-roles.rest.means") },
        ]}
        value={values.pauses ?? "no"}
        problem={problem}
      />
      <Button>{t("cover.make")}</Button>
    </Form>
  );
}
