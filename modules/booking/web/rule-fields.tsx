import type { InputOf } from "#contract";
import { Choice, Field, Select, TimeField } from "#web/kit/field.tsx";
import { codeOptionsOf } from "#web/kit/options.ts";
import type { Problem } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { type putHouseRule, ruleKinds } from "../rules/contract.ts";
import type { RuleKind } from "../rules/terms.ts";

export type Body = InputOf<typeof putHouseRule>["body"];

/** What stands between the names of the fields of terms and the form's start: `terms`, or `session.booking.own`. */
export interface TermFieldsProps {
  /** All may be left empty: the kind is one of several on the form. */
  optional?: true;
  /** What rules can name: eligibility checks and kinds of organisation. */
  names?: Record<"checks" | "organisationKinds", readonly { code: string; name: string }[]>;
  prefix: string;
  values: Record<string, string>;
  problem: Problem | undefined;
}

// texts: level.*
/** The fields of one kind of rule. */
export function TermFields({
  kind,
  prefix,
  values,
  problem,
  optional,
  names,
}: TermFieldsProps & { kind: RuleKind }) {
  const { text: t } = usePage();
  const field = (name: string, usual = "") => ({
    name: `${prefix}.${kind}.${name}`,
    value: values[`${prefix}.${kind}.${name}`] ?? usual,
    problem,
  });
  const number = (name: string, label: string, usual = "") => (
    <Field
      {...field(name, usual)}
      type="number"
      min={0}
      chars={6}
      label={label}
      {...(optional && { optional })}
    />
  );
  switch (kind) {
    case "horizon":
      return (
        <div className="row">
          {number("days", t("house-rules.field.days-before"))}
          <TimeField {...field("at")} label={t("house-rules.field.at")} />
        </div>
      );
    case "closing":
      return (
        <div className="row">
          {number("minutes", t("house-rules.field.minutes"))}
          <Choice
            {...field("before", "start")}
            inline
            label={t("house-rules.field.before")}
            options={(["start", "end"] as const).map((value) => ({
              value,
              label: t(`house-rules.before.${value}`),
            }))}
          />
        </div>
      );
    case "level":
      return (
        <Select
          {...field("level", "1")}
          label={t("house-rules.field.level")}
          options={["1", "2", "3"].map((value) => ({ value, label: t(`level.${value}`) }))}
        />
      );
    case "eligible":
      return (
        <Select
          {...field("code")}
          label={t("house-rules.field.check")}
          hint={t("house-rules.field.check-hint")}
          empty={t("house-rules.field.check-choose")}
          options={codeOptionsOf(names?.checks ?? [])}
        />
      );
    case "organisation":
      return (
        <>
          <Choice
            {...field("kinds")}
            value={field("kinds").value.split(",")}
            many
            label={t("house-rules.field.kinds")}
            hint={t("house-rules.field.kinds-hint")}
            options={codeOptionsOf(names?.organisationKinds ?? [])}
          />
          <Choice
            {...field("within", "city")}
            label={t("house-rules.field.within")}
            options={(["city", "house"] as const).map((value) => ({
              value,
              label: t(`house-rules.within.${value}`),
            }))}
          />
        </>
      );
    case "group":
      return (
        <div className="row">
          {number("from", t("house-rules.field.people-from"))}
          {number("to", t("house-rules.field.people-to"))}
        </div>
      );
    case "age":
      return (
        <div className="row">
          <Field
            {...field("from")}
            type="number"
            min={0}
            chars={6}
            label={t("house-rules.field.age-from")}
            optional
          />
          <Field
            {...field("to")}
            type="number"
            min={0}
            chars={6}
            label={t("house-rules.field.age-to")}
            optional
          />
        </div>
      );
    case "companion":
      return number("under", t("house-rules.field.under"));
    case "period":
      return (
        <>
          {number("most", t("house-rules.field.most"))}
          <Choice
            {...field("window", "days")}
            label={t("house-rules.field.window")}
            options={(["days", "week", "month", "year"] as const).map((value) => ({
              value,
              label: t(`house-rules.window.${value}`),
            }))}
          />
          <Field
            {...field("days", "30")}
            type="number"
            min={1}
            chars={6}
            label={t("house-rules.field.days")}
            hint={t("house-rules.field.days-hint")}
          />
          <Choice
            {...field("scope", "organisation")}
            label={t("house-rules.field.scope")}
            options={(["organisation", "place", "series"] as const).map((value) => ({
              value,
              label: t(`house-rules.scope.${value}`),
            }))}
          />
        </>
      );
    case "no-overlap":
      return <p>{t("house-rules.no-overlap-means")}</p>;
  }
}

/** The kind an address asks for, or null. */
export const kindAsked = (asked: string | null): RuleKind | null =>
  ruleKinds.find((kind) => kind === asked) ?? null;
