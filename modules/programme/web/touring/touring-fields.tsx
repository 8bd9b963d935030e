import { DateField, Field, Tick } from "#web/kit/field.tsx";
import type { Tried } from "#web/publishing.tsx";
import { usePage } from "#web/text.tsx";
import { labelLanguages } from "../../touring/contract.ts";
import { languageField } from "./touring-form.ts";

// texts: touring.language.*
/** What is written of a touring exhibition. */
export function TouringFields({ tried, was }: { tried: Tried; was: Record<string, string> }) {
  const { text: t } = usePage();
  const { problem } = tried;
  const values = tried.values["touring.title"] === undefined ? was : tried.values;
  const field = (name: string) => ({
    name: `touring.${name}`,
    value: values[`touring.${name}`] ?? "",
    problem,
  });
  const wrongLanguages = problem?.errors?.find((error) => error.field.startsWith("/body/touring/languages"));
  return (
    <>
      <Field {...field("title")} label={t("touring.name")} />
      <Field
        {...field("summary")}
        label={t("touring.summary")}
        hint={t("touring.summary-hint")}
        lines={4}
        optional
      />
      <Field
        {...field("crates")}
        type="number"
        min={1}
        chars={6}
        label={t("touring.crates")}
        unit={t("touring.unit.crates")}
      />
      <Field
        {...field("wallMetres")}
        type="number"
        min={0}
        chars={6}
        label={t("touring.wall-metres")}
        unit={t("touring.unit.metres")}
      />
      <Field
        {...field("insuredYuan")}
        type="number"
        min={0}
        chars={12}
        label={t("touring.insured")}
        unit={t("touring.unit.yuan")}
      />
      <Field {...field("transport")} label={t("touring.transport")} hint={t("touring.transport-hint")} />
      <fieldset className={wrongLanguages ? "field field-wrong" : "field"}>
        <legend className="label">{t("touring.languages")}</legend>
        {wrongLanguages && <p className="field-error">{wrongLanguages.message}</p>}
        <div className="choices choices-inline">
          {labelLanguages.map((language) => (
            <Tick
              key={language}
              name={languageField(language)}
              label={t(`touring.language.${language}`)}
              checked={values[languageField(language)] === "yes"}
            />
          ))}
        </div>
      </fieldset>
      <DateField {...field("lentFrom")} label={t("touring.lent-from")} />
      <DateField
        {...field("lentThrough")}
        label={t("touring.lent-through")}
        hint={t("touring.lent-through-hint")}
        optional
      />
      <Field
        {...field("betweenDays")}
        type="number"
        min={0}
        max={60}
        chars={4}
        label={t("touring.between-days")}
        hint={t("touring.between-days-hint")}
        unit={t("touring.unit.days")}
      />
    </>
  );
}
