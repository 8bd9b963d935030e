import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Choice, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { codeOptionsOf, optionsOf } from "#web/kit/options.ts";
import { useText } from "#web/text.tsx";
import { guarantees, type loanRules } from "../../../circulation/rules/contract.ts";
import type { Refused } from "../fields.tsx";
import { Questions } from "./questions.tsx";
import type { LimitView } from "./rule-form.ts";
import { WrittenFields } from "./write-rule.tsx";

interface WriteLimitProps extends Refused {
  shown: AnswerOf<typeof loanRules>;
  next: LimitView | undefined;
}

// texts: guarantee.* loan-rules.effect.*
/** The form of a limit: what it counts, for whom, how many. */
export function WriteLimit({ shown, next, values: typed, problem }: WriteLimitProps) {
  const t = useText();
  const values: Record<string, string> =
    typed.do === "limit" ? typed : { effect: "terms", most: next ? String(next.most ?? "") : "" };
  return (
    <Form problem={problem} label={t(next ? "loan-rules.write-next" : "loan-limits.write")}>
      <input type="hidden" name="do" value="limit" />
      <input type="hidden" name="organisation" value={shown.house?.id ?? ""} />
      <input type="hidden" name="after" value={next?.version ?? 0} />
      {next ? (
        <>
          <SameAbout {...next.about} />
          <p>{t("loan-limits.next-about", { counts: next.counts, readers: next.readers })}</p>
          {next.most !== null && (
            <Choice
              name="effect"
              inline
              label={t("loan-rules.effect")}
              value={values.effect ?? "terms"}
              options={(["terms", "repealed"] as const).map((value) => ({
                value,
                label: t(`loan-rules.effect.${value}`),
              }))}
              problem={problem}
            />
          )}
        </>
      ) : (
        <AboutFields shown={shown} values={values} problem={problem} />
      )}
      <Field
        name="most"
        type="number"
        min={0}
        chars={6}
        label={t("loan-limits.number")}
        value={values.most}
        problem={problem}
      />
      <WrittenFields values={values} problem={problem} />
      <Button>{t("loan-rules.save")}</Button>
    </Form>
  );
}

function SameAbout({ owner, home, ...lists }: LimitView["about"]) {
  return (
    <>
      <input type="hidden" name="about.owner" value={owner ?? ""} />
      <input type="hidden" name="about.home" value={home ?? ""} />
      {Object.entries(lists).flatMap(([name, values]) =>
        values.map((value) => (
          <input key={`${name} ${value}`} type="hidden" name={`about.${name}[]`} value={value} />
        )),
      )}
    </>
  );
}

function AboutFields({ shown, values, problem }: Refused & Pick<WriteLimitProps, "shown">) {
  const t = useText();
  const { choices, own } = shown;
  const many = (name: string, label: string, options: readonly { value: string; label: string }[]) => (
    <Choice
      name={`about.${name}`}
      many
      inline
      label={label}
      value={(values[`about.${name}`] ?? "").split(",")}
      hint={t("loan-limits.empty-means")}
      options={options}
      problem={problem}
      optional
    />
  );
  return (
    <Questions title={t("loan-limits.counts")}>
      <Select
        name="about.owner"
        label={t("loan-limits.owner")}
        value={values["about.owner"]}
        empty={t("loan-limits.owner.all")}
        options={optionsOf(own)}
        problem={problem}
        optional
      />
      {many("types", t("loan-limits.types"), codeOptionsOf(choices.types))}
      {many("categories", t("loan-limits.categories"), codeOptionsOf(choices.categories))}
      {many(
        "guarantees",
        t("loan-limits.guarantees"),
        guarantees.map((value) => ({ value, label: t(`guarantee.${value}`) })),
      )}
      <Select
        name="about.home"
        label={t("loan-limits.home")}
        value={values["about.home"]}
        empty={t("loan-limits.home.usual")}
        options={optionsOf(choices.organisations)}
        problem={problem}
        optional
      />
    </Questions>
  );
}
