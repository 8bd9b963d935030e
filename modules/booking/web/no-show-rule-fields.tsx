import type { InputOf } from "#contract";
import { Choice, DateField, Field, Select, Tick } from "#web/kit/field.tsx";
import { codeOptionsOf } from "#web/kit/options.ts";
import { type Problem, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { type putPenaltyRule, scopes, suspensions } from "../penalties/contract.ts";

type Body = InputOf<typeof putPenaltyRule>["body"];
type PenaltyTerms = NonNullable<Body["terms"]>;
type NoShow = NonNullable<PenaltyTerms["noShow"]>;
type Cancelling = NonNullable<PenaltyTerms["cancelling"]>;

/** What the form holds. What is no number goes on as it is, for the contract to refuse. */
export function ruleIn(form: FormData, organisation: string): Body {
  const line = (name: string) => said(form, name);
  const number = (name: string) => (line(name) === "" ? null : Number(line(name)));
  const needed = (name: string) => number(name) ?? Number.NaN;
  const noShow = (): NoShow => ({
    warnFrom: number("terms.noShow.warnFrom"),
    limit: number("terms.noShow.limit"),
    windowDays: number("terms.noShow.windowDays"),
    suspendsFor: line("terms.noShow.suspendsFor") as NoShow["suspendsFor"],
    suspendsCount: number("terms.noShow.suspendsCount") ?? 1,
    scope: line("terms.noShow.scope") as NoShow["scope"],
    graceMinutes: number("terms.noShow.graceMinutes"),
    lateCancelCounts: form.has("terms.noShow.lateCancelCounts"),
    forgivenAfterVisits: number("terms.noShow.forgivenAfterVisits"),
    forgivenAfterDays: number("terms.noShow.forgivenAfterDays"),
    answerDays: needed("terms.noShow.answerDays"),
  });
  const cancelling = (): Cancelling => ({
    perDay: number("terms.cancelling.perDay"),
    perWeek: number("terms.cancelling.perWeek"),
    perMonth: number("terms.cancelling.perMonth"),
    perYear: number("terms.cancelling.perYear"),
    untilMinutes: number("terms.cancelling.untilMinutes"),
    untilTime: line("terms.cancelling.untilTime") || null,
    rebooks: number("terms.cancelling.rebooks"),
  });
  const says = { noShow: form.has("terms.noShow"), cancelling: form.has("terms.cancelling") };
  const onlyFor = line("onlyFor");
  return {
    organisation,
    onlyFor: onlyFor || null,
    since: line("since"),
    basis: line("basis"),
    terms:
      says.noShow || says.cancelling
        ? { noShow: says.noShow ? noShow() : null, cancelling: says.cancelling ? cancelling() : null }
        : null,
    after: number(`after.${onlyFor}`) ?? 0,
  };
}

export interface RuleFieldsProps {
  /** The version it is written from. */
  terms: PenaltyTerms | null;
  /** Kinds of offer it can be for. */
  kinds: readonly { code: string; name: string }[];
  /** The first day on which it can hold. */
  first: string;
  problem: Problem | undefined;
  values: Record<string, string>;
}

// texts: no-show-rules.field.* no-show-rules.suspends.* no-show-rules.scope.* no-show-rules.unit.*
/** A version of a rule: from when, on what basis, what not coming costs, and how giving back is limited. */
export function RuleFields({ terms, kinds, first, problem, values }: RuleFieldsProps) {
  const { text: t } = usePage();
  const tried = problem !== undefined;
  const { noShow, cancelling } = terms ?? {};
  const typed = (name: string, before: unknown) =>
    tried ? values[name] : before === null || before === undefined ? undefined : String(before);
  const ticked = (name: string, before: boolean) => (tried ? name in values : before);
  const count = (part: "noShow" | "cancelling", name: string, before: unknown, unit: string) => (
    <Field
      name={`terms.${part}.${name}`}
      label={t(`no-show-rules.field.${dashed(name)}`)}
      type="number"
      min={0}
      chars={4}
      unit={t(`no-show-rules.unit.${unit}`)}
      value={typed(`terms.${part}.${name}`, before)}
      problem={problem}
      optional
    />
  );
  return (
    <>
      <Select
        name="onlyFor"
        label={t("no-show-rules.field.kind")}
        empty={t("no-show-rules.kind.all")}
        value={values.onlyFor}
        options={codeOptionsOf(kinds)}
        problem={problem}
      />
      <DateField
        name="since"
        label={t("no-show-rules.field.since")}
        hint={t("no-show-rules.field.since.hint")}
        min={first}
        value={tried ? values.since : first}
        problem={problem}
      />
      <Field
        name="basis"
        label={t("no-show-rules.basis")}
        hint={t("no-show-rules.basis.hint")}
        value={values.basis}
        problem={problem}
      />
      <p className="quiet small">{t("no-show-rules.ends")}</p>
      <fieldset className="field stack-tight">
        <legend className="label">{t("no-show-rules.part.no-show")}</legend>
        <Tick
          name="terms.noShow"
          label={t("no-show-rules.about.no-show")}
          checked={ticked("terms.noShow", noShow !== null)}
          problem={problem}
        />
        {count("noShow", "warnFrom", noShow?.warnFrom, "times")}
        {count("noShow", "limit", noShow ? noShow.limit : 3, "times")}
        {count("noShow", "windowDays", noShow?.windowDays, "days")}
        <Choice
          name="terms.noShow.suspendsFor"
          label={t("no-show-rules.field.suspends-for")}
          value={typed("terms.noShow.suspendsFor", noShow?.suspendsFor ?? "days")}
          options={suspensions.map((value) => ({ value, label: t(`no-show-rules.suspends.${value}`) }))}
          problem={problem}
        />
        {count("noShow", "suspendsCount", noShow?.suspendsCount ?? 7, "count")}
        <Choice
          name="terms.noShow.scope"
          label={t("no-show-rules.field.scope")}
          value={typed("terms.noShow.scope", noShow?.scope ?? "organisation")}
          options={scopes.map((value) => ({ value, label: t(`no-show-rules.scope.${value}`) }))}
          problem={problem}
        />
        {count("noShow", "graceMinutes", noShow?.graceMinutes, "minutes")}
        <Tick
          name="terms.noShow.lateCancelCounts"
          label={t("no-show-rules.field.late-cancel-counts")}
          checked={ticked("terms.noShow.lateCancelCounts", noShow?.lateCancelCounts ?? false)}
          problem={problem}
        />
        {count("noShow", "forgivenAfterVisits", noShow?.forgivenAfterVisits, "times")}
        {count("noShow", "forgivenAfterDays", noShow?.forgivenAfterDays, "days")}
        <Field
          name="terms.noShow.answerDays"
          label={t("no-show-rules.field.answer-days")}
          type="number"
          min={1}
          max={60}
          chars={4}
          unit={t("no-show-rules.unit.days")}
          value={typed("terms.noShow.answerDays", noShow?.answerDays ?? 7)}
          problem={problem}
        />
      </fieldset>
      <fieldset className="field stack-tight">
        <legend className="label">{t("no-show-rules.part.cancelling")}</legend>
        <Tick
          name="terms.cancelling"
          label={t("no-show-rules.about.cancelling")}
          checked={ticked("terms.cancelling", Boolean(cancelling))}
          problem={problem}
        />
        {count("cancelling", "untilMinutes", cancelling?.untilMinutes, "minutes")}
        <Field
          name="terms.cancelling.untilTime"
          label={t("no-show-rules.field.until-time")}
          type="time"
          chars={12}
          value={typed("terms.cancelling.untilTime", cancelling?.untilTime)}
          problem={problem}
          optional
        />
        {count("cancelling", "perDay", cancelling?.perDay, "times")}
        {count("cancelling", "perWeek", cancelling?.perWeek, "times")}
        {count("cancelling", "perMonth", cancelling?.perMonth, "times")}
        {count("cancelling", "perYear", cancelling?.perYear, "times")}
        {count("cancelling", "rebooks", cancelling?.rebooks, "times")}
      </fieldset>
    </>
  );
}

/** A field's name as message keys are written: `windowDays` → `window-days`. */
const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
