import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Choice, DateField, Field, Select, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { codeOptionsOf, optionsOf } from "#web/kit/options.ts";
import { RuleDays } from "#web/rule-days.tsx";
import { useText } from "#web/text.tsx";
import { guarantees, type loanRules } from "../../../circulation/rules/contract.ts";
import type { Refused } from "../fields.tsx";
import { Questions } from "./questions.tsx";
import { aboutFields, type RuleView, ruleValues } from "./rule-form.ts";
import { aboutLine } from "./rule-words.tsx";

interface WriteRuleProps extends Refused {
  shown: AnswerOf<typeof loanRules>;
  /** The rule whose next version is written; undefined: a new one. */
  next: RuleView | undefined;
}

// texts: guarantee.*
/** The form of a rule: what it is about, what holds, from when and on what ground. Of a next version what it is about stays. */
export function WriteRule({ shown, next, values: typed, problem }: WriteRuleProps) {
  const t = useText();
  const values = typed.do === "rule" ? typed : ruleValues(next);
  const { house } = shown;
  return (
    <Form problem={problem} label={t(next ? "loan-rules.write-next" : "loan-rules.write")}>
      <input type="hidden" name="do" value="rule" />
      <input type="hidden" name="organisation" value={house?.id ?? ""} />
      <input type="hidden" name="after" value={next?.version ?? 0} />
      {next ? (
        <>
          {aboutFields.map((name) => (
            <input key={name} type="hidden" name={`about.${name}`} value={next.about[name] ?? ""} />
          ))}
          <p>{t("loan-rules.next-about", { about: aboutLine(next.matches, t) })}</p>
          {next.terms && (
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
      <TermFields values={values} problem={problem} />
      <WrittenFields values={values} problem={problem} />
      <Button>{t("loan-rules.save")}</Button>
    </Form>
  );
}

function AboutFields({ shown, values, problem }: Refused & Pick<WriteRuleProps, "shown">) {
  const t = useText();
  const { choices, own, house } = shown;
  const select = (
    name: string,
    label: string,
    options: readonly { value: string; label: string }[],
    empty?: string,
  ) => (
    <Select
      key={name}
      name={`about.${name}`}
      label={label}
      value={values[`about.${name}`]}
      options={options}
      empty={empty ?? t("loan-rules.any")}
      problem={problem}
      optional
    />
  );
  return (
    <Questions title={t("loan-rules.form.about")}>
      <div className="row">
        {select(
          "owner",
          t("loan-rule.column", { column: "owner" }),
          optionsOf(own.filter(({ id }) => id !== house?.id)),
          t("loan-rules.own-all", { house: house?.name ?? "" }),
        )}
        {select("type", t("loan-rule.column", { column: "type" }), codeOptionsOf(choices.types))}
      </div>
      <div className="row">
        {select("place", t("loan-rule.column", { column: "place" }), optionsOf(choices.places))}
        <Field
          name="about.shelf"
          label={t("loan-rule.column", { column: "shelf" })}
          hint={t("loan-rules.shelf-hint")}
          chars={12}
          value={values["about.shelf"]}
          problem={problem}
          optional
        />
      </div>
      <div className="row">
        {select("category", t("loan-rule.column", { column: "category" }), codeOptionsOf(choices.categories))}
        {select(
          "guarantee",
          t("loan-rule.column", { column: "guarantee" }),
          guarantees.map((value) => ({ value, label: t(`guarantee.${value}`) })),
        )}
      </div>
      <div className="row">
        {select("home", t("loan-rule.column", { column: "home" }), optionsOf(choices.organisations))}
        {select("lentAt", t("loan-rule.column", { column: "lentAt" }), optionsOf(choices.organisations))}
      </div>
    </Questions>
  );
}

// texts: loan-rules.lends.* loan-rules.renew-from.* loan-rules.late.* loan-rules.late-counts.* loan-rules.return-to.*
function TermFields({ values, problem }: Refused) {
  const t = useText();
  const at = (name: string) => ({ name: `terms.${name}`, value: values[`terms.${name}`], problem });
  const number = (name: string, label: string, more: { hint?: string; optional?: true } = {}) => (
    <Field {...at(name)} type="number" min={0} chars={6} label={label} {...more} />
  );
  const money = (name: string, label: string, more: { optional?: true } = {}) => (
    <Field {...at(name)} inputMode="decimal" chars={6} label={label} {...more} />
  );
  const choice = (name: string, label: string, prefix: string, options: readonly string[]) => (
    <Choice
      {...at(name)}
      label={label}
      options={options.map((value) => ({ value, label: t(`loan-rules.${prefix}.${value}`) }))}
    />
  );
  const tick = (name: string, label: string) => (
    <Tick
      name={`terms.${name}`}
      label={label}
      checked={values[`terms.${name}`] === "yes"}
      problem={problem}
    />
  );
  return (
    <>
      <Questions title={t("loan-rules.form.terms")}>
        {choice("lends", t("loan-rules.lends"), "lends", ["yes", "no"])}
        <div className="row">
          {number("days", t("loan-rules.days"))}
          {number("renewals", t("loan-rules.renewals"))}
          {number("renewDays", t("loan-rules.renew-days"))}
        </div>
        {choice("renewFrom", t("loan-rules.renew-from"), "renew-from", ["due", "today"])}
        {tick("auto", t("loan-rules.auto"))}
        <div className="row">
          <DateField {...at("untilDay")} label={t("loan-rules.until-day")} optional />
          {money("dearestFen", t("loan-rules.dearest"), { optional: true })}
        </div>
      </Questions>
      <Questions title={t("loan-rules.form.late")}>
        {choice("late.kind", t("loan-rules.late"), "late", ["none", "suspend", "fee"])}
        <div className="row">
          {number("late.daysPerDay", t("loan-rules.suspend-days"), { optional: true })}
          {number("late.most", t("loan-rules.suspend-most"), { optional: true })}
        </div>
        <div className="row">
          {money("late.fenPerDay", t("loan-rules.fee-a-day"), { optional: true })}
          {money("late.mostFen", t("loan-rules.fee-most"), { optional: true })}
        </div>
        {choice("lateCounts", t("loan-rules.late-counts"), "late-counts", ["open-days", "all-days"])}
        {number("graceDays", t("loan-rules.grace"), { hint: t("loan-rules.grace-hint") })}
        {tick("overdueBlocks", t("loan-rules.overdue-blocks"))}
        {money("owesMostFen", t("loan-rules.owes-most"), { optional: true })}
      </Questions>
      <Questions title={t("loan-rules.form.lost")}>
        <div className="row">
          {number("lost.percent", t("loan-rules.lost-percent"))}
          {money("lost.handlingFen", t("loan-rules.lost-handling"))}
          {money("lost.unknownFen", t("loan-rules.lost-unknown"))}
        </div>
        <div className="row">
          {number("lost.afterDays", t("loan-rules.lost-after"), {
            hint: t("loan-rules.lost-after-hint"),
            optional: true,
          })}
          {number("lost.refundDays", t("loan-rules.refund-days"))}
        </div>
        <div className="row">
          {number("claims.checks", t("loan-rules.claim-checks"))}
          {number("claims.believed", t("loan-rules.claim-believed"))}
        </div>
      </Questions>
      <Questions title={t("loan-rules.form.holds")}>
        {tick("holds", t("loan-rules.holds"))}
        <div className="row">
          {number("readyDays", t("loan-rules.ready"))}
          {number("recallDays", t("loan-rules.recall"), {
            hint: t("loan-rules.recall-hint"),
            optional: true,
          })}
        </div>
        {choice("returnTo", t("loan-rules.return-to"), "return-to", ["anywhere", "owner"])}
      </Questions>
    </>
  );
}

/** From when, until when, on what ground: of rules and limits alike. */
export function WrittenFields({ values, problem }: Refused) {
  const t = useText();
  return (
    <Questions title={t("loan-rules.form.when")}>
      <RuleDays
        words={{
          since: t("loan-rules.since-day"),
          until: t("loan-rules.until-last"),
          basis: t("loan-rules.basis"),
          basisHint: t("loan-rules.basis-hint"),
        }}
        values={values}
        problem={problem}
      />
    </Questions>
  );
}
