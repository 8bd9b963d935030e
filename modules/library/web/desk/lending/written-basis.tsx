import { useText } from "#web/text.tsx";
import type { RuleView } from "./rule-form.ts";

/** On what ground, by whom, from when, and until when where that is known. */
export function WrittenBasis({
  basis,
  setBy,
  since,
  until,
  version,
}: Pick<RuleView, "basis" | "setBy" | "since" | "until" | "version">) {
  const t = useText();
  return (
    <>
      {basis}
      <ul className="plain small quiet">
        <li>{setBy}</li>
        <li>
          {t("loan-rules.version", { version })} · {t("loan-rules.since-on", { day: since })}
        </li>
        {until !== null && <li>{t("loan-rules.until-on", { day: until })}</li>}
      </ul>
    </>
  );
}
