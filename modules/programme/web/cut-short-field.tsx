import { Choice } from "#web/kit/field.tsx";
import type { Problem } from "#web/page.ts";
import { usePage } from "#web/text.tsx";

/** What becomes of people who are in already when a session is cancelled: asked where it has begun, said where it has not. */
export function CutShortField({
  sessions,
  value,
  problem,
}: {
  sessions: readonly { begun: boolean; arrived: number }[];
  value: string | undefined;
  problem: Problem | undefined;
}) {
  const { text: t } = usePage();
  const waiting = sessions.reduce((sum, { begun, arrived }) => sum + (begun ? 0 : arrived), 0);
  const begun = sessions.filter((session) => session.begun);
  const arrived = begun.reduce((sum, one) => sum + one.arrived, 0);
  return (
    <>
      {waiting > 0 && <p>{t("desk.cancel.arrived", { arrived: waiting })}</p>}
      {begun.length > 0 && (
        <Choice
          name="cutShort"
          label={t("desk.cancel.begun", { arrived })}
          hint={t("desk.cancel.begun-hint")}
          value={value || "in-part"}
          problem={problem}
          options={[
            { value: "in-part", label: t("desk.cancel.in-part") },
            { value: "not-at-all", label: t("desk.cancel.not-at-all") },
          ]}
        />
      )}
    </>
  );
}

/** What was chosen; nothing where it was not asked. */
export function cutShortFrom(form: FormData): { cutShort?: boolean } {
  const chosen = form.get("cutShort");
  return chosen === null ? {} : { cutShort: chosen === "in-part" };
}
