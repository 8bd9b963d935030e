import type { AnswerOf, InputOf } from "#contract";
import { useIdOf } from "#web/kit/faults.ts";
import { Choice, DateField, Field, Select, Tick } from "#web/kit/field.tsx";
import { type Problem, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import type { eligibilityCheck, putEligibilityCheck } from "../eligibility/contract.ts";
import { inOneLine } from "./typed.ts";

export type Rule = AnswerOf<typeof eligibilityCheck>["versions"][number];
type Body = InputOf<typeof putEligibilityCheck>["body"];
type Way = Body["ways"][number];

const outages = ["ask-later", "grant-until", "other-ways-only"] as const;
/** Two empty ones below those there are; the contract takes eight. */
const waysShown = (there: number) => Math.min(there + 2, 8);

/** What the form holds. `rule`: the version before, whose other languages stay as they are. */
export function ruleIn(form: FormData, organisation: string, rule: Rule | null): Body {
  const line = (name: string) => inOneLine(said(form, name));
  // A field left empty or without a number in it goes on as it is, for the contract to refuse.
  const number = (name: string) => (line(name) === "" ? Number.NaN : Number(line(name)));
  const { en: _, ...others } = rule?.translations ?? {};
  const en = filled({
    name: line("en.name"),
    purpose: line("en.purpose"),
    asks: line("en.asks"),
    askedOf: line("en.askedOf"),
  });
  return {
    organisation,
    validFrom: line("validFrom") || null,
    name: line("name"),
    purpose: line("purpose"),
    asks: line("asks"),
    askedOf: line("askedOf"),
    translations: { ...others, ...(en && { en }) },
    provider: line("provider"),
    level: number("level") as Body["level"],
    fromAge: number("fromAge"),
    validDays: number("validDays"),
    againDays: number("againDays"),
    outage: line("outage") as Body["outage"],
    grantDays: line("grantDays") === "" ? null : number("grantDays"),
    appealDays: number("appealDays"),
    retired: form.has("retired"),
    ways: waysIn(form, line, rule),
  };
}

/** The ways that have a name; a new one gets the first free letter as its code. */
function waysIn(form: FormData, line: (name: string) => string, rule: Rule | null): Way[] {
  const ways: Way[] = [];
  for (let n = 0; form.has(`ways.${n}.name`); n++) {
    const of = (name: string) => line(`ways.${n}.${name}`);
    if (of("name") === "" && of("says") === "") continue;
    const before = rule?.ways.find(({ code }) => code === of("was"));
    const { en: _, ...others } = before?.translations ?? {};
    const en = filled({ name: of("en.name"), says: of("en.says") });
    ways.push({
      code: before?.code ?? freeCode([...(rule?.ways ?? []), ...ways]),
      name: of("name"),
      says: of("says"),
      translations: { ...others, ...(en && { en }) },
      validDays: Number(of("validDays")),
    });
  }
  return ways;
}

function freeCode(taken: readonly { code: string }[]): string {
  const letters = [..."abcdefghijklmnopqrstuvwxyz"];
  return `way-${letters.find((one) => !taken.some(({ code }) => code === `way-${one}`))}`;
}

function filled<W extends Record<string, string>>(words: W): Partial<W> | null {
  const some = Object.entries(words).filter(([, word]) => word !== "");
  // Entries of W, fewer of them.
  return some.length > 0 ? (Object.fromEntries(some) as Partial<W>) : null;
}

export interface RuleFieldsProps {
  rule: Rule | null;
  /** Whom a rule may name. */
  providers: readonly string[];
  problem: Problem | undefined;
  values: Record<string, string>;
}

// texts: elig-desk.outage.*
/** All of a rule: words for residents, whom to ask, days, outages, other ways. */
export function RuleFields({ rule, providers, problem, values }: RuleFieldsProps) {
  const { text: t } = usePage();
  const en = rule?.translations.en;
  const days = (name: "validDays" | "againDays" | "appealDays" | "fromAge", label: string, usual: number) => (
    <Field
      name={name}
      label={label}
      type="number"
      chars={6}
      value={values[name] ?? rule?.[name] ?? usual}
      problem={problem}
    />
  );
  const words = (name: "name" | "purpose" | "asks" | "askedOf", label: string, lines?: number) => (
    <Field
      name={name}
      label={label}
      value={values[name] ?? rule?.[name]}
      problem={problem}
      {...(lines && { lines })}
    />
  );
  const english = (name: "name" | "purpose" | "asks" | "askedOf", label: string) => (
    <Field
      name={`en.${name}`}
      label={label}
      value={values[`en.${name}`] ?? en?.[name]}
      problem={problem}
      optional
    />
  );
  const there = rule?.ways.length ?? 0;
  return (
    <>
      {words("name", t("elig-desk.name"))}
      {words("purpose", t("elig-desk.purpose"), 2)}
      {words("asks", t("elig-desk.asks"), 2)}
      {words("askedOf", t("elig-desk.asked-of"))}
      <details>
        <summary>{t("elig-desk.english")}</summary>
        <div className="stack">
          {english("name", t("elig-desk.en.name"))}
          {english("purpose", t("elig-desk.en.purpose"))}
          {english("asks", t("elig-desk.en.asks"))}
          {english("askedOf", t("elig-desk.en.asked-of"))}
        </div>
      </details>
      <Select
        name="provider"
        label={t("elig-desk.provider")}
        hint={t("elig-desk.provider.hint")}
        value={values.provider ?? rule?.provider ?? providers[0]}
        options={[...new Set([...providers, ...(rule ? [rule.provider] : [])])].map((one) => ({
          value: one,
          label: one === "nobody" ? t("elig-desk.provider.nobody") : one,
        }))}
        problem={problem}
      />
      <Select
        name="level"
        label={t("elig-desk.level")}
        value={values.level ?? String(rule?.level ?? 2)}
        options={[1, 2, 3].map((level) => ({
          value: String(level),
          label: t("elig-desk.level.one", { level }),
        }))}
        problem={problem}
      />
      {days("fromAge", t("elig-desk.from-age"), 18)}
      {days("validDays", t("elig-desk.valid-days"), 365)}
      {days("againDays", t("elig-desk.again-days"), 30)}
      <Choice
        name="outage"
        label={t("elig-desk.outage")}
        value={values.outage ?? rule?.outage ?? "ask-later"}
        options={outages.map((one) => ({ value: one, label: t(`elig-desk.outage.${one}`) }))}
        problem={problem}
      />
      <Field
        name="grantDays"
        label={t("elig-desk.grant-days")}
        hint={t("elig-desk.grant-days.hint")}
        type="number"
        chars={6}
        value={values.grantDays ?? rule?.grantDays ?? ""}
        problem={problem}
        optional
      />
      {days("appealDays", t("elig-desk.appeal-days"), 15)}
      <fieldset className="stack" id={useIdOf()("ways")}>
        <legend className="label">{t("elig-desk.ways")}</legend>
        <p className="field-hint">{t("elig-desk.ways.lead")}</p>
        {Array.from({ length: waysShown(there) }, (_, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what names the fields
          <WayFields key={n} n={n} way={rule?.ways[n] ?? null} problem={problem} values={values} />
        ))}
      </fieldset>
      <DateField
        name="validFrom"
        label={t("elig-desk.valid-from")}
        hint={t("elig-desk.valid-from.hint")}
        value={values.validFrom}
        problem={problem}
        optional
      />
      <Tick name="retired" label={t("elig-desk.retired")} checked={rule?.retired ?? false} />
    </>
  );
}

interface WayFieldsProps extends Pick<RuleFieldsProps, "problem" | "values"> {
  n: number;
  way: Rule["ways"][number] | null;
}

function WayFields({ n, way, problem, values }: WayFieldsProps) {
  const { text: t } = usePage();
  const of = (name: string) => `ways.${n}.${name}`;
  const en = way?.translations.en;
  return (
    <details open={way !== null || Boolean(values[of("name")]) || n === 0}>
      <summary>{way?.name ?? t("elig-desk.way", { n: n + 1 })}</summary>
      <div className="stack">
        <input type="hidden" name={of("was")} value={way?.code ?? ""} />
        <Field
          name={of("name")}
          label={t("elig-desk.way.name")}
          value={values[of("name")] ?? way?.name}
          problem={problem}
        />
        <Field
          name={of("says")}
          label={t("elig-desk.way.says")}
          lines={2}
          value={values[of("says")] ?? way?.says}
          problem={problem}
        />
        <Field
          name={of("validDays")}
          label={t("elig-desk.way.valid-days")}
          type="number"
          chars={6}
          value={values[of("validDays")] ?? way?.validDays ?? 365}
          problem={problem}
        />
        <Field
          name={of("en.name")}
          label={t("elig-desk.way.en.name")}
          value={values[of("en.name")] ?? en?.name}
          problem={problem}
          optional
        />
        <Field
          name={of("en.says")}
          label={t("elig-desk.way.en.says")}
          value={values[of("en.says")] ?? en?.says}
          problem={problem}
          optional
        />
      </div>
    </details>
  );
}
