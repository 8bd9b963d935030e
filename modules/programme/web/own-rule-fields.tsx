import { usePage } from "#web/text.tsx";
import { TermFields } from "../../booking/web/door.ts";
import type { FieldsProps } from "./event-fields.tsx";
import { ownKinds } from "./session-form.ts";

/** The fields of these rules; left empty, those of the house hold. */
export function OwnRuleFields({
  prefix,
  values,
  problem,
}: Pick<FieldsProps, "values" | "problem"> & { prefix: string }) {
  const { text: t } = usePage();
  const typed = Object.keys(values).some((name) => name.startsWith(`${prefix}.`) && values[name] !== "");
  const wrong = problem?.errors?.some(({ field }) => field.includes("/own/"));
  return (
    <details open={typed || wrong}>
      <summary>{t("desk.session.own-rules")}</summary>
      <div className="stack">
        <p className="field-hint">{t("desk.session.own-rules-hint")}</p>
        {ownKinds.map((kind) => (
          <TermFields key={kind} {...{ kind, prefix, values, problem }} optional />
        ))}
      </div>
    </details>
  );
}
