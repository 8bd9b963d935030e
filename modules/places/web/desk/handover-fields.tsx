import { DateField, Field, Select } from "#web/kit/field.tsx";
import type { Problem } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import type { HandoverDraft } from "./handover-form.ts";

export interface HandoverFieldsProps {
  draft: HandoverDraft | null;
  /** Who works for the giving organisation; null where they are not known yet. */
  candidates: readonly { subject: string; name: string; roles: readonly string[] }[] | null;
  problem: Problem | undefined;
}

/** So many empty lines for what nobody keeps a register of; more come with the next saving. */
const spareLines = 3;

// texts: role.*

/** What people write into a hand-over themselves; rooms, things and stock come from the registers. */
export function HandoverFields({ draft, candidates, problem }: HandoverFieldsProps) {
  const t = useText();
  const lines = draft?.other ?? [];
  const rows = Array.from({ length: lines.length + spareLines }, (_, at) => lines[at] ?? null);
  return (
    <>
      <DateField
        name="effectiveOn"
        label={t("handover.effective-on")}
        hint={t("handover.effective-on.hint")}
        value={draft?.effectiveOn}
        problem={problem}
      />
      <Field
        name="lateBecause"
        label={t("handover.late-because")}
        hint={t("publishing.reason.hint", { what: t("handover.late-because.hint") })}
        value={draft?.lateBecause ?? ""}
        problem={problem}
        optional
      />
      <Field
        name="terms"
        lines={3}
        label={t("handover.terms")}
        hint={t("handover.terms.hint")}
        value={draft?.terms}
        problem={problem}
        optional
      />
      <fieldset className="field">
        <legend className="label">{t("handover.other")}</legend>
        <p className="field-hint">{t("handover.other.hint")}</p>
        {rows.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number here
          <div className="row line-row" key={at}>
            <Field
              name={`other.${at}.what`}
              label={t("handover.other.what", { line: at + 1 })}
              value={line?.what}
              problem={problem}
              optional
            />
            <Field
              name={`other.${at}.quantity`}
              type="number"
              inputMode="numeric"
              min={1}
              chars={4}
              label={t("thing.quantity")}
              value={line?.quantity}
              problem={problem}
              optional
            />
            <Field
              name={`other.${at}.detail`}
              label={t("thing.note")}
              value={line?.detail}
              problem={problem}
              optional
            />
          </div>
        ))}
      </fieldset>
      {candidates && candidates.length > 0 && (
        <fieldset className="field">
          <legend className="label">{t("handover.staff")}</legend>
          <p className="field-hint">{t("handover.staff.hint")}</p>
          {candidates.map(({ subject, name, roles }) => (
            <Select
              key={subject}
              name={`staff.${subject}`}
              label={t("handover.staff.who", {
                name,
                roles: t.formats.listText(roles.map((role) => t(`role.${role}`))),
              })}
              value={draft?.staff.find((one) => one.subject === subject)?.choice ?? ""}
              empty={t("handover.staff.keep")}
              options={[
                { value: "move", label: t("handover.staff.move") },
                { value: "end", label: t("handover.staff.end") },
              ]}
              problem={problem}
              optional
            />
          ))}
        </fieldset>
      )}
    </>
  );
}
