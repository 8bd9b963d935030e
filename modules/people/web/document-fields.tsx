import { DateField, Field, Select } from "#web/kit/field.tsx";
import { type Problem, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { numberedKinds } from "../identity/contract.ts";

/** What a form with these fields holds, as the contract wants it. */
export function typedDocument(form: FormData) {
  const known = numberedKinds.find((kind) => kind === form.get("kind"));
  return {
    kind: known ?? "resident-id",
    number: said(form, "number"),
    country: said(form, "country") || null,
    born: said(form, "born") || null,
    name: said(form, "name"),
  };
}

export interface DocumentFieldsProps {
  problem: Problem | undefined;
  values: Record<string, string>;
  /** A card reader may type here: the number takes the focus, and the name may stay empty. */
  atDesk?: true;
}

// texts: document.kind.*
/** Kind, number and name of a document; state and birth date for those that do not say them in their number. */
export function DocumentFields({ problem, values, atDesk }: DocumentFieldsProps) {
  const { text: t } = usePage();
  return (
    <>
      <Select
        name="kind"
        label={t("document.kind")}
        value={values.kind ?? "resident-id"}
        options={numberedKinds.map((kind) => ({ value: kind, label: t(`document.kind.${kind}`) }))}
        problem={problem}
      />
      <Field
        name="number"
        label={t("document.number")}
        hint={atDesk ? t("document.number.read") : t("document.number.hint")}
        autoComplete="off"
        value={values.number}
        problem={problem}
        {...(atDesk && { autoFocus: true as const })}
      />
      <Field
        name="name"
        label={t("document.name")}
        hint={atDesk ? t("document.name.read") : t("account.name.hint")}
        autoComplete="off"
        value={values.name}
        problem={problem}
        {...(atDesk && { optional: true as const })}
      />
      <details
        open={
          Boolean(values.country || values.born) || ["passport", "hmt-travel"].includes(values.kind ?? "")
        }
      >
        <summary>{t("document.passport")}</summary>
        <div className="stack">
          <Field
            name="country"
            label={t("document.country")}
            hint={t("document.country.hint")}
            autoComplete="off"
            chars={4}
            value={values.country}
            problem={problem}
            optional
          />
          <DateField
            name="born"
            label={t("document.born")}
            hint={t("document.born.hint")}
            value={values.born}
            problem={problem}
            optional
          />
        </div>
      </details>
      {atDesk && (
        <Field
          name="guardian"
          label={t("identity.guardian-sign")}
          hint={t("identity.guardian-sign.hint")}
          autoComplete="off"
          value={values.guardian}
          problem={problem}
          optional
        />
      )}
    </>
  );
}
