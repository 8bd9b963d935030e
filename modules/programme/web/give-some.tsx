import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import type { Problem } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { FoldedForm } from "#web/titled-form.tsx";
import type { SessionView } from "../contract.ts";

/** Some of a party cannot come: how many still do. */
export function GiveSome({
  session,
  own,
  problem,
}: {
  session: SessionView;
  own: { id: string; size: number };
  problem: Problem | undefined;
}) {
  const { text: t } = usePage();
  return (
    <FoldedForm title={t("claim.reduce")} problem={problem}>
      <input type="hidden" name="do" value="reduce" />
      <input type="hidden" name="claim" value={own.id} />
      <input type="hidden" name="session" value={session.id} />
      <Field
        name="keep"
        type="number"
        inputMode="numeric"
        label={t("claim.reduce-to")}
        hint={t("claim.reduce-hint", { size: own.size })}
        value={own.size - 1}
        min={1}
        max={own.size - 1}
        chars={4}
        unit={t("claim.size-unit")}
        problem={problem}
      />
      <Button kind="quiet">{t("claim.reduce-do")}</Button>
    </FoldedForm>
  );
}
