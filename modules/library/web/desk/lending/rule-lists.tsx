import type { AnswerOf } from "#contract";
import { Section } from "#web/kit/section.tsx";
import { useText } from "#web/text.tsx";
import type { loanRules } from "../../../circulation/rules/contract.ts";
import type { Refused } from "../fields.tsx";
import { Amnesties } from "./amnesties.tsx";
import { LimitsTable } from "./limits-table.tsx";
import type { RuleView } from "./rule-form.ts";
import { type Here, RulesTable } from "./rules-table.tsx";

type Shown = AnswerOf<typeof loanRules>;

/** Rules, limits and amnesties of a house: in force, to come, past. */
export function RuleLists({ shown, edits, refused }: { shown: Shown; edits: Here | null; refused: Refused }) {
  const t = useText();
  const { rules, limits } = shown;
  return (
    <>
      <p className="text">{t("loan-rules.lead")}</p>
      <Section title={t("loan-rules.in-force")} id="in-force">
        <RulesTable
          caption={t("loan-rules.in-force")}
          rules={rules.filter(({ standing, terms }) => standing === "in-force" && terms !== null)}
          edits={edits}
          fallback={shown.fallback}
        />
      </Section>
      <Section title={t("loan-limits.title")} id="limits">
        <p className="text">{t("loan-limits.lead")}</p>
        <LimitsTable
          caption={t("loan-limits.title")}
          limits={limits.filter(({ standing, most }) => standing === "in-force" && most !== null)}
          edits={edits}
          fallbackMost={shown.fallbackMost}
        />
      </Section>
      <Section title={t("amnesties.title")} id="amnesties">
        <p className="text">{t("amnesties.lead")}</p>
        <Amnesties shown={shown} refused={refused} />
      </Section>
      <Later shown={shown} edits={edits} />
      <Past shown={shown} edits={edits} />
    </>
  );
}

function Later({ shown: { rules, limits }, edits }: { shown: Shown; edits: Here | null }) {
  const t = useText();
  const comingRules = rules.filter(({ standing }) => standing === "coming");
  const comingLimits = limits.filter(({ standing }) => standing === "coming");
  if (comingRules.length + comingLimits.length === 0) return null;
  return (
    <Section title={t("loan-rules.coming")} id="coming">
      {comingRules.length > 0 && (
        <RulesTable caption={t("loan-rules.title")} rules={comingRules} edits={edits} />
      )}
      {comingLimits.length > 0 && (
        <LimitsTable caption={t("loan-limits.title")} limits={comingLimits} edits={edits} />
      )}
    </Section>
  );
}

/** What was in force, and what was repealed: the history of the house's and of those around it. */
function Past({ shown: { rules, limits }, edits }: { shown: Shown; edits: Here | null }) {
  const t = useText();
  const over = ({ standing }: Pick<RuleView, "standing">, isNone: boolean) =>
    standing === "past" || (standing === "in-force" && isNone);
  const pastRules = rules.filter((one) => over(one, one.terms === null));
  const pastLimits = limits.filter((one) => over(one, one.most === null));
  if (pastRules.length + pastLimits.length === 0) return null;
  return (
    <Section title={t("loan-rules.past")} id="past">
      {pastRules.length > 0 && <RulesTable caption={t("loan-rules.title")} rules={pastRules} edits={edits} />}
      {pastLimits.length > 0 && (
        <LimitsTable caption={t("loan-limits.title")} limits={pastLimits} edits={edits} />
      )}
    </Section>
  );
}
